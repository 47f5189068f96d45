// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractEventDispatcher>

#include <memory>

namespace braid {

class EventLoop;

/// Hears of what a dispatcher serves, to record it. Calls come on the dispatcher's thread; parts
/// nest where one of them opens a loop of its own.
class DispatchWatcher {
public:
    enum class Part { Events, Timers };

    virtual ~DispatchWatcher() = default;
    virtual void partBegan(Part part) = 0;
    /// `served`: there was something to do.
    virtual void partEnded(bool served) = 0;
    /// Nothing is left to do: the loop waits.
    virtual void willWait() = 0;
};

/// Qt's events on Braid's loop: windows, timers, notifiers and queued calls of a thread, together
/// with every coroutine, callback and Asio operation of an EventLoop, in one wait.
///
///     int main(int argc, char** argv) {
///         QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
///         QApplication app(argc, argv);
///
/// Everything Qt promises about its own dispatchers holds, nested event loops included: coroutines
/// and guests go on inside them. Qt owns the dispatcher once it is set. A thread gets one through
/// QThread::setEventDispatcher.
///
/// It blocks nowhere but in `EventLoop::run_ready`, starts no thread, and never polls.
class EventDispatcher : public QAbstractEventDispatcher {
    Q_OBJECT

public:
    /// Makes a loop of its own, in the thread that will run it.
    EventDispatcher();
    /// Serves `loop`, which must outlive it.
    explicit EventDispatcher(EventLoop& loop);
    ~EventDispatcher() override;

    /// For the dispatcher's own thread.
    EventLoop& loop();

    /// Null: nobody, which costs nothing.
    void setWatcher(DispatchWatcher* watcher);

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier* notifier) override;
    void unregisterSocketNotifier(QSocketNotifier* notifier) override;

    using QAbstractEventDispatcher::registerTimer;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject* object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject* object) override;
    QList<TimerInfo> registeredTimers(QObject* object) const override;
    int remainingTime(int id) override;

    /// Makes `processEvents` look again, or return if it waits. Any thread.
    void wakeUp() override;
    /// Makes every `processEvents` that is running now return as soon as it can; one that starts
    /// later, a nested one say, does not take that from them. Any thread.
    void interrupt() override;

    void startingUp() override;
    void closingDown() override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid
