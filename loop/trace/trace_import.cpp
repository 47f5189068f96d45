// SPDX-License-Identifier: MIT
#include "loop/trace/trace_import.h"

#include "loop/trace/chrome_parser.h"
#include "loop/trace/file_lanes.h"
#include "loop/trace/trace.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

namespace braid {

namespace {

/// A record is there as a whole; what is dropped of it would be dropped for good.
constexpr Trace::Limits all_of_it{.slices = 100'000'000,
                                  .lanes = 10'000'000,
                                  .strands = 100'000,
                                  .marks = 10'000'000,
                                  .text_bytes = std::size_t(1) << 30};
/// So much text of a file is about a slice.
constexpr std::size_t bytes_per_slice = 128;
/// To read takes so much of the time; the rest is to record what was read.
constexpr double share_of_reading = 0.8;

} // namespace

struct TraceImport::Private {
    struct Close {
        void operator()(gzFile stream) const { gzclose(stream); }
    };

    explicit Private(const std::filesystem::path& path)
        : file_(path)
        , trace_(all_of_it) {
        std::error_code unknown;
        bytes_ = double(std::filesystem::file_size(path, unknown));
        if (std::filesystem::is_directory(path, unknown))
            fail(EISDIR);
        stream_.reset(gzopen(path.c_str(), "rb"));
        if (!stream_)
            fail(errno);
        gzbuffer(stream_.get(), 1 << 18);
    }

    bool read_some(std::size_t bytes) {
        if (done_reading_)
            return lanes_.record_some(trace_, std::max<std::size_t>(bytes / bytes_per_slice, 1));
        text_.resize(std::min<std::size_t>(std::max<std::size_t>(bytes, 1), 1 << 20));
        const int got = gzread(stream_.get(), text_.data(), unsigned(text_.size()));
        if (got > 0)
            done_reading_ = !parser_.feed({text_.data(), std::size_t(got)});
        if (done_reading_)
            problem_ = "damaged at byte " + std::to_string(parser_.position()) + " of its text (" +
                       parser_.problem() + ")";
        else if (got <= 0 || gzeof(stream_.get()))
            end_of_file(got);
        if (done_reading_) {
            lanes_.finish();
            read_ = 1;
            if (problem_.empty() && lanes_.empty())
                problem_ = "no trace: it holds no events";
        } else if (bytes_ > 0) {
            read_ = std::clamp(double(gzoffset(stream_.get())) / bytes_, read_, 1.0);
        }
        return true;
    }

    void end_of_file(int got) {
        int error = Z_OK;
        gzerror(stream_.get(), &error);
        if (error == Z_ERRNO)
            fail(errno);
        done_reading_ = true;
        if (got < 0 && error != Z_BUF_ERROR)
            problem_ = "damaged: its gzip data make no sense at byte " +
                       std::to_string(gzoffset(stream_.get()));
        else if (error == Z_BUF_ERROR)
            problem_ = "cut off: its gzip data end too early, at byte " +
                       std::to_string(std::size_t(bytes_));
        else if (!parser_.may_end())
            problem_ = "cut off at byte " + std::to_string(parser_.position()) + " of its text";
    }

    double progress() const noexcept {
        const double recorded = lanes_.slices() > 0
                                    ? double(lanes_.recorded()) / double(lanes_.slices())
                                    : done_reading_;
        return share_of_reading * read_ + (done_reading_ ? (1 - share_of_reading) * recorded : 0);
    }

    [[noreturn]] void fail(int error) {
        throw std::filesystem::filesystem_error("the trace cannot be read", file_,
                                                std::error_code(error, std::generic_category()));
    }

    const std::filesystem::path file_;
    Trace trace_;
    detail::FileLanes lanes_;
    detail::ChromeParser parser_{
        [this](detail::ChromeEvent& event) { lanes_.add(event, parser_.is_ours()); }};
    std::unique_ptr<gzFile_s, Close> stream_;
    double bytes_ = 0;
    double read_ = 0;
    bool done_reading_ = false;
    std::vector<char> text_;
    std::string problem_;
};

TraceImport::TraceImport(const std::filesystem::path& file)
    : d(std::make_unique<Private>(file)) {}

TraceImport::~TraceImport() = default;

bool TraceImport::read_some(std::size_t bytes) { return d->read_some(bytes); }

double TraceImport::progress() const noexcept { return d->progress(); }

Trace& TraceImport::trace() noexcept { return d->trace_; }

std::int64_t TraceImport::end_ns() const noexcept { return d->lanes_.end_ns(); }

const std::string& TraceImport::problem() const noexcept { return d->problem_; }

bool is_trace_file(const std::filesystem::path& file) {
    const std::filesystem::path name = file.extension() == ".gz" ? file.stem() : file.filename();
    return name.extension() == ".json";
}

} // namespace braid
