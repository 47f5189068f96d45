// SPDX-License-Identifier: MIT
#include "bridge/tasks/folder_watch.h"

#include "loop/sleep.h"

#include <boost/asio/buffer.hpp>

#include <sys/inotify.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace braid {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t watched = IN_CREATE | IN_CLOSE_WRITE | IN_DELETE | IN_MOVE |
                                  IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW;
/// Events that are read at once, a few hundred.
constexpr std::size_t buffer_bytes = 64 << 10;
/// Looked at before others have their turn.
constexpr int folders_in_a_row = 16;

std::string why(int error) {
    switch (error) {
    case ENOSPC:
        return "too many folders: the system's limit is fs.inotify.max_user_watches";
    case EMFILE:
        return "too many watches: the system's limit is fs.inotify.max_user_instances";
    default:
        return std::strerror(error);
    }
}

int open_inotify() {
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0)
        throw std::runtime_error(why(errno));
    return descriptor;
}

} // namespace

FolderWatch::FolderWatch(EventLoop& loop, const fs::path& folder)
    : inotify_(loop.io_context(), open_inotify())
    // Where it leads, if it is a link: links below it are not followed.
    , root_(fs::canonical(folder))
    , buffer_(buffer_bytes, '\0') {}

Coroutine<> FolderWatch::start() {
    add({}, nullptr);
    root_watch_ = folders_.begin()->first;
    std::vector<Change> no_news;
    co_await add_new_folders(no_news);
}

Coroutine<> FolderWatch::add_new_folders(std::vector<Change>& found) {
    for (int count = 1; !new_folders_.empty(); ++count) {
        const auto [folder, is_news] = std::move(new_folders_.front());
        new_folders_.pop_front();
        add(folder, is_news ? &found : nullptr);
        if (count % folders_in_a_row == 0)
            co_await yield();
    }
}

/// `found` gets what is in it already: made between the folder and its watch.
void FolderWatch::add(const fs::path& folder, std::vector<Change>* found) {
    const fs::path path = folder.empty() ? root_ : root_ / folder;
    const int watch = ::inotify_add_watch(inotify_.native_handle(), path.c_str(), watched);
    const bool is_gone = watch < 0 && (errno == ENOENT || errno == ENOTDIR || errno == EACCES);
    if (is_gone && !folder.empty())
        return;
    if (watch < 0)
        throw std::runtime_error(path.string() + ": " + why(errno));
    folders_[watch] = folder;
    std::error_code error;
    for (fs::directory_iterator each(path, error), end; !error && each != end;
         each.increment(error)) {
        const fs::path name = folder / each->path().filename();
        if (found)
            found->push_back({"created", name});
        std::error_code gone;
        if (each->symlink_status(gone).type() == fs::file_type::directory)
            new_folders_.emplace_back(name, found != nullptr);
    }
}

/// It is outside by now, with all below it.
void FolderWatch::forget(const fs::path& folder) {
    const std::string below = folder.string() + '/';
    std::erase_if(folders_, [&](const auto& each) {
        const bool is_there = each.second == folder || each.second.string().starts_with(below);
        if (is_there)
            ::inotify_rm_watch(inotify_.native_handle(), each.first);
        return is_there;
    });
}

Coroutine<std::vector<FolderWatch::Change>> FolderWatch::next() {
    std::vector<Change> changes;
    while (changes.empty()) {
        const std::size_t size = co_await inotify_.async_read_some(boost::asio::buffer(buffer_));
        for (std::size_t at = 0; at < size;)
            at += take(buffer_.data() + at, changes);
        // Names that were left and have come up nowhere.
        for (const auto& [cookie, path] : std::exchange(moving_, {})) {
            changes.push_back({"moved away", path});
            forget(path);
        }
        co_await add_new_folders(changes);
    }
    co_return changes;
}

std::size_t FolderWatch::take(const char* bytes, std::vector<Change>& changes) {
    inotify_event event{};
    std::memcpy(&event, bytes, sizeof event);
    take(event.wd, event.mask, event.cookie, bytes + sizeof event, changes);
    return sizeof event + event.len;
}

void FolderWatch::take(int watch, std::uint32_t mask, std::uint32_t cookie, const char* name,
                       std::vector<Change>& changes) {
    if (mask & IN_Q_OVERFLOW) {
        changes.push_back({"lost count of changes: there were too many", {}});
        return;
    }
    const auto folder = folders_.find(watch);
    if (folder == folders_.end())
        return;
    if (mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) {
        if (watch == root_watch_)
            throw std::runtime_error(root_.string() + " is there no more");
        if (mask & IN_IGNORED)
            folders_.erase(folder);
        return;
    }
    const fs::path path = folder->second / (name);
    if (mask & IN_CREATE) {
        changes.push_back({"created", path});
    } else if (mask & IN_CLOSE_WRITE) {
        if (changes.empty() || changes.back().what != "written" || changes.back().path != path)
            changes.push_back({"written", path});
    } else if (mask & IN_DELETE) {
        changes.push_back({"deleted", path});
    } else if (mask & IN_MOVED_FROM) {
        moving_[cookie] = path;
    } else if (mask & IN_MOVED_TO) {
        const auto from = moving_.find(cookie);
        if (from == moving_.end())
            changes.push_back({"moved here", path});
        else
            changes.push_back({"renamed", std::exchange(from->second, {}), path});
        if (from != moving_.end())
            moving_.erase(from);
    }
    // A folder that was renamed is watched under its new name from now on.
    if ((mask & IN_ISDIR) && (mask & (IN_CREATE | IN_MOVED_TO)))
        new_folders_.emplace_back(path, (mask & IN_CREATE) != 0);
}

} // namespace braid
