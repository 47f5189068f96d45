#include "loop/event_loop.h"

#include "loop/detail/inbox.h"
#include "loop/detail/loop_gate.h"
#include "loop/detail/task_state.h"
#include "loop/errors.h"
#include "loop/executor.h"
#include "loop/time_source.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/eventfd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
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
        scheduler.timers.add(call->timer_, when, *call);
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

/// While coroutines spin, Asio, timers and other threads are asked this often.
constexpr Duration ask_interval = std::chrono::microseconds(50);
/// However late it is, this much is done before `run_ready` returns.
constexpr Duration least_slice = std::chrono::microseconds(50);
/// Ready jobs between two looks at the clock, which costs five task switches.
constexpr int longest_stride = 64;
/// Asio handlers in a row, before what they made ready gets its turn.
constexpr int handlers_in_a_row = 16;

/// A loop that ends runs its cancelled tasks for this long at most.
constexpr Duration shut_down_patience = std::chrono::seconds(1);

} // namespace

struct EventLoop::Private {
    explicit Private(EventLoop& loop)
        : scheduler(loop)
        , gate(std::make_shared<detail::LoopGate>(loop)) {}

    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    asio::steady_timer timer{io};
    TimePoint armed = TimePoint::max();
    detail::Scheduler scheduler;
    detail::Inbox inbox;
    std::shared_ptr<detail::LoopGate> gate;
    std::unique_ptr<ThreadPoolExecutor> default_executor;
    std::unique_ptr<TimeSource> time_source;
    std::vector<Guest*> guests;
    TimePoint asked; ///< when Asio last had nothing to do
    /// Ends a wait from another thread. Not a post: that wakes this thread while it holds a lock
    /// which this thread needs next.
    asio::posix::stream_descriptor bell{io, eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    bool bell_heard = true; ///< Asio does not listen for it
    std::atomic<bool> bell_rung = false;
    std::atomic<bool> woken = false;
    bool stopping = false;

    template<typename Callable>
    void guarded(Callable&& callable) {
        try {
            callable();
        } catch (...) {
            scheduler.report({std::current_exception(), "Exception in a callback of the loop"});
        }
    }

    /// Breaks a wait of the loop, from any thread.
    void interrupt_wait() {
        if (!bell_rung.exchange(true))
            eventfd_write(bell.native_handle(), 1);
    }

    void listen_for_bell() {
        if (!std::exchange(bell_heard, false))
            return;
        bell.async_wait(bell.wait_read, [this](boost::system::error_code) {
            bell_heard = true;
            eventfd_t count = 0;
            eventfd_read(bell.native_handle(), &count);
            bell_rung.exchange(false); // what those who rang until now have brought is seen now
        });
    }

    /// Has the one Asio timer fire at `when` or before.
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

    /// Runs Asio handlers that are ready, a few if they make other things ready. True if any ran.
    /// Polling also moves the queue of an outer handler, if we are nested in one, to where a wait
    /// can see it.
    bool ask_asio(TimePoint until) {
        int count = 0;
        std::size_t ran = 1;
        while (ran > 0) {
            ran = 0;
            guarded([&] { ran = io.poll_one(); });
            scheduler.others_ran = true;
            count += int(ran);
            if (count % handlers_in_a_row == 0 &&
                (!scheduler.ready.empty() || woken.load(std::memory_order_relaxed) ||
                 Clock::now() >= until))
                break;
        }
        return count > 0;
    }

    /// Everything that can become ready by itself. True if an Asio handler ran. Asio, which costs a
    /// system call, is not asked again right after it had nothing to do.
    bool collect(TimePoint now, TimePoint until) {
        inbox.take(scheduler);
        bool ran = false;
        if (now >= asked + ask_interval) {
            ran = ask_asio(until);
            if (!ran)
                asked = now;
        }
        scheduler.collect_due_timers();
        return ran;
    }

    /// Runs the first thing that becomes ready, at once if it already is.
    void wait() {
        const TimePoint next_timer = scheduler.timers.next();
        if (scheduler.time_source && next_timer != TimePoint::max()) {
            if (scheduler.awaited_outside == 0 && scheduler.time_source->jump_to(next_timer))
                return scheduler.collect_due_timers();
            arm(scheduler.time_source->real_time(next_timer));
        } else {
            arm(next_timer);
        }
        listen_for_bell();
        guarded([&] { io.run_one(); });
        scheduler.others_ran = true;
        inbox.take(scheduler);
        scheduler.collect_due_timers();
    }

    /// Runs `count` ready jobs, or fewer if there are no more.
    void run_jobs(int count) {
        guarded([&] {
            while (count-- > 0 && !scheduler.ready.empty())
                scheduler.run_next();
        });
    }

    /// Cancels every task and runs what that makes ready, for a while; what does not end by it is
    /// unwound where it stands.
    void shut_down() {
        scheduler.tasks.for_each([](detail::TaskState& task) { task.cancel({}); });
        const TimePoint until = Clock::now() + shut_down_patience;
        for (bool more = true; more && Clock::now() < until;) {
            inbox.take(scheduler);
            more = ask_asio(until) || !scheduler.ready.empty();
            run_jobs(longest_stride);
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
        throw InvalidStateError("this thread has no braid::EventLoop");
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

TimePoint EventLoop::time() const { return d->scheduler.time(); }

void EventLoop::call_soon(std::function<void()> callback) {
    d->scheduler.check_thread("EventLoop.call_soon");
    d->scheduler.schedule(*new detail::SoonCall(std::move(callback)));
}

void EventLoop::call_soon_threadsafe(std::function<void()> callback) {
    if (d->inbox.put(*new detail::SoonCall(std::move(callback))))
        d->interrupt_wait();
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

bool EventLoop::run_ready(TimePoint until, bool wait) {
    const bool was_woken = d->woken.exchange(false);
    auto& ready = d->scheduler.ready;
    TimePoint now = Clock::now();
    bool ran = d->collect(now, until);
    if (!ran && ready.empty()) {
        if (was_woken || !wait)
            return was_woken;
        d->wait();
        ran = true;
        now = Clock::now();
        if (ready.empty() && !d->woken)
            d->ask_asio(std::max(until, now + least_slice));
    }
    const TimePoint begin = now;
    TimePoint ask_again = now + ask_interval;
    until = std::max(until, begin + least_slice);
    int stride = 1;
    while (!ready.empty()) {
        ran = true;
        d->run_jobs(stride);
        const TimePoint before = std::exchange(now, Clock::now());
        if (now >= until)
            break;
        if (now - begin >= least_slice && d->woken.load(std::memory_order_relaxed))
            break;
        stride = now - before < ask_interval / 4 ? std::min(2 * stride, longest_stride)
                                                 : std::max(stride / 2, 1);
        if (now >= ask_again || ready.empty()) {
            d->collect(now, until);
            ask_again = now + ask_interval;
        }
    }
    d->woken = false;
    if (d->io.stopped())
        d->io.restart(); // somebody's stop() must neither end the loop nor make it spin
    return ran || was_woken;
}

void EventLoop::wake() noexcept {
    d->woken = true;
    d->interrupt_wait();
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

void EventLoop::set_exception_handler(std::function<void(const LostException&)> handler) {
    d->scheduler.exception_handler = std::move(handler);
}

void EventLoop::set_time_source(std::unique_ptr<TimeSource> source) {
    d->time_source = std::move(source);
    d->scheduler.time_source = d->time_source.get();
}

void EventLoop::set_debug(bool debug) {
    d->scheduler.debug = debug;
    d->scheduler.instrumented = debug || d->scheduler.observer;
}

bool EventLoop::debug() const noexcept { return d->scheduler.debug; }

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
