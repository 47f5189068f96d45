// SPDX-License-Identifier: MIT
#include "bridge/tasks/shared_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace braid {

namespace {

[[noreturn]] void throw_errno(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

SharedFolder::Entry::Entry(int descriptor) noexcept
    : descriptor_(descriptor) {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0)
        return;
    is_folder_ = S_ISDIR(status.st_mode);
    is_file_ = S_ISREG(status.st_mode);
    size_ = std::uint64_t(status.st_size);
}

SharedFolder::Entry::~Entry() { ::close(descriptor_); }

std::optional<std::string> SharedFolder::Entry::read(std::uint64_t offset, std::size_t size,
                                                     bool at_once) const {
    std::string bytes(size, '\0');
    const iovec place{bytes.data(), bytes.size()};
    ssize_t got = 0;
    do
        got = ::preadv2(descriptor_, &place, 1, off_t(offset), at_once ? RWF_NOWAIT : 0);
    while (got < 0 && errno == EINTR);
    if (got < 0 && at_once && (errno == EAGAIN || errno == EOPNOTSUPP))
        return {};
    if (got < 0)
        throw_errno("read");
    bytes.resize(std::size_t(got));
    return bytes;
}

std::vector<std::string> SharedFolder::Entry::names() const {
    std::vector<std::string> names;
    const int own = ::openat(descriptor_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* const folder = own < 0 ? nullptr : ::fdopendir(own);
    if (!folder)
        throw_errno("open");
    while (const dirent* const each = ::readdir(folder)) {
        const std::string name = each->d_name;
        if (name != "." && name != "..")
            names.push_back(name + (each->d_type == DT_DIR ? "/" : ""));
    }
    ::closedir(folder);
    std::sort(names.begin(), names.end());
    return names;
}

SharedFolder::SharedFolder(const std::filesystem::path& folder)
    : descriptor_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0)
        throw_errno(folder.string());
}

SharedFolder::~SharedFolder() { ::close(descriptor_); }

std::shared_ptr<const SharedFolder::Entry> SharedFolder::open(const std::string& path,
                                                              int& error) const {
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK; // a pipe must not hold anybody
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    const auto descriptor =
        ::syscall(SYS_openat2, descriptor_, path.empty() ? "." : path.c_str(), &how, sizeof how);
    if (descriptor < 0) {
        error = errno;
        return nullptr;
    }
    auto entry = std::make_shared<const Entry>(int(descriptor));
    if (entry->is_folder() || entry->is_file())
        return entry;
    error = EACCES;
    return nullptr;
}

std::string_view media_type(std::string_view name) noexcept {
    static constexpr std::pair<std::string_view, std::string_view> types[] = {
        {".avif", "image/avif"},
        {".bmp", "image/bmp"},
        {".css", "text/css; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".gif", "image/gif"},
        {".gz", "application/gzip"},
        {".htm", "text/html; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".ico", "image/vnd.microsoft.icon"},
        {".jpeg", "image/jpeg"},
        {".jpg", "image/jpeg"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".md", "text/markdown; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".mp3", "audio/mpeg"},
        {".mp4", "video/mp4"},
        {".ogg", "audio/ogg"},
        {".pdf", "application/pdf"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".tar", "application/x-tar"},
        {".txt", "text/plain; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".wav", "audio/wav"},
        {".webm", "video/webm"},
        {".webp", "image/webp"},
        {".woff", "font/woff"},
        {".woff2", "font/woff2"},
        {".xml", "application/xml"},
        {".zip", "application/zip"},
        // Sources are to be read, whatever a system calls them.
        {".c", "text/plain; charset=utf-8"},
        {".cpp", "text/plain; charset=utf-8"},
        {".h", "text/plain; charset=utf-8"},
        {".log", "text/plain; charset=utf-8"},
        {".sh", "text/plain; charset=utf-8"},
    };
    std::string suffix(name.substr(std::min(name.rfind('.'), name.size())));
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    for (const auto& [ending, type] : types)
        if (ending == suffix)
            return type;
    return "application/octet-stream";
}

} // namespace braid
