// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/inbox.h"
#include "loop/detail/scheduler.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <cstddef>

namespace braid::detail {

/// Runs the handlers of the loop's io_context, and waits in it: for them, for timers, for other
/// threads.
///
/// One call of Asio per handler would cost what Asio keeps for the length of a call: the memory
/// that handlers recycle, and locks. So when many are ready they *stream*: all in one call, which
/// is stopped from inside as soon as something else should have its turn.
class AsioDriver final : private HandlerStream {
public:
    using TimePoint = Scheduler::TimePoint;

    AsioDriver(boost::asio::io_context& io, Scheduler& scheduler, const Inbox& inbox);

    /// Runs handlers that are ready: some, if coroutines are ready, too; else until they have made
    /// one ready, or it is `until`. True if any ran.
    /// Polling also moves the queue of an outer handler, if we are nested in one, to where a wait
    /// can see it.
    bool ask(TimePoint until);
    /// Waits for a handler, a timer or another thread, until `until` at most. Of handlers, runs
    /// one.
    void wait(TimePoint until);
    /// The same for a loop that has nothing else to do: runs handlers and the coroutines that they
    /// wake, until there is more to it than that.
    void wait_and_stream();
    /// A stream that goes on ends after this handler, for something that it does not look at.
    void end_stream() noexcept override {
        if (streaming_)
            io_.stop();
    }

    /// Breaks a wait and ends streams, now or the next time. Any thread.
    void wake() noexcept {
        woken_ = true;
        interrupt_wait();
    }
    /// Breaks a wait, for what comes through the inbox. Any thread.
    void interrupt_wait() noexcept;
    bool woken() const noexcept { return woken_.load(std::memory_order_relaxed); }
    /// Whether `wake` was called since this was.
    bool take_wake() noexcept { return woken() && woken_.exchange(false); }

    /// Around the turns of a loop that may be nested in a handler or a coroutine of a stream: the
    /// stream ends with that, having seen nothing of what the nested loop did.
    class Nesting {
    public:
        explicit Nesting(AsioDriver& driver) noexcept
            : driver_(driver)
            , in_stream_(driver.streaming_) {
            if (in_stream_) [[unlikely]]
                driver_.leave_stream();
        }
        ~Nesting() {
            if (in_stream_) [[unlikely]] {
                driver_.streaming_ = true;
                driver_.end_stream();
            }
        }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

    private:
        AsioDriver& driver_;
        const bool in_stream_;
    };

private:
    template<typename Function>
    std::size_t run_handlers(Function&& function);
    template<typename Function>
    void stream(Function&& function);
    void leave_stream() noexcept;
    void go_on_with(Job& job) noexcept override;

    void arm(TimePoint when);
    TimePoint next_timer() const;
    void listen_for_bell();
    template<typename Function>
    void sleep(Function&& function);

    boost::asio::io_context& io_;
    Scheduler& scheduler_;
    const Inbox& inbox_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    bool streaming_ = false;

    boost::asio::steady_timer timer_; ///< the only one, for all of the loop's
    TimePoint armed_ = TimePoint::max();

    /// Ends a wait from another thread. Not a post: that wakes this thread while it holds a lock
    /// which this thread needs next. Asio watches it, edge-triggered, as all that it was given, and
    /// `run_one` returns when it rings, though no operation is under way on it: so it need be
    /// neither read nor armed again, and a wake-up costs one system call on either side. Only
    /// streams, which do not return for it, listen.
    ///
    /// That `run_one` returns so is not documented, but what Boost 1.81 does. What is documented
    /// costs more: `async_wait` arms itself by a system call (epoll_reactor::start_op) and wants
    /// the bell read, `async_read_some` reads it twice. With a Boost that does otherwise
    /// `wakeUpFromAnotherThreadEndsAWait` of the Qt bridge's tests fails.
    boost::asio::posix::stream_descriptor bell_;
    bool bell_heard_ = true;           ///< Asio does not listen for it
    std::atomic<bool> asleep_ = false; ///< or about to be, or in a stream: others have to ring
    std::atomic<bool> woken_ = false;
};

} // namespace braid::detail
