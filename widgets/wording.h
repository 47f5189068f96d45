// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QString>

namespace braid {

/// The window's words for what the trace holds: one place, so that all views say the same.

QString toQString(std::string_view text);
/// The same for a name or text from outside that is to be shown on a line: what would change its
/// surroundings without being seen stands there as a mark.
QString toShown(std::string_view text);
/// A text as a tooltip shows it, which would take one with a tag for HTML.
QString asToolTip(const QString& text);
QString nameOf(Activity activity);
QString nameOf(WaitKind kind);
QString nameOf(Outcome outcome);
/// A script's own name; what the window's and the C++ tasks' strands are called.
QString nameOf(const Trace& trace, const Strand& strand);

/// As a person says it: "0.62 s", "12 ms", "4.1 ms", "3 min 20 s", "2 h 5 min".
QString formatDuration(std::int64_t ns);

/// A place in somebody's source, the one way to say it: "fetch.py:41 in get", the file without its
/// folders; without "in" if the function is not known.
QString describePlace(const QString& file, int line, const QString& function = {});

/// The row that stands for what a trace keeps no longer: "12 408 earlier tasks".
QString describeEarlierTasks(std::uint64_t count);
/// "3 missed frames".
QString describeMark(const Trace& trace, const Mark& mark);

/// What a slice runs or waits for: "sleep 0.3", "a lock held by get-1"; empty if nobody knows.
QString describeWhat(const Trace& trace, const LaneState& state);
/// Where in the source, as `describePlace` says it; empty if unknown.
QString describeWhere(const Trace& trace, LocationId where);
/// One sentence about slice `index` of a lane: "get-2: blocked for 812 ms · time.sleep ·
/// fetch.py:41".
QString describeSlice(const Trace& trace, const Lane& lane, std::size_t index, std::int64_t nowNs);
/// One sentence about how and when a lane ended.
QString describeEnd(const Trace& trace, const Lane& lane);

} // namespace braid
