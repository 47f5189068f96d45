// SPDX-License-Identifier: MIT
// Everything at once on one loop, for BRAID_EVERYTHING_SECONDS (10 if that is not set), with dice
// from BRAID_EVERYTHING_SEED: nobody is forgotten or served wrongly, and nothing is left behind.

#include "../dispatcher_main.h"
#include "crowd.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <malloc.h>

using namespace everything;

namespace {

/// The value below which this part of them is.
template<typename T>
T quantile(std::vector<T> values, double part) {
    std::sort(values.begin(), values.end());
    return values.empty() ? T() : values[std::size_t(double(values.size() - 1) * part)];
}

double megabytesInUse() { return double(mallinfo2().uordblks) / 1e6; }

/// How late those are who are waited for, not in time, which the machine may take from us, but in
/// how often others came first.
class Punctuality {
public:
    Punctuality(const Beats& turns, const Beats& spins, Duration duration)
        : turns_(turns)
        , spins_(spins) {
        // Room for all there can be, so that the memory that this needs does not grow meanwhile.
        const auto room = std::size_t(duration / 5ms);
        timer_.setTimerType(Qt::PreciseTimer);
        timer_.setSingleShot(true);
        turns_before_timer.reserve(room);
        spins_before_task.reserve(room);
        milliseconds.reserve(room);
        QObject::connect(&timer_, &QTimer::timeout, [this] {
            turns_before_timer.push_back(turns_.since(timer_due_));
            milliseconds.push_back(double((braid::Clock::now() - timer_due_).count()) / 1e6);
            startTimer();
        });
        startTimer();
        task_ = braid::create_task(tick());
    }
    ~Punctuality() { task_.cancel(); }

    std::vector<int> turns_before_timer; ///< how many turns began before a QTimer was served
    std::vector<int> spins_before_task;  ///< how often another coroutine came before a sleeper
    std::vector<double> milliseconds;    ///< how late QTimers were; for a person's eyes

private:
    void startTimer() {
        timer_due_ = braid::Clock::now() + 5ms;
        timer_.start(5);
    }
    Coroutine<> tick() {
        const Alive alive;
        for (;;) {
            const TimePoint due = braid::Clock::now() + 5ms;
            co_await braid::sleep_until(due);
            spins_before_task.push_back(spins_.since(due));
        }
    }

    const Beats& turns_;
    const Beats& spins_;
    QTimer timer_;
    TimePoint timer_due_;
    braid::Task<> task_;
};

/// Goes round the loop for so long.
void live(Duration duration) {
    QEventLoop events;
    QTimer::singleShot(std::chrono::duration_cast<std::chrono::milliseconds>(duration), &events,
                       &QEventLoop::quit);
    events.exec();
}

class tst_Everything : public QObject {
    Q_OBJECT

private slots:
    void everybodyIsServedAndNothingIsLeft() {
        const int seconds = qEnvironmentVariableIntValue("BRAID_EVERYTHING_SECONDS");
        const Duration duration = std::chrono::seconds(seconds > 0 ? seconds : 10);
        const unsigned seed = qEnvironmentVariableIsSet("BRAID_EVERYTHING_SEED")
                                  ? qEnvironmentVariableIntValue("BRAID_EVERYTHING_SEED")
                                  : std::random_device()();
        qInfo("BRAID_EVERYTHING_SEED=%u", seed);
        Crowd crowd(seed);
        braid::EventLoop::current()->set_exception_handler([&](const braid::LostException& lost) {
            crowd.wrong(QString::fromStdString(lost.message));
        });
        const auto tasks_before = braid::all_tasks().size();
        QWidget window;
        window.resize(300, 200);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        Beats turns, spins;
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &window,
                [&turns] { turns.beat(); });

        Parties parties;
        addLoads(crowd, parties, spins);
        addClocksAndThreads(crowd, parties);
        addInputAndOutput(crowd, parties);
        addWidgetsAndObjects(crowd, parties, window);
        {
            Punctuality punctuality(turns, spins, duration);
            constexpr int parts = 4;
            std::vector<double> megabytes[parts];
            for (auto& part : megabytes) {
                std::vector<long> before;
                for (const auto& party : parties)
                    before.push_back(party->rounds);
                for (int i = 0; i < 10; ++i) {
                    live(duration / parts / 10);
                    part.push_back(megabytesInUse());
                }
                // A busy machine may need longer for all of them: it gets a minute.
                const auto standing = [&] {
                    for (std::size_t i = 0; i < parties.size(); ++i)
                        if (parties[i]->rounds == before[i])
                            return parties[i]->name;
                    return static_cast<const char*>(nullptr);
                };
                for (int i = 0; i < 600 && standing(); ++i)
                    live(100ms);
                if (const char* who = standing())
                    crowd.wrong(QString("%1: stood still").arg(who));
            }
            for (const auto& party : parties)
                qInfo("%10ld %s", party->rounds, party->name);
            qInfo("%10zu turns; QTimers late by %.2f ms (median), %.2f ms (99 %%)", turns.count(),
                  quantile(punctuality.milliseconds, 0.5),
                  quantile(punctuality.milliseconds, 0.99));
            qInfo("turns before a QTimer: %d (median), %d (99 %%), %d at most",
                  quantile(punctuality.turns_before_timer, 0.5),
                  quantile(punctuality.turns_before_timer, 0.99),
                  quantile(punctuality.turns_before_timer, 1));
            qInfo("rounds of spinners before a sleeper: %d (median), %d (99 %%), %d at most",
                  quantile(punctuality.spins_before_task, 0.5),
                  quantile(punctuality.spins_before_task, 0.99),
                  quantile(punctuality.spins_before_task, 1));
            // The least of each part of the time, as much is in use for a moment only.
            const double warm = quantile(megabytes[1], 0), late = quantile(megabytes[3], 0);
            qInfo("memory in use: %.2f MB, then %.2f, %.2f, %.2f", quantile(megabytes[0], 0), warm,
                  quantile(megabytes[2], 0), late);
            if (late > 1.5 * warm + 1)
                crowd.wrong(QString("memory grows: %1 MB, then %2").arg(warm).arg(late));
            if (quantile(punctuality.turns_before_timer, 0.99) > 3)
                crowd.wrong("QTimers wait for turns that began after they were due");
            if (quantile(punctuality.spins_before_task, 0.99) > 1000)
                crowd.wrong("sleepers wait for others who had their share");
        }

        // Everybody is told to end, and does.
        const bool ended = QTest::qWaitFor(
            [&] {
                for (const braid::AnyTask& task : braid::all_tasks())
                    task.cancel();
                return braid::all_tasks().size() <= tasks_before;
            },
            60'000);
        QVERIFY(ended);
        parties.clear();
        QVERIFY(QTest::qWaitFor([] { return Alive::count == 0; }, 60'000));
        QCOMPARE(braid::all_tasks().size(), tasks_before);
        QVERIFY2(crowd.wrongs.isEmpty(), qPrintable(crowd.wrongs.join('\n')));
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QApplication, tst_Everything)

#include "tst_everything.moc"
