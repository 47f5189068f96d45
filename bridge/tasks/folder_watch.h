// SPDX-License-Identifier: MIT
#pragma once

#include "loop/asio.h"
#include "loop/coroutine.h"
#include "loop/event_loop.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace braid {

/// What happens in a folder and those below it, by inotify. For the loop's thread.
class FolderWatch {
public:
    /// One thing that happened.
    struct Change {
        std::string what;              ///< "created", "written", "deleted", "renamed"
        std::filesystem::path path;    ///< from the folder on
        std::filesystem::path to = {}; ///< its new name, if it was renamed
    };

    FolderWatch(EventLoop& loop, const std::filesystem::path& folder);

    /// Watches from now on. Throws std::runtime_error that says why it cannot, as does `next`.
    Coroutine<> start();
    /// Waits for changes; throws when the folder is there no more.
    Coroutine<std::vector<Change>> next();
    std::size_t folder_count() const noexcept { return folders_.size(); }

private:
    Coroutine<> add_new_folders(std::vector<Change>& found);
    void add(const std::filesystem::path& folder, std::vector<Change>* found);
    void forget(const std::filesystem::path& folder);
    std::size_t take(const char* event, std::vector<Change>& changes);
    void take(int watch, std::uint32_t mask, std::uint32_t cookie, const char* name,
              std::vector<Change>& changes);

    Awaiting<boost::asio::posix::stream_descriptor> inotify_;
    const std::filesystem::path root_;
    std::map<int, std::filesystem::path> folders_; ///< by watch; from the root on
    int root_watch_ = -1;
    /// To be watched, too; and whether what is in them is news.
    std::deque<std::pair<std::filesystem::path, bool>> new_folders_;
    std::map<std::uint32_t, std::filesystem::path> moving_; ///< by cookie: names that are left
    std::string buffer_;
};

} // namespace braid
