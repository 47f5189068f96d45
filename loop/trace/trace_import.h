// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace braid {

class Trace;

/// Reads a trace file back: what `ChromeTraceWriter` has written becomes the same trace again, ids
/// included. Other people's files in Chrome's format become lanes, too, one a thread, with what ran
/// innermost. Compressed with gzip or not, whatever the name.
///
///     TraceImport import(file);
///     while (import.read_some(1 << 20))
///         co_await yield();
///     show(import.trace(), import.end_ns());
///
/// A file that is cut or damaged is read as far as it can be: `problem` says where that was.
class TraceImport {
public:
    /// Throws `std::filesystem::filesystem_error` if the file cannot be opened.
    explicit TraceImport(const std::filesystem::path& file);
    ~TraceImport();
    TraceImport(const TraceImport&) = delete;
    TraceImport& operator=(const TraceImport&) = delete;

    /// Works through about as many bytes of text, some milliseconds for a megabyte. Returns whether
    /// there is more to do: if not, the trace is complete. Throws as the constructor does if the
    /// system cannot read.
    bool read_some(std::size_t bytes);

    /// How much is done, from 0 to 1.
    double progress() const noexcept;

    /// What was read; for no others before everything is done.
    Trace& trace() noexcept;
    /// The last instant that the file knows: what has not ended goes on until then.
    std::int64_t end_ns() const noexcept;
    /// In one sentence, with the byte, why there is no more; empty if the file was sound.
    const std::string& problem() const noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Is it a trace, by its name: ".json", ".json.gz"?
bool is_trace_file(const std::filesystem::path& file);

} // namespace braid
