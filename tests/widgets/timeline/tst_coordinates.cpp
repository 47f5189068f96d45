// SPDX-License-Identifier: MIT
#include "widgets/timeline/coordinates.h"

#include <QTest>

using namespace braid;

class tst_Coordinates : public QObject {
    Q_OBJECT

private slots:
    void aColumnBeginsWhereItsFirstInstantLies_data() {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<int>("width");
        QTest::newRow("one to one") << 0ll << 1000ll << 1000;
        QTest::newRow("odd") << 17ll << 999'999'937ll << 1013;
        QTest::newRow("ten days") << 0ll << 864'000'000'000'000ll << 1920;
        QTest::newRow("a microsecond, late") << 86'400'000'000'000ll << 1000ll << 700;
        QTest::newRow("fewer instants than pixels") << 5ll << 300ll << 1000;
    }
    void aColumnBeginsWhereItsFirstInstantLies() {
        QFETCH(qint64, begin);
        QFETCH(qint64, length);
        QFETCH(int, width);
        const TimeScale scale{{begin, begin + length}, width};
        for (int x = 1; x < width; x += 7) {
            const std::int64_t time = scale.beginOfColumn(x);
            QVERIFY(scale.toX(time) >= x);
            QVERIFY(scale.toX(time - 1) < x);
        }
    }

    void timesOutsideStayOnePixelOutside() {
        const TimeScale scale{{1000, 2000}, 100};
        QCOMPARE(scale.toX(0), -1);
        QCOMPARE(scale.toX(1000), 0);
        QCOMPARE(scale.toX(2000), 100);
        QCOMPARE(scale.toX(std::int64_t(1) << 60), 100);
    }

    void pixelsAndTimesAgree() {
        const TimeScale scale{{0, 1'000'000}, 500};
        for (int x = 0; x < 500; ++x)
            QCOMPARE(scale.toX(scale.toTime(x + 0.5)), x);
        QCOMPARE(scale.toDuration(5), 10'000);
    }

    void ticksAreRoundAndWideEnough() {
        for (std::int64_t length = 100; length < 1'000'000'000'000; length *= 3) {
            const TimeScale scale{{0, length}, 1000};
            const std::int64_t step = tickStepNs(scale, 90);
            QVERIFY(double(step) * scale.pixelsPerNs() >= 90);
            std::int64_t mantissa = step;
            while (mantissa % 10 == 0)
                mantissa /= 10;
            QVERIFY(mantissa == 1 || mantissa == 2 || mantissa == 5);
        }
    }

    void neighbouringTicksHaveDifferentLabels() {
        for (std::int64_t step = 1; step <= 1'000'000'000; step *= 10)
            for (const std::int64_t far : {std::int64_t(0), std::int64_t(50) * step}) {
                QVERIFY(tickLabel(far, step) != tickLabel(far + step, step));
                QVERIFY(tickLabel(far + step, step) != tickLabel(far + 2 * step, step));
            }
    }

    void labelsUseTheUnitThatIsShort() {
        QLocale::setDefault(QLocale::c());
        const QChar space(0x00a0);
        QCOMPARE(tickLabel(2'000'000'000, 1'000'000'000), QString("2") + space + "s");
        QCOMPARE(tickLabel(500'000'000, 100'000'000), QString("0.5") + space + "s");
        QCOMPARE(tickLabel(250'000, 50'000), QString("0.25") + space + "ms");
        QCOMPARE(tickLabel(500, 100), QString("0.5") + space + "µs");
    }
};

QTEST_GUILESS_MAIN(tst_Coordinates)
#include "tst_coordinates.moc"
