// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/glyphs.h"
#include "widgets/timeline/geometry.h"
#include "widgets/timeline/painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <ctime>

using namespace braids;

namespace {

constexpr int rowHeight = 20;

std::vector<TimelineRow> rowsOf(const Trace& trace) {
    std::vector<TimelineRow> rows;
    int y = 0;
    const auto add = [&](LaneId lane, StrandId strand) {
        rows.push_back({lane, strand, y, rowHeight});
        y += rowHeight;
    };
    trace.for_each_strand([&](const Strand& strand) {
        add(LaneId::None, strand.id);
        trace.for_each_lane([&](const Lane& lane) {
            if (lane.strand == strand.id)
                add(lane.id, strand.id);
        });
    });
    return rows;
}

/// `span` and `nowNs` count from t0.
TimelineGeometry layOutAll(Trace& trace, TimeSpan span, int width, std::int64_t nowNs) {
    BlockedTimes blocked(trace);
    blocked.update(t0 + nowNs);
    return layOut(trace, blocked, rowsOf(trace), {{t0 + span.beginNs, t0 + span.endNs}, width},
                  t0 + nowNs);
}

/// Every activity and end, long and short, with pauses far below a pixel.
void fill(Trace& trace) {
    const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "all.py");
    addSteps(trace, strand, "calm", 0, 10, 90 * ms, 5 * ms);
    addSteps(trace, strand, "busy", 0, 20'000, 10'000, 30'000);
    addSteps(trace, strand, "ticks", 3 * ms, 40, 20 * ms, 1000);
    const LaneId blocks = trace.begin_lane(t0, strand, "blocks");
    trace.record(t0 + 100 * ms, blocks, Activity::Ready);
    trace.record(t0 + 200 * ms, blocks, Activity::Running);
    trace.record(t0 + 450 * ms, blocks, {Activity::Waiting, WaitKind::Io});
    const LaneId fails = addSteps(trace, strand, "fails", 10 * ms, 3, 50 * ms, ms);
    trace.end_lane(t0, fails, Outcome::Failed, "ValueError");
}

/// A task of so many steps, seen whole.
class Long {
public:
    explicit Long(int steps)
        : end_(t0 + std::int64_t(steps) * 1000) {
        const LaneId lane =
            trace_.begin_lane(t0, trace_.begin_strand(t0, StrandKind::Script, "a.py"), "long");
        for (std::int64_t time = t0; time < end_; time += 1000) {
            trace_.record(time, lane, Activity::Running);
            trace_.record(time + 400, lane, Activity::Waiting);
        }
    }

    /// In µs of this thread, which other programs do not take from it.
    double priceOfLayout() {
        const BlockedTimes blocked(trace_);
        const auto rows = rowsOf(trace_);
        const double begin = processorTime();
        layOut(trace_, blocked, rows, {{t0, end_}, 1500}, end_);
        return processorTime() - begin;
    }

private:
    static double processorTime() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
    }
    Trace trace_{{.slices = 8'000'000}};
    std::int64_t end_;
};

} // namespace

class tst_Geometry : public QObject {
    Q_OBJECT

private slots:
    void everyDrawnPixelCanBeHovered_data() {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("end");
        QTest::newRow("everything") << qint64(0) << qint64(1000 * ms);
        QTest::newRow("a part") << qint64(90 * ms) << qint64(130 * ms);
        QTest::newRow("one slice") << qint64(100 * ms) << qint64(100 * ms + 5000);
        QTest::newRow("far out") << qint64(-1000 * ms) << qint64(100'000 * ms);
    }
    void everyDrawnPixelCanBeHovered() {
        QFETCH(qint64, begin);
        QFETCH(qint64, end);
        Trace trace;
        fill(trace);
        const int width = 700;
        const std::int64_t now = 900 * ms;
        TimelinePicture picture;
        picture.geometry = layOutAll(trace, {begin, end}, width, now);
        picture.labels = layOutLabels(trace, picture.geometry, t0 + now, 1);
        const TimelineGeometry& geometry = picture.geometry;

        // Drawn on a ground of its own colour, so that each pixel that differs was drawn by an
        // item.
        const int height = geometry.rows.back().row.y + rowHeight;
        const Theme theme(Theme::Kind::Light);
        QImage image(width, height, QImage::Format_RGB32);
        image.fill(Qt::magenta);
        QPainter qPainter(&image);
        Lettering lettering;
        TimelinePainter painter(qPainter, theme, picture, lettering);
        painter.drawItems();
        painter.drawLabels();
        qPainter.end();

        int drawn = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                if (image.pixelColor(x, y) == Qt::magenta)
                    continue;
                ++drawn;
                const auto hit = geometry.hit({x, y});
                if (!hit.item || !hit.item->cell.contains(x, y))
                    QFAIL(qPrintable(QString("%1, %2 is drawn, but cannot be hit").arg(x).arg(y)));
            }
        QVERIFY(drawn > 100);
    }

    void theCellsOfARowAreInOrderAndApart() {
        Trace trace;
        fill(trace);
        for (std::int64_t length = 1000; length < 2'000 * ms; length = length * 3 + 7) {
            const auto geometry = layOutAll(trace, {50 * ms, 50 * ms + length}, 613, 900 * ms);
            for (const auto& row : geometry.rows)
                for (std::size_t i = row.first; i < row.last; ++i) {
                    const TimelineItem& item = geometry.items[i];
                    QVERIFY(item.cell.width() > 0);
                    QVERIFY(item.cell.contains(drawnRect(item)));
                    if (i > row.first)
                        QVERIFY(geometry.items[i - 1].cell.right() < item.cell.left());
                }
        }
    }

    void noSliceIsLeftOut() {
        Trace trace;
        fill(trace);
        const auto geometry = layOutAll(trace, {0, 900 * ms}, 300, 900 * ms);
        for (const auto& row : geometry.rows) {
            if (row.row.lane == LaneId::None)
                continue;
            std::size_t next = 0;
            for (std::size_t i = row.first; i < row.last; ++i) {
                const TimelineItem& item = geometry.items[i];
                if (item.shape == Shape::End)
                    continue;
                QCOMPARE(item.firstSlice, next);
                next = item.lastSlice + 1;
            }
            const Lane& lane = trace.lane(row.row.lane);
            // Those that begin behind the right edge are not there.
            QVERIFY(next == lane.size() || lane[next].begin_ns >= t0 + 900 * ms - 3 * ms);
        }
    }

    void closeUpASliceIsExactlyAsLongAsItLasted() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        trace.record(t0 + 100 * ms, lane, Activity::Running);
        trace.record(t0 + 150 * ms, lane, Activity::Waiting);
        const auto geometry = layOutAll(trace, {0, 1000 * ms}, 1000, 400 * ms);
        const auto& row = geometry.rows[1];
        QCOMPARE(row.last - row.first, std::size_t(2));
        QCOMPARE(geometry.items[row.first].shape, Shape::Running);
        QCOMPARE(geometry.items[row.first].cell, QRect(100, rowHeight, 50, rowHeight));
        QCOMPARE(geometry.items[row.first + 1].cell, QRect(150, rowHeight, 250, rowHeight));
    }

    void aFoldedRunShowsHowBusyItWas() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        addSteps(trace, strand, "three quarters", 0, 100'000, 2'500, 7'500);
        addSteps(trace, strand, "one eighth", 0, 100'000, 8'750, 1'250);
        const auto geometry = layOutAll(trace, {0, 1000 * ms}, 500, 1000 * ms);
        for (const auto& [row, expected] : {std::pair{1, 6}, std::pair{2, 1}}) {
            const auto& items = geometry.rows[std::size_t(row)];
            // One long run of equal busyness, not five hundred.
            QVERIFY(items.last - items.first < 20);
            const TimelineItem& item = geometry.items[items.first];
            QCOMPARE(item.shape, Shape::Folded);
            QVERIFY(std::abs(item.busy - expected) <= 1);
        }
    }

    void howBusyAFoldedPixelIsIsWhatItsSlicesSay() {
        Trace trace;
        fill(trace);
        const std::int64_t now = 900 * ms;
        int folded = 0;
        for (std::int64_t length = 900 * ms; length > ms; length /= 3) {
            const TimeScale scale{{t0, t0 + length}, 300};
            const auto geometry = layOutAll(trace, {0, length}, 300, now);
            for (const auto& row : geometry.rows)
                for (std::size_t i = row.first; i < row.last; ++i) {
                    const TimelineItem& item = geometry.items[i];
                    if (item.shape != Shape::Folded)
                        continue;
                    ++folded;
                    const Lane& lane = trace.lane(row.row.lane);
                    const std::int64_t from = scale.beginOfColumn(item.cell.left());
                    const std::int64_t to = scale.beginOfColumn(item.cell.right() + 1);
                    std::int64_t busy = 0;
                    for (std::size_t s = 0; s < lane.size(); ++s)
                        if (has_loop(lane[s].activity))
                            busy +=
                                std::max<std::int64_t>(0, std::min(to, lane.end_of(s, t0 + now)) -
                                                              std::max(from, lane[s].begin_ns));
                    QVERIFY(std::abs(8.0 * double(busy) / double(to - from) - item.busy) <= 1.0);
                }
        }
        QVERIFY(folded > 3);
    }

    void aStrandShowsHowBusyItsTasksWereTogether() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        addSteps(trace, strand, "half of the first half", 0, 500, ms / 2, ms / 2);
        const auto geometry = layOutAll(trace, {0, 1000 * ms}, 200, 1000 * ms);
        const auto at = [&](int x) { return geometry.hit({x, rowHeight / 2}).item; };
        QCOMPARE(at(50)->shape, Shape::Density);
        QVERIFY(std::abs(at(50)->busy - 4) <= 1);
        QCOMPARE(at(150)->shape, Shape::Lifetime);
    }

    void aRunFarBelowAPixelStillShows() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        trace.record(t0 + 0, lane, Activity::Waiting);
        trace.record(t0 + 500 * ms, lane, Activity::Running);
        trace.record(t0 + 500 * ms + 10, lane, Activity::Waiting);
        const auto geometry = layOutAll(trace, {0, 1000 * ms}, 100, 1000 * ms);
        const auto hit = geometry.hit({50, rowHeight + rowHeight / 2});
        QVERIFY(hit.item);
        QCOMPARE(hit.item->shape, Shape::Running);
    }

    void aBlockedLoopIsABandOverAllRowsOfItsStrandAndMarksTheOthers() {
        Trace trace;
        const StrandId a = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId culprit = trace.begin_lane(t0, a, "culprit");
        trace.begin_lane(t0, a, "victim");
        const StrandId b = trace.begin_strand(t0, StrandKind::Script, "b.py");
        trace.begin_lane(t0, b, "other");
        trace.record(t0 + 200 * ms, culprit, Activity::Running);
        trace.record(t0 + 600 * ms, culprit, Activity::Waiting);
        const auto geometry = layOutAll(trace, {0, 1000 * ms}, 1000, 1000 * ms);
        QCOMPARE(geometry.bands.size(), std::size_t(1));
        QCOMPARE(geometry.bands[0].lane, culprit);
        QCOMPARE(geometry.bands[0].all, QRect(200, 0, 400, 5 * rowHeight));
        QCOMPARE(geometry.bands[0].strand, QRect(200, 0, 400, 3 * rowHeight));
    }

    void aLoopHeldAThousandTimesIsNoMoreBandsThanPixels() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = addSteps(trace, strand, "holds", 0, 2'000, 50 * ms, 150 * ms);
        const auto geometry = layOutAll(trace, {0, 400'000 * ms}, 100, 400'000 * ms);
        QVERIFY(geometry.bands.size() <= 100);
        QCOMPARE(geometry.bands.front().lane, lane);
        // Together they hide no pixel in which the loop was held.
        std::size_t held = 0;
        for (const TimelineBand& band : geometry.bands)
            held += std::size_t(band.all.width());
        QVERIFY(held >= 100);
    }

    void whatATaskDidIsTheSameInEveryZoom_data() {
        QTest::addColumn<int>("slices");
        for (const int slices : {3, 40, 3'000, 200'000})
            QTest::addRow("%d slices", slices) << slices;
    }
    /// However a cell is come by, from slices or from sums: all cells together are as busy as the
    /// task was, to an eighth each.
    void whatATaskDidIsTheSameInEveryZoom() {
        QFETCH(int, slices);
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const std::int64_t step = 1000 * ms / slices;
        addSteps(trace, strand, "half", 0, slices / 2 + 1, step, step);
        for (std::int64_t length = 1000 * ms; length >= 8 * step; length /= 2) {
            const auto geometry = layOutAll(trace, {0, length}, 400, 2000 * ms);
            double busy = 0;
            for (std::size_t i = geometry.rows[1].first; i < geometry.rows[1].last; ++i) {
                const TimelineItem& item = geometry.items[i];
                if (item.shape == Shape::Running || item.shape == Shape::Blocked)
                    busy += item.cell.width();
                else if (item.shape == Shape::Folded)
                    busy += item.cell.width() * item.busy / 8.0;
            }
            QVERIFY2(std::abs(busy - 200) <= 60, qPrintable(QString::number(busy)));
        }
    }

    void droppedSlicesAreAGap() {
        Trace trace({.slices = 4096});
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = addSteps(trace, strand, "long", 0, 10'000, 50'000, 50'000);
        QVERIFY(trace.lane(lane).dropped() > 0);
        const auto geometry = layOutAll(trace, {0, 1000 * ms}, 1000, 1000 * ms);
        const TimelineItem& first = geometry.items[geometry.rows[1].first];
        QCOMPARE(first.shape, Shape::Lost);
        QVERIFY(first.cell.right() >= int((trace.lane(lane).gap_end_ns() - t0) / ms) - 1);
    }

    void theEndOfATaskIsACapBehindItsLastSlice() {
        Trace trace;
        const StrandId strand = trace.begin_strand(t0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(t0, strand, "task");
        trace.record(t0 + 100 * ms, lane, Activity::Running);
        trace.end_lane(t0, lane, Outcome::Cancelled);
        const auto geometry = layOutAll(trace, {0, 1000 * ms}, 1000, 1000 * ms);
        const TimelineItem& last = geometry.items[geometry.rows[1].last - 1];
        QCOMPARE(last.shape, Shape::End);
        QVERIFY(last.cell.left() >= 100);
    }

    void thePriceDoesNotGrowWithTheTrace() {
        Long small(20'000);
        Long large(2'000'000);
        // In turn, so that both meet the same machine; and the best, which nothing disturbed.
        double cheap = 1e9, dear = 1e9;
        for (int run = 0; run < 50; ++run) {
            cheap = std::min(cheap, small.priceOfLayout());
            dear = std::min(dear, large.priceOfLayout());
        }
        qInfo() << "40 k slices:" << cheap << "µs; 4 M slices:" << dear << "µs";
        // A walk over all slices would be 100 times as dear; caches make it a few times.
        QVERIFY(dear < cheap * 10);
    }
};

QTEST_MAIN(tst_Geometry)
#include "tst_geometry.moc"
