// SPDX-License-Identifier: MIT
// What Qt does on the loop is a strand of the trace, and so is the time in which it could do
// nothing.
#include "bridge/qt/window_strand.h"

#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"
#include "tests/bridge/qt/leave.h"

#include <QApplication>
#include <QEventLoop>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWidget>

using namespace braid;
using namespace std::chrono_literals;

namespace {

void spin(Duration time) {
    const auto until = Clock::now() + time;
    while (Clock::now() < until) {
    }
}

class Slow : public QWidget {
public:
    int painted = 0;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter(this).fillRect(rect(), Qt::gray);
        spin(3ms);
        ++painted;
    }
};

} // namespace

class tst_WindowStrand : public QObject {
    Q_OBJECT

    EventDispatcher& dispatcher() {
        return *static_cast<EventDispatcher*>(QAbstractEventDispatcher::instance());
    }
    const Lane& lane(const Trace& trace, std::string_view name) {
        const Lane* found = nullptr;
        trace.for_each_lane([&](const Lane& lane) {
            if (trace.name(lane.name) == name)
                found = &lane;
        });
        return *found;
    }
    /// Slices in which the lane ran, and how long together.
    std::pair<int, std::chrono::nanoseconds> running(const Trace& trace, std::string_view name) {
        const Lane& it = lane(trace, name);
        std::pair<int, std::chrono::nanoseconds> sum;
        for (std::size_t i = 0; i < it.size(); ++i)
            if (it[i].activity == Activity::Running) {
                ++sum.first;
                sum.second += std::chrono::nanoseconds(
                    it.end_of(i, dispatcher().loop().clock().now_ns()) - it[i].begin_ns);
            }
        return sum;
    }

private slots:
    void timersRunInTheirLane() {
        Trace trace;
        {
            WindowStrand window(dispatcher(), trace);
            QCOMPARE(trace.strand(window.strand()).kind, StrandKind::Window);
            QTimer timer;
            QSignalSpy fired(&timer, &QTimer::timeout);
            connect(&timer, &QTimer::timeout, [] { spin(2ms); });
            timer.start(1);
            QTRY_VERIFY(fired.size() >= 5);
        }
        const auto [count, time] = running(trace, "timers");
        QVERIFY2(count >= 5, qPrintable(QString::number(count)));
        QVERIFY(time >= 10ms);
        QVERIFY(!lane(trace, "timers").pending());
    }

    void postedEventsRunInTheirLane() {
        Trace trace;
        WindowStrand window(dispatcher(), trace);
        bool done = false;
        QMetaObject::invokeMethod(
            this,
            [&] {
                spin(2ms);
                done = true;
            },
            Qt::QueuedConnection);
        QTRY_VERIFY(done);
        const auto [count, time] = running(trace, "events");
        QVERIFY(count >= 1);
        QVERIFY(time >= 2ms);
    }

    void paintingIsSeenInside() {
        Trace trace;
        WindowStrand window(dispatcher(), trace);
        Slow widget;
        widget.resize(100, 100);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        const int before = widget.painted;
        widget.update();
        QTRY_VERIFY(widget.painted > before);
        QCoreApplication::processEvents();
        const auto [count, time] = running(trace, "painting");
        QVERIFY(count >= 1);
        QVERIFY(time >= 3ms);
        QVERIFY(time <= running(trace, "events").second + 1ms);
    }

    void aNestedLoopIsSeenWhileItLasts() {
        Trace trace;
        WindowStrand window(dispatcher(), trace);
        bool done = false;
        Activity inside = Activity::Waiting;
        QTimer::singleShot(1, this, [&] {
            QEventLoop nested;
            QMetaObject::invokeMethod(
                &nested,
                [&] {
                    inside = lane(trace, "timers").back().activity;
                    nested.quit();
                },
                Qt::QueuedConnection);
            nested.exec();
            done = true;
        });
        QTRY_VERIFY(done);
        QCOMPARE(inside, Activity::Running);
        QTRY_COMPARE(lane(trace, "timers").back().activity, Activity::Waiting);
    }

    void whatHoldsTheLoopCostsFrames() {
        Trace trace;
        EventLoop& loop = dispatcher().loop();
        const Recorder recorder(loop, trace);
        WindowStrand window(dispatcher(), trace);
        QCOMPARE(window.missedFrames(), std::uint64_t(0));
        const auto hold = []() -> Coroutine<> {
            co_await sleep(5ms);
            spin(100ms);
        };
        auto task = create_task(loop, hold(), "holds");
        QTRY_VERIFY(task.done());
        QTRY_VERIFY(window.missedFrames() >= 5);
        const Mark& mark =
            *std::max_element(trace.marks().begin(), trace.marks().end(),
                              [](const Mark& a, const Mark& b) { return a.amount < b.amount; });
        QCOMPARE(mark.kind, MarkKind::MissedFrame);
        QCOMPARE(mark.strand, window.strand());
        QVERIFY(mark.amount >= 5);
        const Lane& culprit = lane(trace, "holds");
        const std::size_t last = culprit.size() - 1;
        QVERIFY(mark.time_ns <= culprit[last].begin_ns + 1'000'000);
        QVERIFY(mark.time_ns + std::int64_t(mark.amount) * 16'666'667 <=
                culprit.end_of(last, 0) + 50'000'000);
    }

    void whoWaitsMissesNothing() {
        Trace trace;
        const Recorder recorder(dispatcher().loop(), trace);
        WindowStrand window(dispatcher(), trace);
        // As many turns as there are timeouts; between them the loop sleeps for several frames.
        QTimer timer;
        QSignalSpy fired(&timer, &QTimer::timeout);
        timer.start(100);
        QTRY_VERIFY(fired.size() >= 4);
        // A busy machine may take the processor away: one late turn is its doing, not all.
        QVERIFY2(window.missedFrames() < 12, qPrintable(QString::number(window.missedFrames())));
    }

    void withoutAStrandNothingIsRecorded() {
        Trace trace;
        { const WindowStrand window(dispatcher(), trace); }
        const std::size_t before = trace.stored_slices();
        QTimer timer;
        QSignalSpy fired(&timer, &QTimer::timeout);
        connect(&timer, &QTimer::timeout, [] { spin(1ms); });
        timer.start(1);
        QTRY_VERIFY(fired.size() >= 5);
        QCOMPARE(trace.stored_slices(), before);
    }
};

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new EventDispatcher);
    QApplication application(argc, argv);
    tst_WindowStrand test;
    return leave(QTest::qExec(&test, argc, argv));
}
#include "tst_window_strand.moc"
