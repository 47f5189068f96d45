// SPDX-License-Identifier: MIT
#include "bridge/qt/event_dispatcher.h"

#include "bridge/qt/detail/socket_notifier_set.h"
#include "bridge/qt/detail/timer_list.h"
#include "bridge/qt/detail/window_system.h"
#include "loop/event_loop.h"

#include <QCoreApplication>
#include <QThread>

#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace braid {

namespace detail {
constinit const WindowSystem* windowSystem = nullptr;
}

namespace {

using std::chrono::milliseconds;

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

    WindowBell bell; ///< rings for posted events
    // Counters, not flags: a nested call sees what came since *its* beginning and takes nothing
    // away from the calls around it.
    std::atomic<std::uint64_t> interrupts = 0;
    std::uint64_t served_interrupts = 0;

    std::unique_ptr<QAbstractEventDispatcher> window; ///< the platform plugin's own dispatcher
    const void* window_plugin = nullptr;
    bool window_withheld = false; ///< the last call left events of an excluded kind
    TimePoint window_served;
    TimePoint now; ///< when the clock was looked at last: that is much of what a short turn costs

    std::optional<Alarm> alarm;
    DispatchWatcher* watcher = nullptr;

    void adoptWindowSystem();
    bool serveWindow(QEventLoop::ProcessEventsFlags flags, bool due);
    class Pass;
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
    loop();
    d->bell.belong_here(); // what is posted before the first turn need not wake anybody
}

void EventDispatcher::closingDown() {
    d->window.reset(); // before its platform plugin
    d->window_plugin = nullptr;
}

void EventDispatcher::setWatcher(DispatchWatcher* watcher) { d->watcher = watcher; }

// -- one turn -----------------------------------------------------------------------------------

/// What one call of processEvents may serve, and what it has found so far.
class EventDispatcher::Private::Pass {
public:
    Pass(Private& dispatcher, Turn& turn, QEventLoop::ProcessEventsFlags flags)
        : d(dispatcher)
        , turn_(turn)
        , flags_(flags)
        , in_loop_(flags.testFlag(QEventLoop::EventLoopExec))
        , interrupts_(d.interrupts.load())
        , interrupted_before_(interrupts_ != std::exchange(d.served_interrupts, interrupts_)) {}

    bool interrupted() const { return d.interrupts.load() != interrupts_; }

    /// Posted events and the window system's. That there may be a wait, before which what was
    /// painted is flushed, is guessed by the time at which the last turn ended.
    void serveWindow() {
        woken_ = turn_.begin_window();
        // A QEventLoop has nothing to do between two turns but to see whether it was told to end:
        // so it may wait in the turn that has delivered, if nobody has told it since.
        wait_ = flags_.testFlag(QEventLoop::WaitForMoreEvents) &&
                !(in_loop_ ? interrupted_before_ : woken_) && idle();
        const bool due = woken_ || wait_ || d.window_withheld ||
                         d.now >= d.window_served + d.loop->budget.window_system;
        watched(DispatchWatcher::Part::Events, [&] {
            window_active_ = d.serveWindow(flags_, due);
            return woken_ || window_active_;
        });
        d.now = Clock::now();
        if (due)
            d.window_served = d.now;
    }

    bool mayWait() {
        if (SocketNotifierSet* const set = notifiers())
            set->revise(d.now, d.loop->budget.revise);
        return wait_ && !window_active_ && !turn_.window_rang() && idle();
    }
    /// Nothing is due but what `run_ready` would find.
    bool idle() const {
        const SocketNotifierSet* const set = notifiers();
        return !(timers() && d.timers.next() <= d.now) && !(set && set->ready()) &&
               !d.loop->guests_ready();
    }

    void runReady(bool wait) {
        if (SocketNotifierSet* const set = notifiers())
            set->arm();
        if (wait && d.watcher) [[unlikely]]
            d.watcher->willWait();
        if (wait && timers())
            d.alarm->set(d.timers.next());
        turn_.run_ready(
            {.wait = wait, .back_at_once = in_loop_, .now = d.now, .next_timer = nextTimer()});
    }

    void serveNotifiersAndTimers() {
        watched(DispatchWatcher::Part::Timers, [&] {
            if (SocketNotifierSet* const set = notifiers())
                served_ += set->activate();
            if (timers()) {
                d.now = Clock::now();
                served_ += d.timers.fire(d.now);
            }
            return served_ > 0;
        });
    }

    TimePoint nextTimer() const {
        return with_timers_ ? d.timers.nextDeadline() : TimePoint::max();
    }

    /// Asio's handlers do not count, or `while (processEvents(flags));` might never end.
    bool servedAny() const {
        return woken_ || window_active_ || served_ > 0 || turn_.window_rang();
    }

private:
    /// Serves a part, which says whether there was anything to do; a slot may set another watcher.
    template<typename Serve>
    void watched(DispatchWatcher::Part part, Serve&& serve) {
        DispatchWatcher* const told = d.watcher;
        if (told) [[unlikely]]
            told->partBegan(part);
        const bool served = serve();
        if (told && told == d.watcher) [[unlikely]]
            told->partEnded(served);
    }

    // Both may come into being on the way.
    bool timers() const { return with_timers_ && !d.timers.empty(); }
    SocketNotifierSet* notifiers() const {
        return with_notifiers_ && d.notifiers ? &*d.notifiers : nullptr;
    }

    Private& d;
    Turn& turn_;
    const QEventLoop::ProcessEventsFlags flags_;
    const bool in_loop_; ///< of `exec`: it calls again at once
    const bool with_timers_ = !flags_.testFlag(QEventLoop::X11ExcludeTimers);
    const bool with_notifiers_ = !flags_.testFlag(QEventLoop::ExcludeSocketNotifiers);
    const std::uint64_t interrupts_;
    const bool interrupted_before_; ///< since the call before this one
    bool woken_ = false;
    bool wait_ = false;
    bool window_active_ = false;
    int served_ = 0;
};

bool EventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags) {
    Turn turn(loop(), d->bell);
    Private::Pass pass(*d, turn, flags);
    emit awake();

    // 1. The window.
    pass.serveWindow();
    if (pass.interrupted())
        return false;

    // 2. Asio and ready coroutines, waiting for the first of them if there is nothing else to do.
    bool wait = pass.mayWait();
    if (wait) {
        emit aboutToBlock();
        if (pass.interrupted())
            return false;
        wait = pass.idle(); // its slots may have woken a guest
    }
    pass.runReady(wait);

    // 3. Qt's notifiers and timers, outside any Asio handler.
    pass.serveNotifiersAndTimers();

    // 4. Guests, last.
    if (!pass.interrupted() && d->loop->guests_ready())
        turn.run_guests(pass.nextTimer());
    return pass.servedAny();
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
    return window->processEvents(flags);
}

void EventDispatcher::wakeUp() { d->bell.ring(); }

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
