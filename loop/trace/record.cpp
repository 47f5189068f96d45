// SPDX-License-Identifier: MIT
#include "loop/trace/record.h"

#include <cstdio>

namespace braid {

std::string_view to_string(Activity activity) noexcept {
    switch (activity) {
    case Activity::Running:
        return "running";
    case Activity::Ready:
        return "ready";
    case Activity::Waiting:
        return "waiting";
    case Activity::Blocked:
        return "blocked";
    }
    return {};
}

std::string_view to_string(WaitKind kind) noexcept {
    switch (kind) {
    case WaitKind::Nothing:
        return {};
    case WaitKind::Timer:
        return "timer";
    case WaitKind::Io:
        return "I/O";
    case WaitKind::Lock:
        return "lock";
    case WaitKind::Event:
        return "event";
    case WaitKind::Queue:
        return "queue";
    case WaitKind::Task:
        return "task";
    case WaitKind::Future:
        return "future";
    case WaitKind::Thread:
        return "thread";
    case WaitKind::Process:
        return "process";
    case WaitKind::Input:
        return "input";
    }
    return {};
}

std::string_view to_string(Outcome outcome) noexcept {
    switch (outcome) {
    case Outcome::Pending:
        return "pending";
    case Outcome::Finished:
        return "finished";
    case Outcome::Cancelled:
        return "cancelled";
    case Outcome::Failed:
        return "failed";
    }
    return {};
}

std::string_view to_string(MarkKind kind) noexcept {
    switch (kind) {
    case MarkKind::MissedFrame:
        return "missed frame";
    case MarkKind::Note:
        return "note";
    }
    return {};
}

std::string_view to_string(StrandKind kind) noexcept {
    switch (kind) {
    case StrandKind::Script:
        return "script";
    case StrandKind::Cpp:
        return "C++";
    case StrandKind::Window:
        return "window";
    }
    return {};
}

std::string describe_amount(const LaneState& state) {
    char number[32] = "";
    if (state.detail == LaneState::Detail::Seconds)
        std::snprintf(number, sizeof number, "%.6g s", double(state.seconds()));
    else if (state.detail == LaneState::Detail::Tasks)
        std::snprintf(number, sizeof number, "%u task%s", unsigned(state.tasks()),
                      state.tasks() == 1 ? "" : "s");
    return number;
}

} // namespace braid
