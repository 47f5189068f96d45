// SPDX-License-Identifier: MIT
#include "loop/trace/trace_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace braid::detail {

namespace fs = std::filesystem;

namespace {
/// So much is compressed at once: less than a millisecond's work.
constexpr std::size_t buffer_bytes = 1 << 16;
} // namespace

struct TraceFile::Deflate {
    Deflate() { ready = deflateInit2(&stream, 6, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY); }
    ~Deflate() { deflateEnd(&stream); }

    static constexpr int gzip_window = 15 + 16;
    z_stream stream{};
    int ready;
    bool begun = false; ///< a member of the file has begun and not ended
};

TraceFile::TraceFile(const fs::path& file, Appears when)
    : file_(file) {
    if (file.extension() == ".gz") {
        deflate_ = std::make_unique<Deflate>();
        if (deflate_->ready != Z_OK)
            fail(ENOMEM);
    }
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    const bool is_there = fs::exists(status);
    regular_ = !is_there || fs::is_regular_file(status);
    if (!regular_) {
        open(file, 0);
        return;
    }
    place_ = is_there ? fs::canonical(file) : file; // a link stays one
    if (when == Appears::AtOnce) {
        open(place_, O_CREAT | O_TRUNC);
        return;
    }
    fs::path part = place_;
    part += ".part";
    for (int n = 1; !open(part, O_CREAT | O_EXCL); ++n)
        (part = place_) += ".part" + std::to_string(n);
    part_ = part;
}

TraceFile::~TraceFile() { abandon(); }

void TraceFile::put(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() < buffer_bytes)
        return;
    compress(buffer_, false);
    buffer_.clear();
    write_out(packed_);
    position_ += std::int64_t(packed_.size());
    packed_.clear();
}

void TraceFile::secure(std::string_view end) {
    compress(buffer_, true);
    buffer_.clear();
    const std::size_t stays = packed_.size();
    if (regular_)
        compress(end, true);
    // In one call: nobody sees the one without the other.
    write_out(packed_);
    position_ += std::int64_t(stays);
    packed_.clear();
}

void TraceFile::complete() {
    secure({});
    if (::close(std::exchange(descriptor_, -1)) != 0)
        fail(errno);
    if (part_.empty())
        return;
    std::error_code error;
    fs::rename(part_, place_, error);
    if (error)
        fail(error.value());
    part_.clear();
}

/// Into `packed_`; `finish` ends the member of the file: several behind each other are a gzip file.
void TraceFile::compress(std::string_view text, bool finish) {
    if (!deflate_) {
        packed_ += text;
        return;
    }
    if (text.empty() && !deflate_->begun)
        return;
    z_stream& stream = deflate_->stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = uInt(text.size());
    deflate_->begun = true;
    do {
        const std::size_t before = packed_.size();
        packed_.resize(before + buffer_bytes);
        stream.next_out = reinterpret_cast<Bytef*>(packed_.data() + before);
        stream.avail_out = uInt(buffer_bytes);
        deflate(&stream, finish ? Z_FINISH : Z_NO_FLUSH);
        packed_.resize(packed_.size() - stream.avail_out);
    } while (stream.avail_out == 0);
    if (finish) {
        deflateReset(&stream);
        deflate_->begun = false;
    }
}

/// At the position, which it does not move.
void TraceFile::write_out(std::string_view bytes) {
    for (std::int64_t at = position_; !bytes.empty();) {
        const ssize_t written = regular_ ? ::pwrite(descriptor_, bytes.data(), bytes.size(), at)
                                         : ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail(errno);
        at += written;
        bytes.remove_prefix(std::size_t(written));
    }
}

/// False if the file should be new and is not.
bool TraceFile::open(const fs::path& path, int flags) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
    if (descriptor_ < 0 && errno == EEXIST && (flags & O_EXCL))
        return false;
    if (descriptor_ < 0)
        fail(errno);
    return true;
}

void TraceFile::abandon() noexcept {
    if (descriptor_ >= 0)
        ::close(std::exchange(descriptor_, -1));
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
