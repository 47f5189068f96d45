// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// A folder that strangers may look into, and into nothing else: no "..", no link leads out of it.
/// The kernel sees to that (openat2), so that nothing can be changed between check and use.
class SharedFolder {
public:
    /// Something in it, open.
    class Entry {
    public:
        explicit Entry(int descriptor) noexcept;
        ~Entry();
        Entry(const Entry&) = delete;
        Entry& operator=(const Entry&) = delete;

        bool is_folder() const noexcept { return is_folder_; }
        bool is_file() const noexcept { return is_file_; }
        std::uint64_t size() const noexcept { return size_; }

        /// Up to `size` bytes from `offset` on. With `at_once`, only what need not be fetched from
        /// a disk: nothing if there is none of that. Any thread. Throws std::system_error.
        std::optional<std::string> read(std::uint64_t offset, std::size_t size, bool at_once) const;
        /// The names in it, sorted, those of folders with a slash behind. Any thread.
        std::vector<std::string> names() const;

    private:
        const int descriptor_;
        bool is_folder_ = false;
        bool is_file_ = false;
        std::uint64_t size_ = 0;
    };

    /// Throws std::system_error.
    explicit SharedFolder(const std::filesystem::path& folder);
    ~SharedFolder();
    SharedFolder(const SharedFolder&) = delete;
    SharedFolder& operator=(const SharedFolder&) = delete;

    /// Null, and `error` an errno, if it cannot be seen.
    std::shared_ptr<const Entry> open(const std::string& path, int& error) const;

private:
    int descriptor_ = -1;
};

/// What a browser should take a file of this name for.
std::string_view media_type(std::string_view name) noexcept;

} // namespace braid
