// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/session/session.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"

#include <QAccessible>
#include <QTest>

using namespace braids;

/// The timeline as a screen reader has it: a table.
class tst_Accessible : public QObject {
    Q_OBJECT

private slots:
    void init() {
        trace_ = std::make_unique<Trace>();
        const StrandId strand = trace_->begin_strand(t0, StrandKind::Script, "fetch.py");
        first_ = trace_->begin_lane(t0, strand, "get-1");
        trace_->record(t0, first_, Activity::Running);
        trace_->record(t0 + 20 * ms, first_, {Activity::Waiting, WaitKind::Queue});
        trace_->record(t0 + 300 * ms, first_, Activity::Running);
        second_ = trace_->begin_lane(t0, strand, "get-2");
        trace_->record(t0, second_, {Activity::Waiting, WaitKind::Lock});
        session_ = std::make_unique<Session>(*trace_, [] { return t0 + 320 * ms; });
        session_->begin(t0);
        view_ = std::make_unique<TasksView>(*session_);
        view_->resize(900, 300);
        view_->show();
        session_->look();
        session_->range().setSpan({t0, t0 + 400 * ms});
        QTRY_COMPARE(table()->rowCount(), 3);
    }
    void cleanup() {
        view_.reset();
        session_.reset();
    }

    void itIsATable() {
        QCOMPARE(face()->role(), QAccessible::Table);
        QCOMPARE(face()->text(QAccessible::Name), "Timeline");
        QCOMPARE(table()->columnCount(), 1);
        QCOMPARE(face()->childCount(), 3);
    }

    void aRowIsATask() {
        QCOMPARE(table()->rowDescription(0), "fetch.py");
        QCOMPARE(table()->rowDescription(1), "get-1");
        QCOMPARE(table()->rowDescription(2), "get-2");
        QVERIFY(!table()->cellAt(3, 0));
        QVERIFY(!table()->cellAt(0, 1));
    }

    void aCellSaysWhatTheTaskDoesAtTheCursor() {
        QVERIFY(cellText(1).startsWith("get-1: running"));
        QVERIFY(cellText(2).startsWith("get-2: waiting"));
        session_->standAt(t0 + 100 * ms);
        QVERIFY2(cellText(1).startsWith("get-1: waiting"), qPrintable(cellText(1)));
        QVERIFY(cellText(1).contains("queue"));
    }

    void itsChildrenAreTheSlicesWithTheirFacts() {
        QAccessibleInterface* const cell = table()->cellAt(1, 0);
        QCOMPARE(cell->childCount(), 3);
        const QString facts = cell->child(1)->text(QAccessible::Name);
        QVERIFY2(facts.contains("waiting") && facts.contains("queue") && facts.contains("0.28"),
                 qPrintable(facts));
        QCOMPARE(cell->child(1)->parent(), cell);
        QCOMPARE(cell->indexOfChild(cell->child(2)), 2);
        QVERIFY(!cell->child(3));
        // Where it is drawn.
        const QRect place = cell->child(1)->rect();
        QVERIFY(cell->rect().contains(place));
        QVERIFY(place.width() > cell->rect().width() / 2);
        QVERIFY(place.left() > cell->child(0)->rect().left());
        // Of another time, others.
        session_->range().setSpan({t0 + 310 * ms, t0 + 400 * ms});
        QCOMPARE(cell->childCount(), 1);
    }

    void aLongLaneIsNotReadOutForEver() {
        for (int n = 1; n < 10'000; ++n)
            trace_->record(t0 + 300 * ms + n * 1000, first_,
                           n % 2 ? Activity::Waiting : Activity::Running);
        session_->look();
        QAccessibleInterface* const cell = table()->cellAt(1, 0);
        QVERIFY(cell->childCount() > 10 && cell->childCount() <= 200);
        for (int i = 0; i < cell->childCount(); ++i)
            QVERIFY(!cell->child(i)->text(QAccessible::Name).isEmpty());
    }

    void theSelectionIsThatOfAllPanes() {
        QVERIFY(table()->selectedRows().isEmpty());
        session_->selection().setTask(second_);
        QCOMPARE(table()->selectedRows(), QList<int>{2});
        QVERIFY(table()->cellAt(2, 0)->state().selected);
        QVERIFY(!table()->cellAt(1, 0)->state().selected);
        QVERIFY(table()->selectRow(1));
        QCOMPARE(session_->selection().task(), first_);
        QVERIFY(table()->selectRow(0));
        QCOMPARE(session_->selection().task(), LaneId::None);
        QVERIFY(table()->unselectRow(0));
        QCOMPARE(session_->selectedStrand(), StrandId::None);
    }

    void aCellKnowsItsPlace() {
        QAccessibleInterface* const cell = table()->cellAt(2, 0);
        QCOMPARE(cell->role(), QAccessible::Cell);
        QCOMPARE(cell->tableCellInterface()->rowIndex(), 2);
        QCOMPARE(cell->parent(), face());
        QCOMPARE(face()->childAt(cell->rect().center().x(), cell->rect().center().y()), cell);
    }

private:
    QAccessibleInterface* face() const {
        return QAccessible::queryAccessibleInterface(&view_->timeline());
    }
    QAccessibleTableInterface* table() const {
        QAccessibleTableInterface* const table = face()->tableInterface();
        if (!table)
            qFatal("the timeline is no table");
        return table;
    }
    QString cellText(int row) const { return table()->cellAt(row, 0)->text(QAccessible::Name); }

    std::unique_ptr<Trace> trace_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TasksView> view_;
    LaneId first_ = LaneId::None;
    LaneId second_ = LaneId::None;
};

QTEST_MAIN(tst_Accessible)
#include "tst_accessible.moc"
