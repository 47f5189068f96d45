// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace braid {

class Trace;

/// Writes the whole trace in Chrome's JSON format, which https://ui.perfetto.dev opens: a process
/// per strand, a thread per lane, an `X` event per slice, named by its activity, whose `args` say
/// what is waited for and where in the source. Compressed with gzip if the name ends in ".gz".
///
/// What still goes on ends at `now_ns` there. Marks are instants; what the trace has dropped is an
/// event of its own, "lost".
///
/// Streams: memory does not grow with the trace. Throws `std::filesystem::filesystem_error` if the
/// file cannot be written; what was written until then is removed.
void write_chrome_trace(const Trace& trace, std::int64_t now_ns, const std::filesystem::path& file);

} // namespace braid
