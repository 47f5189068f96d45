// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace braid {

class Trace;

/// Writes the whole trace in Chrome's JSON format, which https://ui.perfetto.dev opens: a process
/// per strand, a thread per lane, an `X` event per slice, named by its activity, whose `args` say
/// what is waited for and where in the source. Compressed with gzip if the name ends in ".gz".
///
/// What still goes on ends at `now_ns` there. Marks are instants; what the trace has dropped is an
/// event of its own, "lost".
///
/// Streams: memory does not grow with the trace. The file appears when it is complete and takes the
/// place of the one before; until then there is one beside it, ".part". (What is no regular file, a
/// pipe or a device, is written as it is.) Throws `std::filesystem::filesystem_error` if the file
/// cannot be written: the one before stays as it was, and nothing else is left.
void write_chrome_trace(const Trace& trace, std::int64_t now_ns, const std::filesystem::path& file);

/// The same in steps, for somebody who has other things to do in between:
///
///     ChromeTraceWriter writer(trace, now_ns, file);
///     while (writer.write_some(500))
///         co_await yield();
///
/// The trace may go on meanwhile. What begins later than `now_ns` is left out, and what has gone
/// before its turn came is missing.
class ChromeTraceWriter {
public:
    /// `trace` must outlive it. Throws as `write_chrome_trace` does.
    ChromeTraceWriter(const Trace& trace, std::int64_t now_ns, const std::filesystem::path& file);
    /// Leaves no file unless everything was written.
    ~ChromeTraceWriter();
    ChromeTraceWriter(const ChromeTraceWriter&) = delete;
    ChromeTraceWriter& operator=(const ChromeTraceWriter&) = delete;

    /// Writes about as many slices. Returns whether there is more to write: if not, the file is
    /// complete. Throws as `write_chrome_trace` does; it is over then.
    bool write_some(std::size_t slices);

    /// How much is written, from 0 to 1.
    double progress() const noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid
