// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

struct gzFile_s;

namespace braid::detail {

/// A file that appears when it is complete: until then it lies beside its place, as ".part", and
/// the one before stays. Compressed if its name ends in ".gz". What is no regular file, a pipe or a
/// device, is written as it is.
///
/// All but the destructor throw `std::filesystem::filesystem_error`, which names the file; nothing
/// is left of it then.
class TraceFile {
public:
    explicit TraceFile(const std::filesystem::path& file);
    /// Leaves nothing unless it is complete.
    ~TraceFile();
    TraceFile(const TraceFile&) = delete;
    TraceFile& operator=(const TraceFile&) = delete;

    void put(std::string_view text);
    /// Puts it in its place.
    void complete();

private:
    bool open(const std::filesystem::path& path, int flags);
    void abandon() noexcept;
    [[noreturn]] void fail(int error);

    std::filesystem::path file_;  ///< as it was named
    std::filesystem::path place_; ///< where it will lie
    std::filesystem::path part_;  ///< where it lies; empty: there is nothing to be removed
    gzFile_s* stream_ = nullptr;
};

} // namespace braid::detail
