#include "loop/event_loop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <exception>
#include <mutex>
#include <queue>
#include <vector>

namespace asio = boost::asio;

namespace braid {

struct TimerHandle::Entry {
    TimePoint when;
    std::uint64_t sequence = 0; ///< keeps equal times first in, first out
    std::function<void()> callback;
};

void TimerHandle::cancel() noexcept {
    if (entry_)
        entry_->callback = nullptr;
}

namespace {
thread_local std::vector<EventLoop*> loops_of_thread;
}

struct EventLoop::Private {
    using TimerEntry = std::shared_ptr<TimerHandle::Entry>;
    struct Later {
        bool operator()(const TimerEntry& a, const TimerEntry& b) const {
            return a->when != b->when ? a->when > b->when : a->sequence > b->sequence;
        }
    };

    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    asio::steady_timer timer{io};
    TimePoint armed = TimePoint::max();
    std::deque<std::function<void()>> ready;
    std::priority_queue<TimerEntry, std::vector<TimerEntry>, Later> timers;
    std::uint64_t timer_sequence = 0;
    std::vector<Guest*> guests;
    std::function<void(std::exception_ptr)> exception_handler;
    std::atomic<bool> wake_posted = false;
    std::atomic<bool> woken = false;
    bool stopping = false;

    template<typename Callable>
    void guarded(Callable&& callable) {
        try {
            callable();
        } catch (...) {
            report(std::current_exception());
        }
    }

    void report(std::exception_ptr error) {
        if (exception_handler) {
            exception_handler(error);
            return;
        }
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& e) {
            std::fprintf(stderr, "braid: exception in a callback of the loop: %s\n", e.what());
        } catch (...) {
            std::fprintf(stderr, "braid: exception in a callback of the loop\n");
        }
    }

    /// Moves what is due into the ready queue; returns when the next one will be.
    TimePoint collect_due_timers() {
        const TimePoint now = Clock::now();
        while (!timers.empty()) {
            TimerEntry next = timers.top();
            if (next->callback && next->when > now)
                return next->when;
            timers.pop();
            if (next->callback)
                ready.push_back([next] { // still there to be cancelled until it runs
                    if (const auto callback = std::exchange(next->callback, nullptr))
                        callback();
                });
        }
        return TimePoint::max();
    }

    void arm(TimePoint when) {
        if (when >= armed)
            return;
        armed = when;
        timer.expires_at(when);
        timer.async_wait([this](boost::system::error_code error) {
            if (!error)
                armed = TimePoint::max();
        });
    }
};

EventLoop::EventLoop()
    : d(std::make_unique<Private>()) {
    loops_of_thread.push_back(this);
}

EventLoop::~EventLoop() { std::erase(loops_of_thread, this); }

EventLoop* EventLoop::current() noexcept {
    return loops_of_thread.empty() ? nullptr : loops_of_thread.back();
}

asio::io_context& EventLoop::io_context() noexcept { return d->io; }

void EventLoop::call_soon(std::function<void()> callback) {
    d->ready.push_back(std::move(callback));
}

void EventLoop::call_soon_threadsafe(std::function<void()> callback) {
    asio::post(d->io, std::move(callback));
}

TimerHandle EventLoop::call_later(Duration delay, std::function<void()> callback) {
    return call_at(Clock::now() + delay, std::move(callback));
}

TimerHandle EventLoop::call_at(TimePoint when, std::function<void()> callback) {
    TimerHandle handle;
    handle.entry_ = std::make_shared<TimerHandle::Entry>(
        TimerHandle::Entry{when, d->timer_sequence++, std::move(callback)});
    d->timers.push(handle.entry_);
    return handle;
}

bool EventLoop::run_ready(TimePoint until, bool wait) {
    std::size_t ran = 0;
    const auto poll_one = [&] {
        std::size_t count = 0;
        d->guarded([&] { count = d->io.poll_one(); });
        ran += count;
        return count > 0;
    };
    const TimePoint next_timer = d->collect_due_timers();
    // Polling first moves the queue of an outer Asio handler, if we are nested in one, to where
    // a wait can see it.
    const bool polled = poll_one();
    if (d->woken.exchange(false))
        return true;
    if (!polled && d->ready.empty()) {
        if (!wait)
            return false;
        d->arm(next_timer);
        d->guarded([&] { ran += d->io.run_one(); });
        d->collect_due_timers();
    }
    // What becomes ready from here on waits for the next round, so that Asio gets its turn too.
    for (bool more = true; more && !d->woken && Clock::now() < until;) {
        more = false;
        for (std::size_t n = d->ready.size(); n > 0; --n, ++ran) {
            const auto callback = std::move(d->ready.front());
            d->ready.pop_front();
            d->guarded(callback);
        }
        for (int n = 0; n < 16 && poll_one(); ++n)
            more = true;
        more |= !d->ready.empty();
    }
    d->woken = false;
    if (d->io.stopped())
        d->io.restart(); // somebody's stop() must neither end the loop nor make it spin
    return ran > 0;
}

void EventLoop::wake() noexcept {
    d->woken = true;
    if (!d->wake_posted.exchange(true))
        asio::post(d->io, [this] { d->wake_posted = false; });
}

void EventLoop::add_guest(Guest& guest) { d->guests.push_back(&guest); }
void EventLoop::remove_guest(Guest& guest) { std::erase(d->guests, &guest); }

bool EventLoop::guests_ready() const noexcept {
    return std::any_of(d->guests.begin(), d->guests.end(), [](Guest* g) { return g->ready(); });
}

void EventLoop::run_guests(TimePoint until) {
    until = std::min(until, Clock::now() + budget.guests);
    for (Guest* guest : std::vector(d->guests))
        if (guest->ready())
            guest->run(until);
}

void EventLoop::hurry_guests() noexcept {
    for (Guest* guest : d->guests)
        guest->hurry();
}

void EventLoop::run_forever() {
    d->stopping = false;
    while (!d->stopping) {
        Turn turn(*this);
        run_ready(Clock::now() + budget.ready, !guests_ready());
        if (guests_ready() && !d->stopping)
            run_guests(TimePoint::max());
    }
}

void EventLoop::stop() noexcept {
    d->stopping = true;
    wake();
}

void EventLoop::set_exception_handler(std::function<void(std::exception_ptr)> handler) {
    d->exception_handler = std::move(handler);
}

EventLoop::Turn::Turn(EventLoop& loop) noexcept
    : loop_(loop) {
    for (Guest* guest : loop_.d->guests)
        guest->turn_began();
}

EventLoop::Turn::~Turn() {
    for (Guest* guest : loop_.d->guests)
        guest->turn_ended();
}

} // namespace braid
