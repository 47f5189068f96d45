// SPDX-License-Identifier: MIT
// What makes a new slice: any part of a state that differs, and nothing else.
#include "loop/trace/trace.h"

#include <QTest>

using namespace braid;

class SlicesTest : public QObject {
    Q_OBJECT

private slots:
    void eachPartOfAStateThatDiffersMakesANewSlice() {
        Trace trace;
        const StrandId strand = trace.begin_strand("a.py", StrandKind::Script);
        const LaneId id = trace.begin_lane(strand, "main");
        const LaneId other = trace.begin_lane(strand, "other");
        const TextId what = trace.intern("what");
        const LocationId where = trace.intern("a.py", 1, "main");
        std::int64_t time = trace.lane(id).begin_ns;
        const auto slices = [&](auto... state) {
            trace.record_at(++time, id, state...);
            trace.record_at(++time, id, state...); // the same again
            return trace.lane(id).size();
        };
        QCOMPARE(slices(Activity::Running), 1u);
        QCOMPARE(slices(Activity::Waiting), 2u);
        QCOMPARE(slices(Activity::Waiting, WaitKind::Timer), 3u);
        QCOMPARE(slices(Activity::Waiting, WaitKind::Timer, what), 4u);
        QCOMPARE(slices(Activity::Waiting, WaitKind::Timer, what, where), 5u);
        QCOMPARE(slices(Activity::Waiting, WaitKind::Timer, what, where, other), 6u);
    }
};

QTEST_GUILESS_MAIN(SlicesTest)
#include "tst_slices.moc"
