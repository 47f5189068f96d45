// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/current_run.h"
#include "loop/event_loop.h"
#include "loop/trace/record.h"

#include <semaphore.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

struct pollfd;

namespace braid {

/// A call of the C library on a script's stack that waits, for as long as it lives: on the loop,
/// which everything else has meanwhile. The script is drawn as blocked in it.
///
/// What it waits for is watched; then the call is made that does not wait any more. README.md says
/// which calls are made so. Nothing here throws: C has called.
class BlockingCall {
public:
    /// The run whose stack this is, if it can be left here: neither is it held nor the interpreter
    /// busy on it. Null, elsewhere too, for calls that have to wait by themselves. Costs no more
    /// than a variable where there is no script.
    static StackRun* run_here() noexcept {
        StackRun* const run = CurrentRun::on_stack();
        return run ? if_it_may_wait(*run) : nullptr;
    }

    /// `name` is the function's, for people.
    BlockingCall(StackRun& run, WaitKind kind, std::string_view name) noexcept
        : run_(run)
        , kind_(kind)
        , name_(name) {}
    ~BlockingCall();
    BlockingCall(const BlockingCall&) = delete;
    BlockingCall& operator=(const BlockingCall&) = delete;

    enum class End {
        Ready,
        TimedOut,
        Interrupted, ///< there is something that the script has to see to: EINTR
        Impossible,  ///< the call has to wait by itself
    };
    /// Its time is over then, for all it waits for, in real time.
    void give_until(TimePoint deadline) noexcept { deadline_ = deadline; }

    /// One of them is ready, as poll() says.
    End wait_for(std::span<const pollfd> descriptors) noexcept;
    /// It has got the semaphore, which belongs to this process alone.
    End wait_for(sem_t& semaphore) noexcept;
    /// So much of the loop's time has passed: that ends as TimedOut.
    End sleep(Duration delay) noexcept;
    /// What a sleep that was interrupted has left.
    Duration rest_of_sleep() const noexcept;

    /// `call` has returned true, in a thread of its own: for what nobody can watch. False is for
    /// EINTR, and is called again then; if it `stops_by_signal` that ends it when the script is
    /// interrupted. It may have succeeded nevertheless, so look.
    End in_thread(std::function<bool()> call, bool stops_by_signal) noexcept;

private:
    struct Alarm;
    struct Helper;

    static StackRun* if_it_may_wait(StackRun& run) noexcept;
    bool begin(bool for_input = false);
    void set_alarm();
    template<typename Condition>
    End stand_still(Condition over);

    StackRun& run_;
    const WaitKind kind_;
    const std::string_view name_;
    std::optional<TimePoint> deadline_;
    std::shared_ptr<Alarm> alarm_; ///< for the deadline, once somebody waits
    TimePoint sleeps_until_;       ///< of the loop's time
    bool blocked_ = false;         ///< the lane says so
};

} // namespace braid
