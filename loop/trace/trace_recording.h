// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace braid {

class Trace;

/// Writes a trace into a file while it grows, in the format of `write_chrome_trace`. Memory does
/// not grow with the file: what has been written may go from the trace.
///
///     TraceRecording recording(trace, file, [&] { … have write called soon … });
///     recording.write(now_ns);     // half a second later, and so on
///     recording.complete(now_ns);
///
/// After each `write` the file holds all that had happened, and is well-formed: whatever ends the
/// process, no more is missing than what came after. All of it throws
/// `std::filesystem::filesystem_error` if the file cannot be written; what there is of it stays.
/// For the trace's thread.
class TraceRecording {
public:
    /// The file is there at once, in place of the one before. `on_change` is called at the first
    /// change after each `write`, as `TraceReader` does: in the middle of the writer's work.
    TraceRecording(Trace& trace, const std::filesystem::path& file,
                   std::function<void()> on_change = {});
    ~TraceRecording();
    TraceRecording(const TraceRecording&) = delete;
    TraceRecording& operator=(const TraceRecording&) = delete;

    /// What has happened since the last time.
    void write(std::int64_t now_ns);
    /// The same, and it is over: what goes on goes on until `now_ns`.
    void complete(std::int64_t now_ns);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid
