// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <utility>

namespace braid {

class EventLoop;

/// Every budget and delay of a loop, `EventLoop::budget`: how one turn is shared out, and how long
/// everybody may go on before he looks whether it is somebody else's turn. In real time.
struct TurnBudget {
    // -- the shares of a turn -----------------------------------------------------------------

    /// Asio's handlers and coroutines.
    Duration ready = std::chrono::milliseconds(2);
    /// All guests together: half of what a window that paints 60 times a second has for a frame.
    Duration guests = std::chrono::milliseconds(8);
    /// A window's timer that is due ends either share, but leaves so much of it, or a timer that is
    /// always due would keep the others from running at all. For a guest less would be all
    /// switching.
    Duration least_ready = std::chrono::microseconds(100);
    Duration least_guests = std::chrono::milliseconds(1);
    /// Turns that guests may be passed over while the window has posted events.
    int guest_skips = 4;
    /// The window system is served at least this often while posted events keep the loop busy, so
    /// that what was painted reaches the screen.
    Duration window_system = std::chrono::milliseconds(1);

    // -- looking around -----------------------------------------------------------------------

    /// While coroutines, or the asyncio tasks of a guest, always have something to do, Asio, timers
    /// and other threads are asked this often: it costs as much as a task's step, or several.
    Duration ask = std::chrono::microseconds(50);
    /// However late it is, so much is done in one go.
    Duration least_slice = std::chrono::microseconds(50);
    /// Ready jobs between two looks at the clock, which costs five task switches.
    int longest_stride = 64;
    /// Asio's handlers that are run one by one before they are let stream, which may cost two
    /// system calls. Also, in a row, before coroutines that are ready get their turn.
    int handlers_in_a_row = 16;
    /// Steps of coroutines that go on within a handler.
    int steps_in_a_handler = 64;
    /// Those who wait for a condition look at it this often though nothing happens: it may come
    /// true by time alone.
    Duration look_again = std::chrono::milliseconds(5);
    /// Descriptors that were closed while somebody watched them are looked for this often.
    Duration revise = std::chrono::milliseconds(10);

    // -- patience -----------------------------------------------------------------------------

    /// A guest in a call that ignores the interruption is interrupted again after this long.
    Duration interrupt_again = std::chrono::milliseconds(3);
    /// A script that was told twice to stop gets this long for each harder way.
    Duration harder_stop = std::chrono::seconds(1);
    /// Who has not reacted to Ctrl-C for this long is made to stop by the next one.
    Duration deaf = std::chrono::seconds(2);
    /// A loop that ends runs its cancelled tasks for this long at most; and so its scripts.
    std::chrono::milliseconds shut_down = std::chrono::seconds(1);
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

/// Rings when the window of a loop has events to be served: whatever else the turn is doing then
/// ends soon. It outlives the turns, which its owner, the window's host, makes with it.
class WindowBell {
public:
    WindowBell() = default;
    WindowBell(const WindowBell&) = delete;
    WindowBell& operator=(const WindowBell&) = delete;

    /// The thread that calls this is the one that will take the turns, and is awake.
    void belong_here() noexcept {
        if (const auto self = std::this_thread::get_id(); thread_.load() != self)
            thread_.store(self);
    }
    /// Any thread. Costs no atomic operation in the thread of the turns.
    void ring() noexcept;
    /// How often it has rung.
    std::uint64_t rings() const noexcept { return own_rings_ + rings_by_others_.load(); }

private:
    friend class Turn;
    /// Where the loop is in its turn: what another thread that rings has to interrupt.
    enum class Phase { Window, Ready, Guests };
    class PhaseScope;

    // Counters, not flags: a nested turn sees what came since *its* beginning and takes nothing
    // away from those around it.
    std::atomic<std::uint64_t> rings_by_others_ = 0;
    std::uint64_t own_rings_ = 0; ///< by this thread, most of all
    std::uint64_t served_ = 0;    ///< there were so many at the last pass over the window's events
    std::atomic<Phase> phase_ = Phase::Window;
    std::atomic<EventLoop*> loop_ = nullptr;
    std::atomic<std::thread::id> thread_;
    int guest_skips_ = 0;
};

/// One turn of a loop, whoever drives it: what is served, in which order, and for how long.
///
///     1. the window's events           by its host, between `begin_window` and `run_ready`
///     2. Asio and ready coroutines     `run_ready`: with nothing ready anywhere, the only wait
///     3. the window's timers           by its host
///     4. guests                        `run_guests`
///
/// It ends when it is destroyed. Turns nest: any part may open a loop of its own, which takes
/// turns, too. Most programs call `EventLoop::run_forever` or `run_until` instead.
class Turn {
public:
    /// Without a window: only 2 and 4.
    explicit Turn(EventLoop& loop) noexcept
        : Turn(loop, nullptr) {}
    Turn(EventLoop& loop, WindowBell& bell) noexcept
        : Turn(loop, &bell) {}
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    /// The window is served from here on. True if it has rung since it was the last time.
    bool begin_window() noexcept {
        rings_by_others_ = bell_->rings_by_others_.load();
        rings_ = bell_->own_rings_ + rings_by_others_;
        return rings_ != std::exchange(bell_->served_, rings_);
    }
    /// It has rung since: it wants another turn before anybody waits.
    bool window_rang() const noexcept { return bell_ && bell_->rings() != rings_; }

    /// How to run what is ready.
    struct Ready {
        bool wait = false;         ///< if nothing is: the caller knows of nothing else to do
        bool back_at_once = false; ///< see `EventLoop::run_ready`
        bool alone = false;        ///< the caller need not look at anything between two things
        TimePoint now = Clock::now();
        TimePoint next_timer = TimePoint::max(); ///< of the window: it ends this phase
        TimePoint wait_until = TimePoint::max(); ///< a wait ends then, by the steady clock
    };
    /// True if anything ran.
    bool run_ready(const Ready& how);

    /// Serves guests, if any is ready: not while the window has events, unless they were passed
    /// over a few times; until `next_timer` of the window, but they get something done.
    void run_guests(TimePoint next_timer = TimePoint::max());

private:
    Turn(EventLoop& loop, WindowBell* bell) noexcept;

    EventLoop& loop_;
    WindowBell* const bell_;
    // Of the bell, when the window was served.
    std::uint64_t rings_ = 0;
    std::uint64_t rings_by_others_ = 0;
    WindowBell::Phase outer_phase_ = WindowBell::Phase::Window;
};

} // namespace braid
