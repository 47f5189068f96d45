// SPDX-License-Identifier: MIT
// Timers of all kinds, sleepers, and other threads that post events, are called and call back.

#include "bridge/qt/event_dispatcher.h"
#include "bridge/qt/owned_task.h"
#include "crowd.h"
#include "loop/executor.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <semaphore>
#include <thread>

namespace everything {
namespace {

class Sleepers : public Party {
public:
    explicit Sleepers(Crowd& all)
        : Party(all, "sleepers") {
        for (int i = 0; i < 200; ++i)
            start(nap());
    }

private:
    Coroutine<> nap() {
        const Alive alive;
        for (;;) {
            const TimePoint due = braid::Clock::now() + crowd.some(1ms, 20ms);
            co_await braid::sleep_until(due);
            expect(braid::Clock::now() >= due, "woken too early");
            ++rounds;
        }
    }
};

class Timers : public Party {
public:
    Timers(Crowd& all, const char* type_name, Qt::TimerType type, int interval)
        : Party(all, type_name) {
        timer_.setTimerType(type);
        timer_.start(interval);
        clock_.start();
        QObject::connect(&timer_, &QTimer::timeout, [this, type, interval] {
            ++rounds;
            // None drifts. A precise timer is never early; a coarse one may be, by its rounding.
            const qint64 early = type == Qt::PreciseTimer ? 0 : interval / 2;
            expect(clock_.elapsed() + 1 >= rounds * interval - early, "fired too early");
        });
    }

private:
    QTimer timer_;
    QElapsedTimer clock_;
};

/// A thread that posts events as fast as they are served; they arrive in order.
class Storm : public Party, QObject {
public:
    explicit Storm(Crowd& all)
        : Party(all, "event storm from a thread")
        , thread_([this] {
            for (int number = 0; !stop_; ++number) {
                room_.acquire();
                QCoreApplication::postEvent(this, new Numbered(number));
            }
        }) {}
    ~Storm() override {
        stop_ = true;
        room_.release();
        thread_.join();
    }

private:
    struct Numbered : QEvent {
        explicit Numbered(int n)
            : QEvent(QEvent::User)
            , number(n) {}
        const int number;
    };
    void customEvent(QEvent* event) override {
        expect(static_cast<Numbered*>(event)->number == rounds, "events lost or in another order");
        ++rounds;
        room_.release();
    }

    std::counting_semaphore<> room_{50};
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

/// An object that lives in a thread with a Braid loop of its own, where it answers after a nap.
class Answerer : public QObject {
    Q_OBJECT
public:
    void ask(int number) {
        braid::create_task(this, [this, number]() -> Coroutine<> {
            if (number % 3 == 0)
                co_await braid::sleep(100us);
            emit answered(number);
        });
    }
signals:
    void answered(int number);
};

class QueuedCalls : public Party {
public:
    explicit QueuedCalls(Crowd& all)
        : Party(all, "queued calls to a thread and back") {
        thread_.setEventDispatcher(new braid::EventDispatcher);
        answerer_->moveToThread(&thread_);
        QObject::connect(&thread_, &QThread::finished, answerer_, &QObject::deleteLater);
        QObject::connect(answerer_, &Answerer::answered, &context_, [this](int number) {
            expect(number == rounds, "an answer was lost or came twice");
            ++rounds;
            ask();
        });
        thread_.start();
        ask();
    }
    ~QueuedCalls() override {
        thread_.quit();
        thread_.wait();
    }

private:
    void ask() {
        QMetaObject::invokeMethod(
            answerer_, [answerer = answerer_, number = int(rounds)] { answerer->ask(number); },
            Qt::QueuedConnection);
    }
    QThread thread_;
    Answerer* answerer_ = new Answerer;
    QObject context_;
};

int twice(int number) {
    std::this_thread::yield();
    return 2 * number;
}

class ThreadCalls : public Party {
public:
    explicit ThreadCalls(Crowd& all)
        : Party(all, "calls of to_thread") {
        start(call());
    }

private:
    Coroutine<> call() {
        const Alive alive;
        for (;;) {
            const int number = crowd.some(0, 1000);
            const int result = co_await braid::to_thread(twice, number);
            expect(result == 2 * number, "a wrong result");
            ++rounds;
            co_await braid::sleep(crowd.some(0ms, 4ms));
        }
    }
};

} // namespace

void addClocksAndThreads(Crowd& crowd, Parties& parties) {
    parties.push_back(std::make_unique<Sleepers>(crowd));
    parties.push_back(std::make_unique<Timers>(crowd, "precise timer", Qt::PreciseTimer, 7));
    parties.push_back(std::make_unique<Timers>(crowd, "coarse timer", Qt::CoarseTimer, 40));
    parties.push_back(
        std::make_unique<Timers>(crowd, "very coarse timer", Qt::VeryCoarseTimer, 1000));
    parties.push_back(std::make_unique<Storm>(crowd));
    parties.push_back(std::make_unique<QueuedCalls>(crowd));
    parties.push_back(std::make_unique<ThreadCalls>(crowd));
}

} // namespace everything

#include "clocks.moc"
