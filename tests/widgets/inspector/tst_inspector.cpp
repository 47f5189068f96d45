// SPDX-License-Identifier: MIT
// Braid's panes on an application: what they see of it, and what they leave alone.
#include "widgets/inspector/inspector.h"

#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"
#include "tests/bridge/qt/leave.h"
#include "widgets/session/session.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"

#include <QApplication>
#include <QLabel>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolBar>
#include <QTreeView>

#include <algorithm>

using namespace braid;
using namespace std::chrono_literals;

namespace {

Coroutine<> sleepFor(Duration time) { co_await sleep(time); }

Coroutine<> hold(Duration time) {
    co_await sleep(1ms);
    const auto until = Clock::now() + time;
    while (Clock::now() < until) {
    }
}

/// Counts how often a widget is painted.
class Paintings : public QObject {
public:
    explicit Paintings(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override {
        count += event->type() == QEvent::Paint;
        return false;
    }
    int count = 0;
};

/// An inspector, and what a person has of it.
struct Fixture {
    Fixture() {
        inspector.show();
        if (!QTest::qWaitForWindowExposed(&inspector))
            qFatal("the window did not come");
    }

    bool hasLane(std::string_view name) const {
        bool found = false;
        trace.for_each_lane([&](const Lane& lane) { found |= trace.name(lane.name) == name; });
        return found;
    }
    bool showsRow(const QString& name) const {
        for (QModelIndex index = tree.model()->index(0, 0); index.isValid();
             index = tree.indexBelow(index))
            if (index.data().toString() == name)
                return true;
        return false;
    }

    Inspector inspector;
    Session& session = *inspector.findChild<Session*>();
    Trace& trace = session.trace();
    QTreeView& tree = *inspector.findChild<QTreeView*>();
};

} // namespace

class tst_Inspector : public QObject {
    Q_OBJECT

private slots:
    void tasksOfBeforeAndAfterAreShown() {
        auto before = create_task(sleepFor(1h), "of before");
        Fixture f;
        auto after = create_task(sleepFor(1h), "of after");
        QTRY_VERIFY(f.showsRow("of before") && f.showsRow("of after"));
        before.cancel();
        after.cancel();
        QTRY_VERIFY(before.done() && after.done());
    }

    void timeCountsFromTheOpening() {
        Fixture f;
        QVERIFY(f.session.origin() > 0);
        QVERIFY(f.session.sinceOrigin(f.session.now()) < 60'000'000'000);
        QVERIFY(f.session.range().beginNs() <= f.session.origin());
    }

    void aMissedFrameMakesAMark() {
        Fixture f;
        auto task = create_task(hold(100ms), "holds");
        const auto marked = [&] {
            const auto& marks = f.trace.marks();
            return std::any_of(marks.begin(), marks.end(), [](const Mark& mark) {
                return mark.kind == MarkKind::MissedFrame && mark.amount >= 5;
            });
        };
        QTRY_VERIFY(marked());
        QTRY_VERIFY(task.done());
    }

    void itIsTitledAfterTheApplication() {
        Fixture f;
        QCOMPARE(f.inspector.windowTitle(),
                 "Braid inspector – " + QGuiApplication::applicationDisplayName());
    }

    void itHasTheCommandsOfTime() {
        Fixture f;
        const auto* const bar = f.inspector.findChild<QToolBar*>();
        const auto action = [bar](const char* id) {
            for (QAction* const each : bar->actions())
                if (each->objectName() == QLatin1String(id))
                    return each;
            return static_cast<QAction*>(nullptr);
        };
        QAction* const live = action("view.live");
        QAction* const fit = action("view.fit");
        QVERIFY(live && live->isEnabled() && live->isChecked());
        QVERIFY(fit && fit->isEnabled());
        fit->trigger();
        QVERIFY(!live->isChecked());
        live->trigger();
        QVERIFY(f.session.range().isLive());
    }

    void closingItEndsTheRecording() {
        Fixture f;
        f.inspector.close();
        const std::size_t lanes = f.trace.lane_count();
        const std::size_t slices = f.trace.stored_slices();
        auto task = create_task(sleepFor(1ms), "nobody sees");
        QTimer timer;
        QSignalSpy fired(&timer, &QTimer::timeout);
        connect(&timer, &QTimer::timeout, [] { QTest::qSleep(1); });
        timer.start(1);
        QTRY_VERIFY(task.done() && fired.size() >= 5);
        QCOMPARE(f.trace.lane_count(), lanes);
        QCOMPARE(f.trace.stored_slices(), slices);
        // And somebody else can record.
        Trace another;
        Recorder recorder(*EventLoop::current(), another);
    }

    void shownAgainItRecordsAgain() {
        Fixture f;
        // From a slot, so in the midst of what the dispatcher serves.
        bool done = false;
        QTimer::singleShot(0, this, [&] {
            f.inspector.close();
            f.inspector.show();
            done = true;
        });
        QTRY_VERIFY(done);
        auto task = create_task(sleepFor(1ms), "later");
        QTRY_VERIFY(task.done());
        QVERIFY(f.hasLane("later"));
    }

    void itComesToRestWhenNothingHappens() {
        Fixture f;
        auto task = create_task(sleepFor(1h), "waits");
        QTRY_VERIFY(f.showsRow("waits") && f.session.refresh().isAsleep());
        QSignalSpy refreshed(&f.session.refresh(), &LiveRefresh::refreshed);
        Paintings paintings(f.inspector);
        while (paintings.count < 10) {
            const int before = paintings.count;
            f.inspector.update();
            QTRY_VERIFY(paintings.count > before);
        }
        QTest::qWait(3 * LiveRefresh::shortestMs);
        QVERIFY(f.session.refresh().isAsleep());
        QCOMPARE(refreshed.size(), 0);
        task.cancel();
        QTRY_VERIFY(task.done());
        QTRY_VERIFY(refreshed.size() > 0);
    }

    void itExplainsWhatIsPointedAt() {
        auto task = create_task(sleepFor(1h), "pointed at");
        Fixture f;
        QTRY_VERIFY(f.showsRow("pointed at") && f.session.refresh().isAsleep());
        auto& tasks = *f.inspector.findChild<TasksView*>();
        const std::vector<TimelineRow> rows = tasks.visibleRows();
        const TimelineRow row =
            *std::find_if(rows.begin(), rows.end(),
                          [](const TimelineRow& each) { return each.lane != LaneId::None; });
        const int x = tasks.timeline().width() / 2;
        QTest::mouseMove(&tasks.timeline(), {x, row.y + row.height / 2});
        const auto explains = [&] {
            const QList<QLabel*> words = f.inspector.findChildren<QLabel*>();
            return std::any_of(words.begin(), words.end(), [](const QLabel* label) {
                return label->text().startsWith("pointed at");
            });
        };
        QTRY_VERIFY(explains());
        task.cancel();
        QTRY_VERIFY(task.done());
    }

    void openingTwiceIsOneWindow() {
        QPointer<Inspector> one = Inspector::open();
        QVERIFY(one->isVisible());
        QCOMPARE(Inspector::open(), one.get());
        one->close();
        Inspector* const other = Inspector::open();
        QVERIFY(other != one);
        QTRY_VERIFY(!one);
        QVERIFY(other->isVisible());
        delete other;
    }

    void itEndsWithTheApplication() {
        const QPointer<Inspector> inspector = Inspector::open();
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
        QCoreApplication::exec();
        QVERIFY(!inspector);
    }

    void aLoopThatIsRecordedAlreadyIsLeftAlone() {
        Trace trace;
        Recorder recorder(*EventLoop::current(), trace);
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression("braid::Inspector: .*recorded already"));
        Inspector inspector;
        inspector.show();
        auto task = create_task(sleepFor(1ms), "of another");
        QTRY_VERIFY(task.done());
        QCOMPARE(trace.lane_count(), std::size_t(1));
        QCOMPARE(inspector.findChild<Session*>()->trace().lane_count(), std::size_t(0));
    }
};

class tst_InspectorWithoutBraid : public QObject {
    Q_OBJECT

private slots:
    void itSaysWhatIsMissing() {
        const QRegularExpression said("setEventDispatcher\\(new braid::EventDispatcher\\)");
        QTest::ignoreMessage(QtWarningMsg, said);
        Inspector inspector;
        inspector.show();
        QVERIFY(inspector.findChild<QLabel*>()->text().contains(said));
        QVERIFY(!inspector.findChild<QTreeView*>());
        inspector.close();
    }
};

int main(int argc, char** argv) {
    int failed = 0;
    {
        QApplication application(argc, argv);
        tst_InspectorWithoutBraid test;
        failed += QTest::qExec(&test, argc, argv);
    }
    QCoreApplication::setEventDispatcher(new EventDispatcher);
    QApplication application(argc, argv);
    tst_Inspector test;
    failed += QTest::qExec(&test, argc, argv);
    return leave(failed);
}
#include "tst_inspector.moc"
