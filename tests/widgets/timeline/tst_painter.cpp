// SPDX-License-Identifier: MIT
#include "widgets/timeline/geometry.h"
#include "widgets/timeline/painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

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

private:
    QImage draw(std::vector<TimelineBand> bands) const {
        QImage image(60, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        TimelinePicture picture;
        picture.geometry.bands = std::move(bands);
        TimelinePainter(painter, theme_, picture).drawBands();
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
