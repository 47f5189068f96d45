// SPDX-License-Identifier: MIT
#include "widgets/loop_status.h"

#include <QImage>
#include <QTest>

#include <array>
#include <vector>

using namespace braid;

class tst_LoopStatus : public QObject {
    Q_OBJECT

    using Counts = TraceModel::Counts;

private slots:
    void eachNumberIsSaidByItsName() {
        LoopStatus status;
        Counts counts;
        counts.running = 1, counts.ready = 2, counts.waiting = 3, counts.blocked = 4;
        counts.finished = 5, counts.cancelled = 6, counts.failed = 7;
        status.setCounts(counts);
        status.setTrace(30, 120, 8);
        const QString said = status.accessibleDescription();
        QVERIFY2(said.startsWith("28 task"), qPrintable(said));
        QVERIFY2(said.contains("1 running, 2 ready, 3 waiting, 4 blocked"), qPrintable(said));
        QVERIFY2(said.contains("5 finished, 6 cancelled, 7 failed"), qPrintable(said));
        QVERIFY2(said.contains("25 % full"), qPrintable(said));
        QVERIFY2(said.contains("8 old"), qPrintable(said));
        status.setTrace(30, 120, 0);
        QVERIFY(!status.accessibleDescription().contains("old"));
    }

    void eachNumberIsDrawnInItsPlace() {
        // One task in one state after the other: what changes in the picture moves to the right.
        const std::array states{&Counts::running, &Counts::ready,    &Counts::waiting,
                                &Counts::blocked, &Counts::finished, &Counts::cancelled,
                                &Counts::failed};
        std::vector<QImage> pictures;
        for (const auto state : states)
            pictures.push_back(picture([state](LoopStatus& status) {
                Counts counts;
                counts.*state = 1;
                status.setCounts(counts);
            }));
        int before = 0;
        for (std::size_t i = 1; i < pictures.size(); ++i) {
            const int here = firstDifference(pictures[i - 1], pictures[i]);
            QVERIFY2(here > before, qPrintable(QString::number(i)));
            before = here;
        }
    }

    void theTraceAndWhatItLostAreDrawn() {
        const auto empty = picture([](LoopStatus& status) { status.setTrace(0, 100, 0); });
        const auto full = picture([](LoopStatus& status) { status.setTrace(90, 100, 0); });
        const auto lost = picture([](LoopStatus& status) { status.setTrace(90, 100, 12); });
        QVERIFY(firstDifference(empty, full) > 0);
        QVERIFY(firstDifference(full, lost) > firstDifference(empty, full));
    }

private:
    template<typename Set>
    static QImage picture(Set set) {
        LoopStatus status;
        status.resize(3 * status.sizeHint().width(), status.sizeHint().height());
        set(status);
        return status.grab().toImage();
    }
    /// The first column in which they differ; -1 if they do not.
    static int firstDifference(const QImage& a, const QImage& b) {
        for (int x = 0; x < a.width(); ++x)
            for (int y = 0; y < a.height(); ++y)
                if (a.pixel(x, y) != b.pixel(x, y))
                    return x;
        return -1;
    }
};

QTEST_MAIN(tst_LoopStatus)
#include "tst_loop_status.moc"
