// SPDX-License-Identifier: MIT
#include "bridge/qt/event_dispatcher.h"

#include "bridge/qt/socket_notifier_set.h"
#include "bridge/qt/timer_list.h"
#include "bridge/qt/window_system.h"
#include "loop/event_loop.h"

#include <QCoreApplication>
#include <QScopeGuard>
#include <QThread>

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>

namespace braid {

namespace detail {
constinit const WindowSystem* windowSystem = nullptr;
}

namespace {

using std::chrono::milliseconds;

/// A timer that is due does not keep the others from their share altogether.
constexpr Duration leastReadyTime = std::chrono::microseconds(100);
constexpr Duration leastGuestTime = milliseconds(1);
/// The window system is served at least this often, so that what slots, handlers and coroutines
/// have painted reaches the screen while posted events keep the loop busy.
constexpr Duration windowSystemPeriod = milliseconds(1);

/// Where the dispatcher's thread is in its turn: what wakeUp() on another thread has to interrupt.
enum class Phase { Window, Ready, Guests };

/// A phase ends quietly, as to be interrupted once more than needed does no harm; but who begins
/// one and looks at the counters then does not miss those who did not see it.
class PhaseScope {
public:
    PhaseScope(std::atomic<Phase>& phase, Phase now) noexcept
        : phase_(phase)
        , outer_(phase.load(std::memory_order_relaxed)) {
        if (now != outer_)
            phase.exchange(now);
    }
    ~PhaseScope() { phase_.store(outer_, std::memory_order_release); }
    PhaseScope(const PhaseScope&) = delete;
    PhaseScope& operator=(const PhaseScope&) = delete;

private:
    std::atomic<Phase>& phase_;
    const Phase outer_;
};

/// Ends a wait at the next Qt timer. Those follow the steady clock, whatever the loop's own time
/// is.
class Alarm {
public:
    explicit Alarm(boost::asio::io_context& io)
        : timer_(io) {}

    /// Only earlier times are worth a new one: an alarm too early costs one turn with nothing to
    /// do.
    void set(TimePoint when) {
        if (when >= *time_)
            return;
        *time_ = when;
        timer_.expires_at(when);
        timer_.async_wait([time = time_](const boost::system::error_code& error) {
            if (!error)
                *time = TimePoint::max();
        });
    }

private:
    boost::asio::steady_timer timer_;
    /// Shared with the handler, which may outlive this object.
    std::shared_ptr<TimePoint> time_ = std::make_shared<TimePoint>(TimePoint::max());
};

} // namespace

struct EventDispatcher::Private {
    std::unique_ptr<EventLoop> owned_loop;
    EventLoop* loop = nullptr;
    TimerList timers;
    std::optional<SocketNotifierSet> notifiers; ///< made with the first of them

    // Counters, not flags: a nested call sees what came since *its* beginning and takes nothing
    // away from the calls around it.
    std::atomic<std::uint64_t> wake_ups_by_others = 0;
    std::uint64_t own_wake_ups = 0; ///< by this thread, most of all: they cost no atomic operation
    std::atomic<std::uint64_t> interrupts = 0;
    std::uint64_t served_wake_ups = 0; ///< there were so many at the last pass over posted events
    std::uint64_t served_interrupts = 0;
    std::atomic<Phase> phase = Phase::Window;
    std::atomic<std::thread::id> thread;

    std::unique_ptr<QAbstractEventDispatcher> window; ///< the platform plugin's own dispatcher
    const void* window_plugin = nullptr;
    bool window_withheld = false; ///< the last call left events of an excluded kind
    TimePoint window_served;
    TimePoint now; ///< when the clock was looked at last: that is much of what a short turn costs

    std::optional<Alarm> alarm;
    int guest_skips = 0;

    std::uint64_t wakeUps() const noexcept { return own_wake_ups + wake_ups_by_others.load(); }
    void adoptWindowSystem();
    bool serveWindow(QEventLoop::ProcessEventsFlags flags, bool due);
    void runReady(std::uint64_t seen_wake_ups, TimePoint next_timer, bool wait, bool back_at_once);
    void runGuests(std::uint64_t seen_wake_ups, TimePoint next_timer);
};

EventDispatcher::EventDispatcher()
    : d(std::make_unique<Private>()) {}

EventDispatcher::EventDispatcher(EventLoop& loop)
    : EventDispatcher() {
    d->loop = &loop;
}

EventDispatcher::~EventDispatcher() = default;

EventLoop& EventDispatcher::loop() {
    if (!d->loop) {
        d->owned_loop = std::make_unique<EventLoop>();
        d->loop = d->owned_loop.get();
    }
    return *d->loop;
}

void EventDispatcher::startingUp() {
    d->thread.store(std::this_thread::get_id());
    loop();
}

void EventDispatcher::closingDown() {
    d->window.reset(); // before its platform plugin
    d->window_plugin = nullptr;
}

// -- one turn -----------------------------------------------------------------------------------

bool EventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags) {
    const EventLoop::Turn turn(loop());
    const PhaseScope phase(d->phase, Phase::Window);
    if (const auto self = std::this_thread::get_id(); d->thread.load() != self)
        d->thread.store(self);
    const std::uint64_t interrupts = d->interrupts.load();
    const bool interrupted_before = interrupts != std::exchange(d->served_interrupts, interrupts);
    const auto interrupted = [&] { return d->interrupts.load() != interrupts; };
    const bool with_timers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool with_notifiers = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    emit awake();

    const std::uint64_t wake_ups = d->wakeUps();
    const bool woken = wake_ups != std::exchange(d->served_wake_ups, wake_ups);
    const auto idle = [&] {
        return !d->loop->guests_ready() && !(with_timers && d->timers.next() <= d->now) &&
               !(with_notifiers && d->notifiers && d->notifiers->ready());
    };

    // 1. Posted events and the window system's; what was painted is flushed before any wait. That
    // there may be one is guessed by the time at which the last turn ended. A QEventLoop has
    // nothing to do between two turns but to see whether it was told to end: so it may wait in the
    // turn that has delivered, if nobody has told it since.
    const bool in_loop = flags.testFlag(QEventLoop::EventLoopExec);
    bool wait = flags.testFlag(QEventLoop::WaitForMoreEvents) &&
                !(in_loop ? interrupted_before : woken) && idle();
    const bool window_due =
        woken || wait || d->window_withheld || d->now >= d->window_served + windowSystemPeriod;
    const bool window_active = d->serveWindow(flags, window_due);
    if (interrupted())
        return false;

    // 2. Asio and ready coroutines, waiting for the first of them if there is nothing else to do.
    d->now = Clock::now();
    if (window_due)
        d->window_served = d->now;
    if (with_notifiers && d->notifiers)
        d->notifiers->revise(d->now);
    wait = wait && !window_active && d->wakeUps() == wake_ups && idle();
    if (wait) {
        emit aboutToBlock();
        if (interrupted())
            return false;
        wait = idle(); // its slots may have woken a guest
    }
    if (with_notifiers && d->notifiers)
        d->notifiers->arm();
    if (wait && with_timers && !d->timers.empty())
        d->alarm->set(d->timers.next());
    const TimePoint next_timer = with_timers ? d->timers.nextDeadline() : TimePoint::max();
    d->runReady(wake_ups, next_timer, wait, in_loop);

    // 3. Qt's notifiers and timers, outside any Asio handler.
    int served = 0;
    if (with_notifiers && d->notifiers)
        served += d->notifiers->activate();
    if (with_timers && !d->timers.empty()) {
        d->now = Clock::now();
        served += d->timers.fire(d->now);
    }

    // 4. Guests, last.
    if (!interrupted() && d->loop->guests_ready())
        d->runGuests(wake_ups, with_timers ? d->timers.nextDeadline() : TimePoint::max());

    // Asio's handlers do not count, or `while (processEvents(flags));` might never end.
    return woken || window_active || served > 0 || d->wakeUps() != wake_ups;
}

void EventDispatcher::Private::adoptWindowSystem() {
    const void* const plugin = detail::windowSystem ? detail::windowSystem->plugin() : nullptr;
    if (plugin == window_plugin)
        return;
    // Windows are the application's thread's; a dispatcher of another thread leaves them alone.
    const QCoreApplication* const app = QCoreApplication::instance();
    const bool ours = plugin && app && app->thread() == QThread::currentThread();
    window.reset(ours ? detail::windowSystem->createDispatcher() : nullptr);
    window_plugin = plugin;
}

/// Exactly one pass over Qt's posted events: in the plugin's dispatcher, or, if that is not due or
/// there is none, here.
bool EventDispatcher::Private::serveWindow(QEventLoop::ProcessEventsFlags flags, bool due) {
    adoptWindowSystem();
    if (!window || !due) {
        QCoreApplication::sendPostedEvents();
        return false;
    }
    window_withheld =
        flags.testAnyFlags(QEventLoop::ExcludeUserInputEvents | QEventLoop::ExcludeSocketNotifiers);
    flags &= ~(QEventLoop::WaitForMoreEvents | QEventLoop::EventLoopExec);
    const bool active = window->processEvents(flags);
    return active;
}

void EventDispatcher::Private::runReady(std::uint64_t seen_wake_ups, TimePoint next_timer,
                                        bool wait, bool back_at_once) {
    const PhaseScope ready(phase, Phase::Ready);
    // Who wakes us up from here on sees the phase; who did before is seen by us.
    wait = wait && wakeUps() == seen_wake_ups;
    const TimePoint until =
        std::min(now + loop->budget.ready, std::max(next_timer, now + leastReadyTime));
    loop->run_ready(until, wait, back_at_once);
}

void EventDispatcher::Private::runGuests(std::uint64_t seen_wake_ups, TimePoint next_timer) {
    const PhaseScope guests(phase, Phase::Guests);
    if (wakeUps() != seen_wake_ups && guest_skips < loop->budget.guest_skips) {
        ++guest_skips;
        return;
    }
    guest_skips = 0;
    loop->run_guests(std::max(next_timer, Clock::now() + leastGuestTime));
}

void EventDispatcher::wakeUp() {
    // The dispatcher's own thread is awake, and looks at the counters before it waits.
    if (d->thread.load(std::memory_order_relaxed) == std::this_thread::get_id()) {
        ++d->own_wake_ups;
        return;
    }
    d->wake_ups_by_others.fetch_add(1);
    switch (d->phase.load()) {
    case Phase::Window:
        break;
    case Phase::Ready:
        d->loop->wake();
        break;
    case Phase::Guests:
        d->loop->hurry_guests();
        break;
    }
}

void EventDispatcher::interrupt() {
    d->interrupts.fetch_add(1);
    wakeUp();
}

// -- timers and notifiers -----------------------------------------------------------------------

namespace {

/// Timers and notifiers belong to the thread of their dispatcher, which must be the one that asks.
bool mayRegister(const QObject& dispatcher, const QObject& object, const char* what) {
    if (object.thread() == dispatcher.thread() && dispatcher.thread() == QThread::currentThread())
        return true;
    qWarning("braid::EventDispatcher: %s from another thread", what);
    return false;
}

} // namespace

void EventDispatcher::registerSocketNotifier(QSocketNotifier* notifier) {
    if (!mayRegister(*this, *notifier, "socket notifiers cannot be enabled"))
        return;
    if (!d->notifiers)
        d->notifiers.emplace(loop().io_context());
    d->notifiers->add(notifier);
}

void EventDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier) {
    if (mayRegister(*this, *notifier, "socket notifiers cannot be disabled") && d->notifiers)
        d->notifiers->remove(notifier);
}

void EventDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject* object) {
    if (id < 1 || interval < 0 || !object) {
        qWarning("braid::EventDispatcher: a timer needs an id, an object and no negative interval");
        return;
    }
    if (!mayRegister(*this, *object, "timers cannot be started"))
        return;
    if (!d->alarm)
        d->alarm.emplace(loop().io_context());
    d->timers.add(id, milliseconds(interval), type, object);
}

bool EventDispatcher::unregisterTimer(int id) { return d->timers.remove(id); }

bool EventDispatcher::unregisterTimers(QObject* object) { return d->timers.removeAll(object); }

QList<QAbstractEventDispatcher::TimerInfo>
EventDispatcher::registeredTimers(QObject* object) const {
    return d->timers.timersOf(object);
}

int EventDispatcher::remainingTime(int id) { return int(d->timers.remaining(id).count()); }

} // namespace braid
