// SPDX-License-Identifier: MIT
#include "tests/widgets/braids.h"
#include "widgets/session/session.h"
#include "widgets/timeline/painter.h"
#include "widgets/timeline/picture.h"
#include "widgets/timeline/ruler.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace braids;

namespace {

/// One script with one task, a pixel to a millisecond.
struct Fixture {
    std::unique_ptr<Trace> trace = std::make_unique<Trace>();
    StrandId strand = trace->begin_strand(t0, StrandKind::Script, "a.py");
    LaneId lane = trace->begin_lane(t0, strand, "task");

    void record(std::int64_t time, Activity activity, const char* what,
                WaitKind wait = WaitKind::Nothing) {
        trace->record(t0 + time, lane, {activity, wait, trace->intern(what)});
    }

    TimelinePicture picture() const {
        const std::int64_t now = t0 + 1000 * ms;
        BlockedTimes blocked(*trace);
        blocked.update(now);
        TimelinePicture made;
        made.scale = {{t0, now}, 1000};
        made.height = 60;
        const std::vector<TimelineRow> rows = {{LaneId::None, strand, 0, 20},
                                               {LaneId::None, strand, 20, 20, true},
                                               {lane, strand, 40, 20}};
        made.geometry = layOut(*trace, blocked, rows, made.scale, now);
        made.labels = layOutLabels(*trace, made.geometry, now, 1);
        made.grid = layOutGrid(made.scale, t0 + 200 * ms, 90);
        return made;
    }
};

QImage paint(const TimelinePicture& picture) {
    QImage image(picture.scale.width, picture.height, QImage::Format_RGB32);
    QPainter qPainter(&image);
    const Theme theme(Theme::Kind::Light);
    Lettering lettering;
    TimelinePainter painter(qPainter, theme, picture, lettering);
    painter.drawGround();
    painter.drawRows(LaneId::None, LaneId::None);
    painter.drawTimeGrid();
    painter.drawBands();
    painter.drawItems();
    painter.drawLabels();
    return image;
}

} // namespace

class tst_Picture : public QObject {
    Q_OBJECT

private slots:
    void whatHasRoomIsLabelled() {
        Fixture f;
        f.record(0, Activity::Waiting, "sleep 0.3", WaitKind::Timer);
        f.record(300 * ms, Activity::Running, "parse");
        f.record(350 * ms, Activity::Waiting, "lock", WaitKind::Lock); // room for its sign alone
        f.record(410 * ms, Activity::Running, "short");
        f.record(420 * ms, Activity::Blocked, "time.sleep");
        f.record(700 * ms, Activity::Waiting, "queue", WaitKind::Queue);
        f.record(900 * ms, Activity::Running, "raise");
        f.trace->end_lane(t0, f.lane, Outcome::Failed);

        const TimelinePicture picture = f.picture();
        QStringList texts;
        QList<Glyph> glyphs;
        for (const TimelineLabel& label : picture.labels) {
            texts << QString(label.text).replace(QChar(0x00a0), ' ');
            glyphs << label.glyph;
        }
        QCOMPARE(texts.mid(0, 4), (QStringList{"sleep 0.3", "parse", "", "time.sleep · 0.28 s"}));
        QCOMPARE(glyphs.mid(0, 4), (QList{Glyph::Timer, Glyph::None, Glyph::Lock, Glyph::None}));
        QVERIFY(glyphs.contains(Glyph::Queue));
        QVERIFY(glyphs.back() == Glyph::Failed);
        for (std::size_t n = 1; n < picture.labels.size(); ++n)
            QVERIFY(picture.labels[n - 1].item < picture.labels[n].item);
    }

    void paintingNeedsNothingButThePicture() {
        Fixture f;
        f.record(0, Activity::Waiting, "sleep", WaitKind::Timer);
        f.record(300 * ms, Activity::Blocked, "time.sleep");
        f.record(700 * ms, Activity::Waiting, "queue", WaitKind::Queue);
        const TimelinePicture picture = f.picture();
        const QImage before = paint(picture);
        f.trace.reset();
        QCOMPARE(paint(picture), before);
    }

    void theRowOfEarlierTasksIsNoStrandAndNoTask() {
        Fixture f;
        f.record(0, Activity::Running, "all the time");
        const TimelinePicture picture = f.picture();
        const auto& earlier = picture.geometry.rows[1];
        QVERIFY(!earlier.row.isHead());
        QCOMPARE(earlier.first, earlier.last);
        const auto hit = picture.geometry.hit({500, 30});
        QVERIFY(hit.row && hit.row->row.isEarlier && !hit.item);
        const QImage image = paint(picture);
        QVERIFY(image.pixelColor(150, 30) != image.pixelColor(150, 2));
    }

    void theGridBeginsAtTheOrigin() {
        const TimelinePicture picture = Fixture().picture();
        QCOMPARE(picture.grid, (std::vector{200, 300, 400, 500, 600, 700, 800, 900, 1000}));
    }

    void marksAreTicksOnTheRuler() {
        Trace trace;
        Session session(trace, [] { return t0; });
        session.range().setSpan({t0, t0 + 1000 * ms});
        Ruler ruler(session);
        ruler.resize(1000, 24);
        const QImage without = ruler.grab().toImage();
        ruler.setMarks([](TimeSpan span) {
            return span.beginNs <= t0 + 250 * ms ? std::vector{RulerMark{t0 + 250 * ms, "missed"}}
                                                 : std::vector<RulerMark>();
        });
        const QImage with = ruler.grab().toImage();
        QVERIFY(with.pixelColor(250, 2) != without.pixelColor(250, 2));
        QCOMPARE(with.pixelColor(260, 2), without.pixelColor(260, 2));
        session.range().setSpan({t0 + 300 * ms, t0 + 1300 * ms});
        QCOMPARE(ruler.grab().toImage().pixelColor(250, 2), without.pixelColor(260, 2));
    }
};

QTEST_MAIN(tst_Picture)
#include "tst_picture.moc"
