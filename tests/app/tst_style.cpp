// SPDX-License-Identifier: MIT
#include "app/style.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

using namespace braid;

class tst_Style : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }

    void onBlackEachFieldHasAnEdge_data() {
        QTest::addColumn<QWidget*>("widget");
        QTest::newRow("line") << static_cast<QWidget*>(new QLineEdit);
        QTest::newRow("lines") << static_cast<QWidget*>(new QPlainTextEdit);
        QTest::newRow("button") << static_cast<QWidget*>(new QPushButton);
        QTest::newRow("check box") << static_cast<QWidget*>(new QCheckBox);
        QTest::newRow("radio button") << static_cast<QWidget*>(new QRadioButton);
    }
    void onBlackEachFieldHasAnEdge() {
        QFETCH(QWidget*, widget);
        const std::unique_ptr<QWidget> owner(widget);
        QApplication::setPalette(Theme::palette(Theme::Kind::HighContrast));
        widget->resize(widget->sizeHint());
        const QImage picture = widget->grab().toImage();
        // From its left side on, the first that is not the ground can be seen well.
        const int y = picture.height() / 2;
        int brightest = 0;
        for (int x = 0; x < std::min(picture.width(), 8); ++x)
            brightest = std::max(brightest, qGray(picture.pixel(x, y)));
        QVERIFY2(brightest > 160, qPrintable(QString::number(brightest)));
    }
};

QTEST_MAIN(tst_Style)
#include "tst_style.moc"
