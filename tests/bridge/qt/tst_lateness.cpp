// SPDX-License-Identifier: MIT
// How late everyone is whom others keep waiting: timers of Qt, of the loop and of Asio, calls and
// bytes from another thread, beside each of those who never rest, and beside all of them.
//
// A machine that has other things to do makes everybody late, so milliseconds alone prove nothing.
// Late is here who saw more than three turns of the loop go by, and a millisecond. That turns are
// short enough for this to mean something is counted in processor time, against their budget.

#include "dispatcher_main.h"

#include "loads.h"
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QAbstractEventDispatcher>
#include <QScopeGuard>
#include <QThread>

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <ctime>
#include <map>

using namespace std::chrono_literals;
using braid::Clock;
using braid::TimePoint;

namespace {

constexpr auto period = 3ms;

double milliseconds(braid::Duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

template<typename T>
T quantile(std::vector<T> values, double part) {
    std::sort(values.begin(), values.end());
    return values.empty() ? T() : values[std::size_t(double(values.size() - 1) * part)];
}

/// When the turns of the loop began, and how much processor time each took.
class Turns : public QObject {
public:
    Turns() {
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this,
                [this] {
                    const auto used = usedByThread();
                    if (!began_.empty())
                        lengths.push_back(used - used_);
                    used_ = used;
                    began_.push_back(Clock::now());
                });
    }
    /// How many began after that time.
    int since(TimePoint when) const {
        return int(began_.end() - std::upper_bound(began_.begin(), began_.end(), when));
    }
    std::vector<braid::Duration> lengths;

private:
    static braid::Duration usedByThread() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }
    std::vector<TimePoint> began_;
    braid::Duration used_{};
};

/// Those who are waited for, each served once in a while, and what they have seen.
class Punctuality {
public:
    explicit Punctuality(const Turns& turns)
        : turns_(turns)
        , asio_timer_(loads::loop().io_context())
        , thread_([this] { callAndWrite(); }) {
        qt_timer_.setTimerType(Qt::PreciseTimer);
        qt_timer_.setSingleShot(true);
        QObject::connect(&qt_timer_, &QTimer::timeout, [this] {
            served("a QTimer", due_);
            startQtTimer();
        });
        startQtTimer();
        startAsioTimer();
        sleeper_ = braid::create_task(sleep());
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds_.data()) != 0)
            qFatal("socketpair");
        notifier_ = std::make_unique<QSocketNotifier>(fds_[0], QSocketNotifier::Read);
        QObject::connect(notifier_.get(), &QSocketNotifier::activated, [this] {
            TimePoint written;
            while (read(fds_[0], &written, sizeof written) == sizeof written)
                served("bytes from a thread", written);
        });
        begin_ = true;
    }
    ~Punctuality() {
        end_ = true;
        thread_.join();
        sleeper_.cancel();
        notifier_.reset();
        close(fds_[0]);
        close(fds_[1]);
    }

    struct Seen {
        std::vector<double> milliseconds;
        int late = 0;
    };
    std::map<std::string, Seen> seen;

private:
    void served(const char* who, TimePoint due) {
        Seen& one = seen[who];
        const auto late = Clock::now() - due;
        one.milliseconds.push_back(milliseconds(late));
        one.late += late > 1ms && turns_.since(due) > 3;
    }
    void startQtTimer() {
        due_ = Clock::now() + period;
        qt_timer_.start(period);
    }
    void startAsioTimer() {
        asio_timer_.expires_after(period);
        asio_timer_.async_wait(
            [this, alive = std::weak_ptr(alive_)](boost::system::error_code error) {
                if (error || alive.expired())
                    return;
                served("a timer of Asio's", asio_timer_.expiry());
                startAsioTimer();
            });
    }
    braid::Coroutine<> sleep() {
        for (;;) {
            const TimePoint due = Clock::now() + period;
            co_await braid::sleep_until(due);
            served("a sleeping coroutine", due);
        }
    }
    void callAndWrite() {
        while (!begin_)
            QThread::usleep(100);
        while (!end_) {
            QThread::usleep(3000);
            const TimePoint now = Clock::now();
            QMetaObject::invokeMethod(
                &context_, [this, now] { served("a call from a thread", now); },
                Qt::QueuedConnection);
            const TimePoint later = Clock::now(); // as a call may have to wait for Qt's lock
            if (write(fds_[1], &later, sizeof later) != sizeof later)
                qFatal("write");
        }
    }

    const Turns& turns_;
    const std::shared_ptr<char> alive_ = std::make_shared<char>();
    QTimer qt_timer_;
    TimePoint due_;
    boost::asio::steady_timer asio_timer_;
    braid::Task<> sleeper_;
    std::array<int, 2> fds_{};
    std::unique_ptr<QSocketNotifier> notifier_;
    QObject context_;
    std::atomic<bool> begin_ = false, end_ = false;
    std::thread thread_;
};

class tst_Lateness : public QObject {
    Q_OBJECT

private slots:
    void everybodyIsServedInTime_data() {
        QTest::addColumn<int>("only");
        QTest::newRow("nobody else") << -2;
        for (int i = 0; i < int(loads::all.size()); ++i)
            QTest::newRow(loads::all[std::size_t(i)].first) << i;
        QTest::newRow("all together") << -1;
    }
    void everybodyIsServedInTime() {
        QFETCH(int, only);
        std::vector<std::unique_ptr<loads::Load>> others;
        for (int i = 0; i < int(loads::all.size()); ++i)
            if (only == -1 || only == i)
                others.push_back(loads::all[std::size_t(i)].second());
        Turns turns;
        Punctuality punctuality(turns);
        const auto least = [&] {
            std::size_t count = punctuality.seen.size() < 5 ? 0 : 1000;
            for (const auto& [who, seen] : punctuality.seen)
                count = std::min(count, seen.milliseconds.size());
            return count;
        };
        QEventLoop events;
        QTimer check;
        connect(&check, &QTimer::timeout, [&] {
            if (least() >= 100)
                events.quit();
        });
        check.start(10);
        QTimer::singleShot(20'000, &events, [&] { events.exit(1); });
        QVERIFY2(events.exec() == 0, "somebody starves");

        for (const auto& [who, seen] : punctuality.seen) {
            qInfo("%-22s late by %5.2f ms (median), %5.2f ms (99 %%)", who.c_str(),
                  quantile(seen.milliseconds, 0.5), quantile(seen.milliseconds, 0.99));
            // The thread that calls may itself be held up between its look at the clock and the
            // call: more is forgiven there.
            const bool by_thread = who.find("thread") != std::string::npos;
            const auto tolerated = seen.milliseconds.size() / (by_thread ? 10 : 50);
            QVERIFY2(std::size_t(seen.late) <= tolerated,
                     qPrintable(QString("%1: %2 of %3 times late")
                                    .arg(who.c_str())
                                    .arg(seen.late)
                                    .arg(seen.milliseconds.size())));
        }
        const auto& budget = loads::loop().budget;
        const auto longest = quantile(turns.lengths, 0.99);
        qInfo("%-22s %zu, of %.2f ms (99 %%)", "turns", turns.lengths.size(),
              milliseconds(longest));
        QVERIFY(longest <= 2 * (budget.ready + budget.guests));
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Lateness)

#include "tst_lateness.moc"
