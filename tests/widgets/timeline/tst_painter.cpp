// SPDX-License-Identifier: MIT
#include "widgets/timeline/geometry.h"
#include "widgets/timeline/painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <array>
#include <vector>

using namespace braid;

class tst_Painter : public QObject {
    Q_OBJECT

    const Theme theme_{Theme::Kind::Light};

private slots:
    void aBandCoversItsStrandAndShadowsTheOthers() {
        const QImage image = draw({{{10, 0, 30, 60}, {10, 20, 30, 20}, LaneId::None}});
        QCOMPARE(image.pixelColor(25, 30), over(ColorRole::BlockedBand));
        QCOMPARE(image.pixelColor(25, 10), over(ColorRole::BlockedShadow));
        QCOMPARE(image.pixelColor(25, 50), over(ColorRole::BlockedShadow));
        QCOMPARE(image.pixelColor(9, 30), QColor(Qt::white));
        QCOMPARE(image.pixelColor(40, 30), QColor(Qt::white));
    }

    void itsEdgesAreStrongerIfThereIsRoom() {
        const QImage wide = draw({{{10, 0, 30, 60}, {10, 20, 30, 20}, LaneId::None}});
        for (const int x : {10, 39}) {
            QVERIFY(wide.pixelColor(x, 30) != over(ColorRole::BlockedBand));
            QCOMPARE(wide.pixelColor(x, 10), over(ColorRole::BlockedShadow));
        }
        const QImage narrow = draw({{{10, 0, 4, 60}, {10, 20, 4, 20}, LaneId::None}});
        QCOMPARE(narrow.pixelColor(10, 30), over(ColorRole::BlockedBand));
    }

    void shadowsOfSeveralDoNotAddUp() {
        const QImage image = draw({{{0, 0, 30, 60}, {0, 0, 30, 20}, LaneId::None},
                                   {{20, 0, 30, 60}, {20, 20, 30, 20}, LaneId::None}});
        // Where both shadow it, where one does, and again.
        for (const int x : {25, 10, 40})
            QCOMPARE(image.pixelColor(x, 50), over(ColorRole::BlockedShadow));
    }

    void whatIsWrittenIntoAnImageIsWhatAPainterDraws() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId lane = trace.begin_lane(0, strand, "task");
        for (int i = 0; i < 600; ++i)
            trace.record(std::int64_t(i) * i * 1000, lane,
                         std::array{Activity::Running, Activity::Ready,
                                    Activity::Waiting}[std::size_t(i % 3)]);
        BlockedTimes blocked(trace);
        TimelinePicture picture;
        picture.scale = {{0, 360'000'000}, 300};
        picture.height = 20;
        const std::vector<TimelineRow> rows = {{lane, strand, 0, 20}};
        picture.geometry = layOut(trace, blocked, rows, picture.scale, 360'000'000);
        Lettering lettering;
        const auto drawn = [&](QImage::Format format) {
            QImage image(300, 20, format);
            image.fill(Qt::white);
            QPainter painter(&image);
            TimelinePainter items(painter, theme_, picture, lettering);
            items.drawItems();
            items.drawLabels();
            painter.end();
            return image.convertToFormat(QImage::Format_RGB32);
        };
        // Only the first of these is written to directly.
        QCOMPARE(drawn(QImage::Format_RGB32), drawn(QImage::Format_RGB888));
    }

    void aTextIsShortenedToWhatFitsAndALoneEllipsisIsNone() {
        QImage image(400, 20, QImage::Format_RGB32);
        QPainter painter(&image);
        Lettering lettering;
        const QString text = QStringLiteral("queue of pages, get");
        const int whole = lettering.drawText(painter, {0, 0, 400, 20}, text);
        QVERIFY(whole > 0);
        QCOMPARE(lettering.drawText(painter, {0, 0, whole, 20}, text), whole);
        for (int width = whole - 1; width >= 0; --width) {
            const int drawn = lettering.drawText(painter, {0, 0, width, 20}, text);
            QVERIFY2(drawn <= width + 2, qPrintable(QString::number(width)));
        }
        QCOMPARE(lettering.drawText(painter, {0, 0, 4, 20}, text), 0);
    }

private:
    QImage draw(std::vector<TimelineBand> bands) const {
        QImage image(60, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        TimelinePicture picture;
        picture.geometry.bands = std::move(bands);
        Lettering lettering;
        TimelinePainter(painter, theme_, picture, lettering).drawBands();
        return image;
    }
    /// The colour as it looks on white.
    QColor over(ColorRole role) const {
        QImage image(1, 1, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter(&image).fillRect(image.rect(), theme_.color(role));
        return image.pixelColor(0, 0);
    }
};

QTEST_MAIN(tst_Painter)
#include "tst_painter.moc"
