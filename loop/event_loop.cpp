// SPDX-License-Identifier: MIT
#include "loop/event_loop.h"

#include "loop/detail/asio_driver.h"
#include "loop/detail/inbox.h"
#include "loop/detail/loop_gate.h"
#include "loop/detail/task_state.h"
#include "loop/errors.h"
#include "loop/executor.h"
#include "loop/loop_meter.h"
#include "loop/time_source.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace braid {

namespace detail {

namespace {

/// A callback in the ready queue; its own owner.
class SoonCall final : public CallbackJob, public Pooled {
public:
    explicit SoonCall(std::function<void()> callback)
        : callback_(std::move(callback)) {}
    void run() override {
        const auto callback = std::move(callback_);
        delete this;
        callback();
    }
    void drop() noexcept override { delete this; }

private:
    std::function<void()> callback_;
};

} // namespace

/// A callback with a time. It keeps itself alive until that has come.
class TimedCall final : public CallbackJob, public Pooled {
public:
    TimedCall(Scheduler& scheduler, std::function<void()> callback)
        : scheduler_(scheduler)
        , callback_(std::move(callback)) {}
    ~TimedCall() {
        if (timer_.running())
            scheduler_.timers.stop(timer_);
    }

    static std::shared_ptr<TimedCall> start(Scheduler& scheduler, TimePoint when,
                                            std::function<void()> callback) {
        auto call = std::make_shared<TimedCall>(scheduler, std::move(callback));
        scheduler.add_timer(call->timer_, when, *call);
        call->self_ = call;
        return call;
    }
    void run() override {
        const auto self = std::move(self_);
        if (const auto callback = std::exchange(callback_, nullptr))
            callback();
    }
    void drop() noexcept override {
        callback_ = nullptr;
        self_.reset();
    }
    void cancel() noexcept {
        callback_ = nullptr;
        if (timer_.running()) {
            scheduler_.timers.stop(timer_);
            const auto self = std::move(self_);
        }
    }

private:
    Scheduler& scheduler_;
    std::function<void()> callback_;
    Timer timer_;
    std::shared_ptr<TimedCall> self_;
};

} // namespace detail

void TimerHandle::cancel() noexcept {
    if (const auto call = std::exchange(call_, nullptr))
        call->cancel();
}

namespace {

thread_local std::vector<EventLoop*> loops_of_thread;

} // namespace

struct EventLoop::Private {
    explicit Private(EventLoop& loop)
        : budget(loop.budget)
        , scheduler(loop)
        , gate(std::make_shared<detail::LoopGate>(loop)) {}

    const TurnBudget& budget;
    asio::io_context io;
    detail::Scheduler scheduler;
    detail::Inbox inbox;
    detail::AsioDriver driver{io, scheduler, inbox};
    std::shared_ptr<detail::LoopGate> gate;
    std::unique_ptr<ThreadPoolExecutor> default_executor;
    std::vector<Guest*> guests;
    std::mutex guests_mutex; ///< held where they change, and where another thread reads them
    TimePoint ask_again;     ///< when Asio is asked next, though coroutines are ready, or Qt busy
    std::int64_t woke_ns = 0;
    LoopMeter* meter = nullptr;
    int running = 0; ///< calls of `run_forever`: they may be nested
    bool stopping = false;

    /// What others have brought: threads, and time.
    void collect() {
        inbox.take(scheduler);
        if (meter) [[unlikely]]
            measure_lateness();
        scheduler.collect_due_timers();
    }

    void measure_lateness() const noexcept {
        const TimePoint due = scheduler.timers.next();
        if (due == TimePoint::max())
            return;
        if (const TimePoint now = scheduler.time(); due <= now)
            meter->timer_was_due(now - due);
    }

    /// Runs the first thing that becomes ready, at once if it already is.
    void wait(TimePoint until, TimePoint wait_until, bool alone) {
        const TimePoint next_timer = scheduler.timers.next();
        if (scheduler.clock.has_source() && next_timer != TimePoint::max()) {
            // Virtual time passes only when nothing else can happen.
            if (driver.ask(until))
                return collect();
            if (scheduler.clock.jump_to(next_timer))
                return scheduler.collect_due_timers();
        }
        const TimePoint before = meter ? Clock::now() : TimePoint();
        if (alone)
            driver.wait_and_stream();
        else
            driver.wait(wait_until);
        if (meter) [[unlikely]]
            meter->waited(before == TimePoint() ? Duration() : Clock::now() - before);
        if (scheduler.observer()) [[unlikely]]
            woke_ns = scheduler.clock.now_ns();
        collect();
        // If somebody has woken us, he comes first, without a look around.
        if (!alone && scheduler.ready.empty() && !driver.woken())
            driver.ask(until);
    }

    /// Asks Asio, but not right after there was nothing to do.
    bool ask_in_passing(TimePoint until) {
        const TimePoint now = Clock::now();
        if (now < ask_again)
            return false;
        const bool ran = driver.ask(until);
        if (!ran)
            ask_again = now + budget.ask;
        return ran;
    }

    /// See `EventLoop::run_ready` and `Turn::Ready`; there is no wait if `wait_until` is the
    /// minimum.
    bool run_ready(TimePoint until, TimePoint wait_until, bool back_at_once, bool alone) {
        const detail::AsioDriver::Nesting nesting(driver);
        const bool was_woken = driver.woken(); // which also cuts short what follows
        bool ran = false;
        collect();
        const bool ask = scheduler.ready.empty();
        if (ask && wait_until != TimePoint::min() && !was_woken) {
            wait(until, wait_until, alone);
            ran = true;
        } else if (ask) {
            ran = back_at_once ? ask_in_passing(until) : driver.ask(until);
        }
        if (!scheduler.ready.empty()) {
            run_jobs(until, ask);
            ran = true;
        }
        driver.take_wake();
        return ran || was_woken;
    }

    /// Runs ready jobs until there are none, or `until`. `asked`: Asio was, just now.
    void run_jobs(TimePoint until, bool asked) {
        const auto& ready = scheduler.ready;
        if (asked) {
            // Mostly one task goes on for one thing that happened: no look at the clock then.
            scheduler.run_some(1);
            if (ready.empty())
                collect();
            if (ready.empty())
                return;
        }
        const TimePoint begin = Clock::now();
        TimePoint now = begin;
        if (asked)
            ask_again = now + budget.ask;
        until = std::max(until, begin + budget.least_slice);
        for (int stride = 1; !ready.empty();) {
            if (now >= ask_again) {
                driver.ask(until);
                collect();
                ask_again = now + budget.ask;
            }
            scheduler.run_some(stride);
            const TimePoint before = std::exchange(now, Clock::now());
            if (now >= until)
                break;
            if (now - begin >= budget.least_slice && driver.woken())
                break;
            stride = now - before < budget.ask / 4 ? std::min(2 * stride, budget.longest_stride)
                                                   : std::max(stride / 2, 1);
            if (ready.empty())
                collect();
        }
    }

    /// Cancels every task and runs what that makes ready, for a while; what does not end by it is
    /// unwound where it stands.
    void shut_down() {
        scheduler.tasks.for_each([](detail::TaskState& task) { task.cancel({}); });
        const TimePoint until = Clock::now() + budget.shut_down;
        while (Turn(scheduler.loop).run_ready({}) && Clock::now() < until) {
        }
        inbox.take(scheduler);
        scheduler.drop_everything();
    }
};

detail::Scheduler& detail::scheduler_of(EventLoop& loop) noexcept { return loop.d->scheduler; }

bool detail::lives_in_this_thread(const Scheduler& scheduler) noexcept {
    return std::any_of(loops_of_thread.begin(), loops_of_thread.end(),
                       [&](EventLoop* loop) { return &scheduler_of(*loop) == &scheduler; });
}

detail::Scheduler& detail::scheduler_of_this_thread() {
    EventLoop* const loop = EventLoop::current();
    if (!loop)
        throw InvalidStateError(
            "this thread has no braid::EventLoop: run the coroutine by braid::run or a Runner, or "
            "make an EventLoop first, or, beside Qt, a QApplication with braid::EventDispatcher");
    return scheduler_of(*loop);
}

EventLoop::EventLoop()
    : d(std::make_unique<Private>(*this)) {
    loops_of_thread.push_back(this);
    if (const char* const wanted = std::getenv("BRAID_DEBUG"); wanted && *wanted)
        set_debug(true);
}

EventLoop::~EventLoop() {
    d->shut_down();
    d->gate->close();
    d->default_executor.reset(); // waits for what still runs in its threads
    d->inbox.take(d->scheduler);
    d->scheduler.drop_everything();
    std::erase(loops_of_thread, this);
}

EventLoop* EventLoop::current() noexcept {
    return loops_of_thread.empty() ? nullptr : loops_of_thread.back();
}

asio::io_context& EventLoop::io_context() noexcept { return d->io; }

LoopClock& EventLoop::clock() noexcept { return d->scheduler.clock; }

std::int64_t EventLoop::woke_ns() const noexcept { return d->woke_ns; }

TimePoint EventLoop::time() const { return d->scheduler.time(); }

void EventLoop::call_soon(std::function<void()> callback) {
    d->scheduler.check_thread("EventLoop.call_soon");
    d->scheduler.schedule(*new detail::SoonCall(std::move(callback)));
}

void EventLoop::call_soon_threadsafe(std::function<void()> callback) {
    if (d->inbox.put(*new detail::SoonCall(std::move(callback))))
        d->driver.interrupt_wait();
}

TimerHandle EventLoop::call_later(Duration delay, std::function<void()> callback) {
    return call_at(time() + delay, std::move(callback));
}

TimerHandle EventLoop::call_at(TimePoint when, std::function<void()> callback) {
    d->scheduler.check_thread("EventLoop.call_at");
    TimerHandle handle;
    handle.call_ = detail::TimedCall::start(d->scheduler, when, std::move(callback));
    return handle;
}

bool EventLoop::run_ready(TimePoint until, bool wait, bool back_at_once) {
    return d->run_ready(until, wait ? TimePoint::max() : TimePoint::min(), back_at_once, false);
}

void EventLoop::wake() noexcept { d->driver.wake(); }

void EventLoop::add_guest(Guest& guest) {
    const std::lock_guard lock(d->guests_mutex);
    d->guests.push_back(&guest);
    d->driver.end_stream();
}

void EventLoop::remove_guest(Guest& guest) {
    const std::lock_guard lock(d->guests_mutex);
    std::erase(d->guests, &guest);
}

bool EventLoop::guests_ready() const noexcept {
    return std::any_of(d->guests.begin(), d->guests.end(), [](Guest* g) { return g->ready(); });
}

void EventLoop::run_guests(TimePoint until) {
    for (Guest* guest : std::vector(d->guests))
        if (guest->ready())
            guest->run(until);
}

void EventLoop::hurry_guests() noexcept {
    const std::lock_guard lock(d->guests_mutex); // none of them dies meanwhile
    for (Guest* guest : d->guests)
        guest->hurry();
}

void EventLoop::set_meter(LoopMeter* meter) noexcept { d->meter = meter; }

void EventLoop::begin_turn() noexcept {
    if (d->meter) [[unlikely]]
        d->meter->turn_began();
    for (Guest* guest : d->guests)
        guest->turn_began();
}

bool EventLoop::run_phase(TimePoint until, TimePoint wait_until, const Turn::Ready& how) {
    const bool alone = how.alone && d->guests.empty() && !clock().has_source() && !d->meter;
    return d->run_ready(until, wait_until, how.back_at_once, alone);
}

void EventLoop::end_turn() noexcept {
    for (Guest* guest : d->guests)
        guest->turn_ended();
    if (d->meter) [[unlikely]]
        d->meter->turn_ended();
}

void EventLoop::run_forever() {
    ++d->running;
    do {
        Turn turn(*this);
        turn.run_ready(
            {.wait = !d->stopping && !guests_ready(), .back_at_once = true, .alone = true});
        if (!d->stopping)
            turn.run_guests();
    } while (!d->stopping);
    if (--d->running == 0)
        d->stopping = false;
}

bool EventLoop::run_until(const std::function<bool()>& done, TimePoint deadline) {
    while (!done()) {
        const TimePoint now = Clock::now();
        if (now >= deadline)
            return false;
        Turn turn(*this);
        turn.run_ready({.wait = !guests_ready(),
                        .back_at_once = true,
                        .now = now,
                        .wait_until = std::min(deadline, now + budget.look_again)});
        turn.run_guests();
    }
    return true;
}

void EventLoop::stop() noexcept {
    d->stopping = true;
    wake();
}

void EventLoop::set_exception_handler(std::function<void(const LostException&)> handler) {
    d->scheduler.exception_handler = std::move(handler);
}

void EventLoop::set_time_source(std::unique_ptr<TimeSource> source) {
    d->scheduler.clock.set_source(std::move(source));
    d->driver.end_stream();
}

void EventLoop::set_debug(bool debug) { d->scheduler.set_debug(debug); }

bool EventLoop::debug() const noexcept { return d->scheduler.debug(); }

void EventLoop::set_slow_step(Duration duration) { d->scheduler.slow_step = duration; }

void EventLoop::set_warning_handler(std::function<void(std::string_view)> handler) {
    d->scheduler.warning_handler = std::move(handler);
}

ThreadPoolExecutor& EventLoop::default_executor() {
    if (!d->default_executor)
        d->default_executor = std::make_unique<ThreadPoolExecutor>();
    return *d->default_executor;
}

const std::shared_ptr<detail::LoopGate>& detail::gate_of(EventLoop& loop) noexcept {
    return loop.d->gate;
}

} // namespace braid
