// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/details/details.h"
#include "widgets/details/diff_pane.h"
#include "widgets/details/history_model.h"
#include "widgets/details/path_pane.h"
#include "widgets/session/cause_commands.h"
#include "widgets/session/session.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTextBlock>
#include <QTreeWidget>

using namespace braids;

namespace {

/// main creates work, which waits for a lock until main wakes it, and is cancelled.
struct Fixture {
    Fixture() {
        const LocationId there = trace.intern("/home/me/fetch.py", 41, "get");
        main = trace.begin_lane(t0, strand, "main");
        trace.record(t0, main, Activity::Running);
        work = trace.begin_lane(t0 + 10 * ms, strand, "work", main, there);
        trace.record(t0 + 10 * ms, work, LaneState(Activity::Ready).with(main));
        trace.record(t0 + 20 * ms, main,
                     LaneState(Activity::Waiting, WaitKind::Timer).for_seconds(0.28));
        trace.record(t0 + 20 * ms, work, Activity::Running);
        trace.record(
            t0 + 30 * ms, work,
            LaneState(Activity::Waiting, WaitKind::Lock, trace.intern("Lock.acquire"), there)
                .with(main));
        trace.record(t0 + 300 * ms, main, Activity::Running);
        trace.record(t0 + 310 * ms, work, LaneState(Activity::Ready).with(main));
        trace.record(t0 + 320 * ms, main, {Activity::Waiting, WaitKind::Io});
        trace.record(t0 + 320 * ms, work, Activity::Running);
        trace.cancel_requested(work, main);
        trace.end_lane(t0 + 350 * ms, work, Outcome::Cancelled, "no time left");
        session.begin(t0);
        session.look();
        pane.resize(900, 400);
        pane.show();
    }
    QString text() { return pane.text().toPlainText().replace(QChar(0xa0), ' '); }
    /// Clicks the link with this text.
    void click(const QString& words) {
        const QString html = pane.text().toHtml();
        for (QTextBlock block = pane.text().document()->begin(); block.isValid();
             block = block.next())
            for (auto part = block.begin(); !part.atEnd(); ++part)
                if (part.fragment().text() == words && part.fragment().charFormat().isAnchor()) {
                    emit pane.text().anchorClicked(part.fragment().charFormat().anchorHref());
                    return;
                }
        QFAIL(qPrintable("no link " + words));
    }

    Trace trace;
    StrandId strand = trace.begin_strand(t0, StrandKind::Script, "fetch.py");
    LaneId main = LaneId::None, work = LaneId::None;
    Session session{trace, [] { return t0 + 400 * ms; }};
    Details pane{session};
};

} // namespace

class tst_Details : public QObject {
    Q_OBJECT

private slots:
    void whatATaskIsAtTheCursorIsSaidWithWhyAndForWhom() {
        Fixture f;
        f.session.selection().setTask(f.work);
        f.session.standAt(t0 + 100 * ms);
        const QString text = f.text();
        for (const char* said :
             {"work", "fetch.py", "waiting for 0.28 s", "Lock.acquire", "fetch.py:41 in get",
              "until main woke it", "10 ms", "by main", "Cancelled by", "half within 10 ms"})
            QVERIFY2(text.contains(said), qPrintable(QString(said) + " is not in\n" + text));
        QVERIFY(!text.contains("Ended"));
        f.session.standAt(t0 + 390 * ms);
        QVERIFY(f.text().contains("no time left"));
        QVERIFY(f.text().contains("cancelled"));
        f.session.selection().setTask(f.main);
        f.session.standAt(t0 + 100 * ms);
        QVERIFY(f.text().contains("Waited for by"));
    }

    void itsLinksLeadThere() {
        Fixture f;
        f.session.selection().setTask(f.work);
        f.session.standAt(t0 + 100 * ms);
        QSignalSpy opened(&f.session, &Session::placeOpened);
        f.click("fetch.py:41 in get");
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<SourcePlace>().line, 41);
        QCOMPARE(opened[0][0].value<SourcePlace>().file, "/home/me/fetch.py");
        f.click("follow");
        QCOMPARE(f.session.selection().task(), f.main);
        QCOMPARE(f.session.shown(), t0 + 300 * ms);
        f.click("fetch.py");
        QCOMPARE(f.session.selection().strand(), f.strand);
        QVERIFY(f.text().contains("Had the loop"));
    }

    void theHistoryStandsAtTheCursorAndMovesIt() {
        Fixture f;
        f.session.selection().setTask(f.work);
        f.session.standAt(t0 + 100 * ms);
        QTableView& history = f.pane.history();
        QCOMPARE(history.model()->rowCount(), 5);
        QCOMPARE(history.currentIndex().row(), 2);
        history.setCurrentIndex(history.model()->index(1, 0));
        QCOMPARE(f.session.shown(), t0 + 20 * ms);
        f.session.standAt(t0 + 330 * ms);
        QCOMPARE(history.currentIndex().row(), 4);
        history.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&f.pane));
        QTest::keyClick(&history, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains("running"));
    }

    void aHistoryOfAMillionIsShownAboutTheInstant() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = addSteps(trace, strand, "long", 0, 500'000, 1000, 1000);
        HistoryModel model(trace);
        for (const std::int64_t at : {std::int64_t(0), 300 * ms, 999 * ms}) {
            model.show(lane, t0 + at, t0 + 1000 * ms, t0);
            QVERIFY(model.rowCount() <= int(HistoryModel::most));
            const int row = model.rowAt(t0 + at);
            QVERIFY(row >= 0);
            QVERIFY(model.slice(row)->begin_ns <= t0 + at);
            QVERIFY(model.slice(row)->begin_ns > t0 + at - 2000);
        }
    }

    void whatChangedIsATableByTask() {
        Fixture f;
        Trace before;
        const StrandId strand = before.begin_strand(0, StrandKind::Script, "fetch.py");
        before.end_lane(20 * ms, before.begin_lane(0, strand, "work"), Outcome::Finished);
        before.end_lane(20 * ms, before.begin_lane(0, strand, "left"), Outcome::Finished);
        DiffPane pane;
        pane.show(compare(before, 400 * ms, f.trace, t0 + 400 * ms), "before.json");
        QVERIFY(pane.summary().contains("before.json"));
        QStringList names, differences;
        for (int row = 0; row < pane.table().topLevelItemCount(); ++row)
            names << pane.table().topLevelItem(row)->text(0),
                differences << pane.table().topLevelItem(row)->text(4);
        QVERIFY(names.contains("work") && names.contains("left") && names.contains("main"));
        QCOMPARE(differences[names.indexOf("left")], "gone");
        QCOMPARE(differences[names.indexOf("main")], "new");
    }

    void theCriticalPathIsATableByPlace() {
        Fixture f;
        PathPane path(f.session);
        QVERIFY(path.table().topLevelItemCount() == 0);
        f.session.selection().setTask(f.work);
        f.session.path().find();
        QVERIFY(path.summary().contains("work"));
        // The timer that main waited for is most of it.
        const QTreeWidgetItem* first = path.table().topLevelItem(0);
        QVERIFY(first->text(3).startsWith("waiting"));
        QCOMPARE(first->text(0).replace(QChar(0xa0), ' '), "0.28 s");
        double share = 0;
        for (int row = 0; row < path.table().topLevelItemCount(); ++row)
            share += path.table().topLevelItem(row)->text(1).section(' ', 0, 0).toDouble();
        QVERIFY(std::abs(share - 100) < 1);
        f.session.path().clear();
        QCOMPARE(path.table().topLevelItemCount(), 0);
    }
};

QTEST_MAIN(tst_Details)
#include "tst_details.moc"
