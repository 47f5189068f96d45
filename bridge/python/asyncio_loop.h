// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/descriptor_set.h"
#include "loop/event_loop.h"

#include <Python.h>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace braid {

class PythonRun;

/// What one asyncio event loop has to do, and its wait.
///
/// On a script's stack it waits by leaving to the loop underneath; in any other thread (of a
/// script, or in a forked child) it waits by itself. The GIL must be held for all of it.
class AsyncioLoop : public std::enable_shared_from_this<AsyncioLoop> {
public:
    AsyncioLoop() = default;
    /// All handles must have been let go of; on the loop's thread if it ever waited there.
    ~AsyncioLoop();
    AsyncioLoop(const AsyncioLoop&) = delete;
    AsyncioLoop& operator=(const AsyncioLoop&) = delete;

    bool closed = false;
    bool debug = false;
    bool stopping = false;

    /// The loop underneath, whose clock is that of all asyncio loops; null when it ends.
    static void set_underneath(EventLoop* loop) noexcept;
    /// A forked child goes on by itself, in real time.
    static void leave_underneath_after_fork() noexcept;

    /// Seconds on the clock of `loop.time()`.
    static double now() noexcept;

    /// Both take over the reference.
    void add_ready(PyObject* handle);
    void add_timer(double when, PyObject* handle);
    void timer_was_cancelled();
    /// Somebody waits here for what the loop cannot see, a thread or a process: virtual time stands
    /// still until that has ended. False if time is not virtual: then it need not be told.
    bool outside_began() noexcept;
    void outside_ended() noexcept { --outside_; }
    /// Something changed that a wait has to know of.
    void wake();

    /// Watches a descriptor; takes over `handle`, and hands out the one it replaces. False with
    /// errno set if that cannot be.
    bool add_descriptor(int descriptor, PyObject* file, DescriptorSet::Direction direction,
                        PyObject* handle, PyObject*& replaced);
    DescriptorSet& descriptors() noexcept { return descriptors_; }

    /// Waits until there is something to do, or just looks if there already is, and moves what is
    /// due to the ready queue. False with a Python exception set if the wait was interrupted.
    [[nodiscard]] bool collect();

    /// The same if there is something to do and no need to let others run, which costs as much as a
    /// task's step. False if there is.
    bool collect_at_once();

    // The parts of that, for a program that has a clock or a selector of its own. -----------

    /// When the first timer is due, on whatever clock; nothing if there is none.
    std::optional<double> first_timer();
    /// Waits for descriptors up to so many seconds, as a selector does. Hands out those that are
    /// ready, until the next wait; null with a Python exception set if it was interrupted.
    [[nodiscard]] const std::vector<DescriptorSet::Event>* select(double seconds);
    /// Timers that are due before then become ready.
    void queue_timers_before(double end);

    std::size_t ready_count() const noexcept { return ready_.size(); }
    /// The next ready handle; the reference is the caller's.
    PyObject* take_ready();
    /// All of them, and those of timers, in order: a new list. Null with a Python exception set.
    PyObject* list_ready() const;
    PyObject* list_timers() const;

    void traverse(visitproc visit, void* argument, int& result) const;
    /// Lets go of all handles.
    void clear();
    /// The last owner lets go: what is on the loop underneath ends there, from whichever thread.
    static void release(std::shared_ptr<AsyncioLoop> loop);

private:
    struct Timer {
        double when;
        std::uint64_t sequence; ///< equal times stay in order
        PyObject* handle;
    };
    struct Later {
        bool operator()(const Timer& a, const Timer& b) const noexcept {
            return a.when != b.when ? a.when > b.when : a.sequence > b.sequence;
        }
    };
    enum class Waiting { No, OnLoop, InThread };

    PyObject* take_first_timer();
    void drop_cancelled_timers();
    double wait_ends_at();
    bool looked_just_now() const noexcept;
    void queue_due_timers();
    [[nodiscard]] bool find_ready_descriptors(int timeout_ms);
    void queue_ready_descriptors();
    [[nodiscard]] bool wait(double until);
    [[nodiscard]] bool wait_on_loop(PythonRun& run, double until);
    [[nodiscard]] bool wait_in_thread(double until);
    void watch_descriptors();
    bool watches_others() const noexcept;
    bool waits_for_outside() const noexcept;
    void wake_in_thread_at(double when);
    void arm_timer(double when);
    void leave_loop();

    std::deque<PyObject*> ready_;
    std::vector<Timer> timers_; ///< a heap
    std::uint64_t timer_sequence_ = 0;
    std::size_t cancelled_timers_ = 0;
    DescriptorSet descriptors_;
    std::vector<DescriptorSet::Event> events_; ///< what the last wait has found

    Waiting waiting_ = Waiting::No;
    PythonRun* waiter_ = nullptr;
    bool wake_posted_ = false;
    TimePoint left_at_; ///< when it last let others run
    int outside_ = 0;

    // What it has under way on the loop underneath.
    EventLoop* loop_ = nullptr;
    std::optional<boost::asio::posix::stream_descriptor> poller_;
    bool poller_armed_ = false;
    TimerHandle loop_timer_;
    double loop_timer_at_ = no_time;
    static constexpr double no_time = std::numeric_limits<double>::infinity();
};

} // namespace braid
