// SPDX-License-Identifier: MIT
#include "loop/trace/trace_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace braid::detail {

namespace fs = std::filesystem;

namespace {
/// So much is compressed at once: less than a millisecond's work.
constexpr unsigned buffer_bytes = 1 << 16;
} // namespace

TraceFile::TraceFile(const fs::path& file)
    : file_(file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    const bool is_there = fs::exists(status);
    if (is_there && !fs::is_regular_file(status)) {
        open(file, 0);
        return;
    }
    place_ = is_there ? fs::canonical(file) : file; // a link stays one
    fs::path part = place_;
    part += ".part";
    for (int n = 1; !open(part, O_CREAT | O_EXCL); ++n)
        (part = place_) += ".part" + std::to_string(n);
    part_ = part;
}

TraceFile::~TraceFile() { abandon(); }

void TraceFile::put(std::string_view text) {
    if (gzwrite(stream_, text.data(), unsigned(text.size())) != int(text.size()))
        fail(errno);
}

void TraceFile::complete() {
    if (const int error = gzclose(std::exchange(stream_, nullptr)); error != Z_OK)
        fail(error == Z_ERRNO ? errno : EIO);
    if (part_.empty())
        return;
    std::error_code error;
    fs::rename(part_, place_, error);
    if (error)
        fail(error.value());
    part_.clear();
}

/// False if the file should be new and is not.
bool TraceFile::open(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
    if (descriptor < 0 && errno == EEXIST)
        return false;
    if (descriptor < 0)
        fail(errno);
    // "T" writes plain text through the same interface.
    stream_ = gzdopen(descriptor, file_.extension() == ".gz" ? "wb6" : "wbT");
    if (!stream_) {
        ::close(descriptor);
        fail(ENOMEM);
    }
    gzbuffer(stream_, buffer_bytes);
    return true;
}

void TraceFile::abandon() noexcept {
    if (stream_)
        gzclose(std::exchange(stream_, nullptr));
    std::error_code ignored;
    if (!part_.empty())
        fs::remove(part_, ignored);
    part_.clear();
}

void TraceFile::fail(int error) {
    abandon();
    throw fs::filesystem_error("the trace cannot be written", file_,
                               std::error_code(error, std::generic_category()));
}

} // namespace braid::detail
