// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>

namespace braid {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

/// How one turn of the loop is shared out. The order is fixed: window, Asio and ready coroutines,
/// Qt's notifiers and timers, guests, and only then the wait.
struct TurnBudget {
    Duration ready = std::chrono::milliseconds(2);  ///< Asio handlers and coroutines
    Duration guests = std::chrono::milliseconds(8); ///< all guests together
    int guest_skips = 4; ///< turns that guests may be passed over while Qt has posted events
};

/// Programs that run on the loop's thread but on stacks of their own, like scripts. They are served
/// last in a turn and never from inside an Asio handler.
class Guest {
public:
    virtual ~Guest() = default;

    /// True while something of it could run: the loop does not wait then.
    virtual bool ready() const noexcept = 0;
    /// Serves what is ready, round robin, and returns at `until` at the latest: what still runs
    /// then is pre-empted.
    virtual void run(TimePoint until) = 0;
    /// Something more urgent arrived: `run` should return now. Any thread; async-signal-safe. It
    /// must not add or remove guests.
    virtual void hurry() noexcept = 0;
    /// A turn begins and ends. Turns nest when a guest's own code opens a nested loop; the stack
    /// below must not be switched away from until the inner turn has ended.
    virtual void turn_began() noexcept {}
    virtual void turn_ended() noexcept {}
};

class EventLoop;
class ThreadPoolExecutor;
class TimeSource;

namespace detail {
class LoopGate;
class Scheduler;
class TimedCall;
Scheduler& scheduler_of(EventLoop& loop) noexcept;
const std::shared_ptr<LoopGate>& gate_of(EventLoop& loop) noexcept;
} // namespace detail

/// A callback that was given a time; cancelling one that has run does nothing. A handle that is
/// dropped cancels nothing. For the loop's thread only.
class TimerHandle {
public:
    TimerHandle() = default;
    void cancel() noexcept;

private:
    friend class EventLoop;
    std::shared_ptr<detail::TimedCall> call_;
};

/// An exception that nobody would otherwise hear of.
struct LostException {
    std::exception_ptr error;
    std::string message;                         ///< what happened, and to whom
    std::optional<std::source_location> where{}; ///< where its task was made, if known

    operator std::exception_ptr() const { return error; } // NOLINT: a handler may want just this
};

/// One loop on one thread: callbacks, timers, coroutines and every operation of its Asio context.
///
/// Headless programs call `run_forever`. Under a window the event dispatcher calls the parts of a
/// turn itself: `run_ready`, then `run_guests`. All functions are for the loop's own thread unless
/// they say otherwise.
class EventLoop {
public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// The loop of this thread, the newest if there are several; null if there is none.
    static EventLoop* current() noexcept;

    /// Its Asio: sockets, timers and all else of Asio that is made with it runs in this loop.
    boost::asio::io_context& io_context() noexcept;

    /// The loop's own time, which is the steady clock's unless it was given another one.
    TimePoint time() const;

    /// Calls back at the next opportunity, in order.
    void call_soon(std::function<void()> callback);
    /// As `call_soon`, from any thread.
    void call_soon_threadsafe(std::function<void()> callback);
    TimerHandle call_later(Duration delay, std::function<void()> callback);
    TimerHandle call_at(TimePoint when, std::function<void()> callback);

    /// Turns until `stop`: without a window, the whole loop.
    void run_forever();
    /// Ends `run_forever`, and those that it is nested in, after the turn that runs; if none does,
    /// the next one after its first turn.
    void stop() noexcept;

    // -- the parts of a turn --------------------------------------------------------------

    TurnBudget budget;

    /// Runs what is ready, first in first out, until nothing is or `until` (of the steady clock)
    /// has come; a few things at least, so that nobody starves. If nothing is ready and `wait` is
    /// set, waits for the first thing: the only wait of the program. An exception that escapes a
    /// callback goes to the loop's exception handler, never through here. May be called again from
    /// inside, by what it runs: nested loops go on with the same queue. Returns true if anything
    /// ran, or `wake` was called.
    ///
    /// With `back_at_once` the caller says that it will call again when it has looked at something
    /// else: then Asio, which costs a system call, is not asked again within 50 µs of an answer of
    /// no news.
    bool run_ready(TimePoint until, bool wait, bool back_at_once = false);
    /// Makes `run_ready` return soon, now or the next time it would wait. Any thread.
    void wake() noexcept;

    void add_guest(Guest& guest);
    void remove_guest(Guest& guest);
    bool guests_ready() const noexcept;
    /// `until` is the caller's next deadline (say a window timer's); the budget may end earlier.
    void run_guests(TimePoint until);
    /// Tells guests to leave at once. Any thread.
    void hurry_guests() noexcept;
    class Turn;

    /// Gets every exception that nobody else would: escaped from a callback or a handler, or of a
    /// task that failed and that nobody asked. The default prints it to stderr.
    void set_exception_handler(std::function<void(const LostException&)> handler);

    /// Another idea of time, for everything that waits for a time here; null: real time again.
    void set_time_source(std::unique_ptr<TimeSource> source);

    /// The threads that `to_thread` uses. The loop waits for them at its end.
    ThreadPoolExecutor& default_executor();

    /// Debug mode warns of steps that hold the loop for long and of coroutines that were made and
    /// never awaited, and throws InvalidStateError when another thread uses the loop. It is on from
    /// the start if the environment has BRAID_DEBUG.
    void set_debug(bool debug);
    bool debug() const noexcept;
    /// What counts as long; 100 ms unless it is set.
    void set_slow_step(Duration duration);
    /// Gets the warnings of debug mode; the default prints them to stderr.
    void set_warning_handler(std::function<void(std::string_view)> handler);

private:
    friend detail::Scheduler& detail::scheduler_of(EventLoop& loop) noexcept;
    friend const std::shared_ptr<detail::LoopGate>& detail::gate_of(EventLoop& loop) noexcept;
    struct Private;
    std::unique_ptr<Private> d;
};

/// Keeps turns properly nested for the guests; hold one for the length of a turn.
class EventLoop::Turn {
public:
    explicit Turn(EventLoop& loop) noexcept;
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    EventLoop& loop_;
};

} // namespace braid
