// SPDX-License-Identifier: MIT
#include "loop/detail/timer_queue.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace braid::detail;

namespace {

/// Timers in a shuffled order of times, each known by its number, which is also its time.
struct Fixture {
    struct Numbered : Job {
        Timer timer;
        int number = 0;
    };

    explicit Fixture(int count)
        : jobs(std::size_t(count)) {
        std::vector<int> numbers(jobs.size());
        for (int i = 0; i < count; ++i)
            numbers[std::size_t(i)] = i;
        std::shuffle(numbers.begin(), numbers.end(), std::mt19937(1));
        for (const int number : numbers)
            add(number);
    }
    void add(int number) {
        Numbered& job = jobs[std::size_t(number)];
        job.number = number;
        queue.add(job.timer, at(number), job);
    }
    static TimerQueue::TimePoint at(int number) {
        return TimerQueue::TimePoint(TimerQueue::TimePoint::duration(number));
    }
    std::vector<int> takeAll() {
        std::vector<int> numbers;
        while (Job* job = queue.take_due(TimerQueue::TimePoint::max()))
            numbers.push_back(static_cast<Numbered*>(job)->number);
        return numbers;
    }

    std::vector<Numbered> jobs;
    TimerQueue queue;
};

} // namespace

class TimerQueueTest : public QObject {
    Q_OBJECT

private slots:
    void thoseThatAreLeftComeInOrderWhenMostWereStopped() {
        Fixture f(1000);
        std::vector<int> left;
        for (int i = 0; i < 1000; ++i)
            if (i % 7 == 3)
                left.push_back(i);
            else
                f.queue.stop(f.jobs[std::size_t(i)].timer);
        QVERIFY(!f.queue.empty());
        QCOMPARE(f.takeAll(), left);
        QVERIFY(f.queue.empty());
    }

    void whatWasStoppedMakesRoomForOthers() {
        Fixture f(1000);
        for (int round = 0; round < 5; ++round) {
            for (int i = 0; i < 900; ++i)
                f.queue.stop(f.jobs[std::size_t(i)].timer);
            for (int i = 899; i >= 0; --i)
                f.add(i);
        }
        const std::vector<int> all = f.takeAll();
        QCOMPARE(all.size(), std::size_t(1000));
        QVERIFY(std::is_sorted(all.begin(), all.end()));
    }

    void whoIsFirstIsKnownAgainAfterMostWereStopped() {
        Fixture f(1000);
        for (int i = 0; i < 999; ++i)
            f.queue.stop(f.jobs[std::size_t(i)].timer);
        // May be too early by some that were stopped, but not by all.
        QVERIFY(f.queue.next() > f.at(400));
        QVERIFY(f.queue.next() <= f.at(999));
    }
};

QTEST_GUILESS_MAIN(TimerQueueTest)
#include "tst_timer_queue.moc"
