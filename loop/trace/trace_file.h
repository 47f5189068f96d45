// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace braid::detail {

/// A file that is written from its beginning to its end, compressed if its name ends in ".gz".
/// What is no regular file, a pipe or a device, is written as it is.
///
/// All but the destructor throw `std::filesystem::filesystem_error`, which names the file.
class TraceFile {
public:
    enum class Appears {
        Complete, ///< until then it lies beside its place, as ".part", and the one before stays
        AtOnce,   ///< in the place of the one before, for somebody who cannot be sure of an end
    };

    explicit TraceFile(const std::filesystem::path& file, Appears when = Appears::Complete);
    /// Of one that should appear complete it leaves nothing unless it is.
    ~TraceFile();
    TraceFile(const TraceFile&) = delete;
    TraceFile& operator=(const TraceFile&) = delete;

    void put(std::string_view text);
    /// Has everything on its way to the disk, and behind it `end`, which the next `put` overwrites:
    /// whatever happens to this process, the file ends well. (A pipe gets no such end.)
    void secure(std::string_view end);
    /// Puts it in its place.
    void complete();

private:
    struct Deflate;

    bool open(const std::filesystem::path& path, int flags);
    void compress(std::string_view text, bool finish);
    void write_out(std::string_view bytes);
    void abandon() noexcept;
    [[noreturn]] void fail(int error);

    std::filesystem::path file_;  ///< as it was named
    std::filesystem::path place_; ///< where it will lie
    std::filesystem::path part_;  ///< where it lies; empty: there is nothing to be removed
    int descriptor_ = -1;
    bool regular_ = true;
    std::int64_t position_ = 0; ///< behind what stays
    std::string buffer_;        ///< put, and not written yet
    std::string packed_;        ///< compressed, and not written yet
    std::unique_ptr<Deflate> deflate_;
};

} // namespace braid::detail
