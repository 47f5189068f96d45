// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

/// The words of a record: what a task can be doing, and how little room that takes to say.
namespace braid {

/// What a pending task is doing right now.
enum class Activity : std::uint8_t {
    Running, ///< its code runs
    Ready,   ///< woken, its turn has not come
    Waiting, ///< suspended until something happens: see `WaitKind`
    Blocked, ///< it holds the loop, in a call or a computation that does not yield
};

/// Whether a task that does this has the loop: it runs, or was recorded as blocking.
constexpr bool has_loop(Activity activity) noexcept {
    return activity == Activity::Running || activity == Activity::Blocked;
}

/// What kind of thing a waiting task waits for.
enum class WaitKind : std::uint8_t {
    Nothing, ///< it merely let the others go first, or nobody knows
    Timer,
    Io,
    Lock, ///< a lock, a semaphore, a condition, a barrier
    Event,
    Queue,
    Task, ///< another task, or several: see `LaneState::other` and `LaneState::count`
    Future,
    Thread, ///< work in another thread
    Process,
    Input, ///< a line that somebody has to type
};

/// How a lane or a strand ended.
enum class Outcome : std::uint8_t { Pending, Finished, Cancelled, Failed };

/// What a strand is.
enum class StrandKind : std::uint8_t { Script, Cpp, Window };

/// What a lane belongs to.
enum class LaneKind : std::uint8_t {
    Loop,   ///< a task, or what else runs on the loop: while it runs, nothing else does
    Thread, ///< a thread that works for the strand
};

/// What kind of instant a mark is.
enum class MarkKind : std::uint8_t {
    MissedFrame, ///< the window could not paint in time; the amount is how many frames
    Note,        ///< what somebody wanted to be remembered
};

/// Handles into a `Trace`; 0 means none. They count from 1 and are never used again: one that
/// outlives what it named finds nothing.
enum class LaneId : std::uint32_t { None = 0 };
enum class StrandId : std::uint32_t { None = 0 };
enum class TextId : std::uint32_t { None = 0 };
enum class LocationId : std::uint32_t { None = 0 };

/// A place in somebody's source.
struct Location {
    TextId file = TextId::None;
    TextId function = TextId::None;
    int line = 0;

    bool operator==(const Location&) const = default;
};

/// A lane's name: a text and, behind it, a number. So a million generated names are one text.
struct LaneName {
    static constexpr std::uint32_t no_number = ~std::uint32_t(0);

    TextId text = TextId::None;
    std::uint32_t number = no_number;

    bool operator==(const LaneName&) const = default;
};

/// What a lane does from some moment on.
struct LaneState {
    /// One fact more, as a number, so that nobody need make words of it before somebody reads it.
    enum class Detail : std::uint8_t {
        None,
        Lane,    ///< Waiting: the task waited for; Ready: who woke it; Running: who is served
        Seconds, ///< so long
        Tasks,   ///< so many
    };

    Activity activity = Activity::Running;
    WaitKind wait = WaitKind::Nothing;
    Detail detail = Detail::None;
    TextId what = TextId::None;          ///< what is waited for, or run, in words
    LocationId where = LocationId::None; ///< where in the source it waits or runs
    std::uint32_t value = 0;             ///< what `detail` says

    LaneState() = default;
    LaneState(Activity does, WaitKind waits_for = WaitKind::Nothing, TextId in_words = TextId::None,
              LocationId place = LocationId::None) noexcept // NOLINT: an activity is a state
        : activity(does)
        , wait(waits_for)
        , what(in_words)
        , where(place) {}

    LaneId other() const noexcept { return detail == Detail::Lane ? LaneId(value) : LaneId::None; }
    float seconds() const noexcept {
        return detail == Detail::Seconds ? std::bit_cast<float>(value) : 0;
    }
    std::uint32_t tasks() const noexcept { return detail == Detail::Tasks ? value : 0; }

    /// The same state with another fact.
    LaneState with(LaneId lane) const noexcept {
        return lane == LaneId::None ? with(Detail::None, 0)
                                    : with(Detail::Lane, std::uint32_t(lane));
    }
    LaneState for_seconds(double seconds) const noexcept {
        return with(Detail::Seconds, std::bit_cast<std::uint32_t>(float(seconds)));
    }
    LaneState for_tasks(std::uint32_t count) const noexcept { return with(Detail::Tasks, count); }

    /// The order matters: g++ would make one comparison of neighbouring bytes, for which the
    /// processor waits until they are written.
    bool same_state(const LaneState& s) const noexcept {
        return activity == s.activity && what == s.what && where == s.where && value == s.value &&
               wait == s.wait && detail == s.detail;
    }

private:
    LaneState with(Detail kind, std::uint32_t number) const noexcept {
        LaneState copy = *this;
        copy.detail = kind;
        copy.value = number;
        return copy;
    }
};

static_assert(sizeof(LaneState) == 16, "what fits two registers");

/// A stretch of one state. It ends where the next slice of its lane begins.
struct Slice : LaneState {
    std::int64_t begin_ns = 0;
};
static_assert(sizeof(Slice) <= 24);

/// An instant that is worth a sign: it has a lane, or only a strand.
struct Mark {
    std::int64_t time_ns = 0;
    StrandId strand = StrandId::None;
    LaneId lane = LaneId::None;
    TextId text = TextId::None;
    std::uint32_t amount = 0;
    MarkKind kind = MarkKind::Note;
};

/// The words of the trace format.
std::string_view to_string(Activity activity) noexcept;
std::string_view to_string(WaitKind kind) noexcept;
std::string_view to_string(Outcome outcome) noexcept;
std::string_view to_string(MarkKind kind) noexcept;
std::string_view to_string(StrandKind kind) noexcept;

/// How long, or how many: "0.5 s", "6 tasks"; empty if the state has no number.
std::string describe_amount(const LaneState& state);

} // namespace braid
