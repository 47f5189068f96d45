// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"
#include "loop/turn.h"

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

class EventLoop;
class LoopMeter;
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
/// Programs without a window call `run_forever` or `run_until`; who has events of his own to serve,
/// like a window's event dispatcher, takes each `Turn` himself. All functions are for the loop's
/// own thread unless they say otherwise.
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

    /// The one clock of everything here, coroutines, scripts and the trace.
    LoopClock& clock() noexcept;
    /// What it says.
    TimePoint time() const;
    /// When the last wait for something to do was over, in ns of the clock; kept only while
    /// somebody records the loop.
    std::int64_t woke_ns() const noexcept;

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
    /// Turns until `done`, which is called after every turn, and every 5 ms while nothing happens.
    /// False if it is still not when it is `deadline`, by the steady clock.
    bool run_until(const std::function<bool()>& done, TimePoint deadline = TimePoint::max());

    /// How turns are shared out, and all delays.
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
    /// Tells guests to leave at once. Any thread.
    void hurry_guests() noexcept;

    /// Gets every exception that nobody else would: escaped from a callback or a handler, or of a
    /// task that failed and that nobody asked. The default prints it to stderr.
    void set_exception_handler(std::function<void(const LostException&)> handler);

    /// Another idea of time, for everything that waits for a time here, scripts too; null: real
    /// time again.
    void set_time_source(std::unique_ptr<TimeSource> source);

    /// The threads that `to_thread` uses. The loop waits for them at its end.
    ThreadPoolExecutor& default_executor();

    /// Who measures its turns: see `LoopMeter::start`. Null: nobody, which costs nothing.
    void set_meter(LoopMeter* meter) noexcept;

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
    friend class Turn;
    void begin_turn() noexcept;
    bool run_phase(TimePoint until, TimePoint wait_until, const Turn::Ready& how);
    void run_guests(TimePoint until);
    void end_turn() noexcept;

    friend detail::Scheduler& detail::scheduler_of(EventLoop& loop) noexcept;
    friend const std::shared_ptr<detail::LoopGate>& detail::gate_of(EventLoop& loop) noexcept;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid
