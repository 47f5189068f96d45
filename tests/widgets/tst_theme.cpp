// SPDX-License-Identifier: MIT
#include "widgets/theme.h"

#include <QTest>

using namespace braid;

Q_DECLARE_METATYPE(Theme::Kind)

class tst_Theme : public QObject {
    Q_OBJECT

private slots:
    void signsStandOutFromTheirGround_data() { themes(); }
    void signsStandOutFromTheirGround() {
        QFETCH(Theme::Kind, kind);
        const Theme theme(kind);
        for (const ColorRole ground : {ColorRole::Ground, ColorRole::StrandGround})
            for (const ColorRole sign :
                 {ColorRole::Running, ColorRole::Ready, ColorRole::Waiting, ColorRole::Blocked,
                  ColorRole::Finished, ColorRole::Cancelled, ColorRole::Failed, ColorRole::Lost,
                  ColorRole::Instant, ColorRole::Path})
                if (contrast(theme.color(sign), theme.color(ground)) < 2.9)
                    QFAIL(qPrintable(QString("colour %1 on %2: %3")
                                         .arg(int(sign))
                                         .arg(int(ground))
                                         .arg(contrast(theme.color(sign), theme.color(ground)))));
    }

    void textCanBeRead_data() { themes(); }
    void textCanBeRead() {
        QFETCH(Theme::Kind, kind);
        const Theme theme(kind);
        const QPalette palette = Theme::palette(kind);
        const std::pair<QColor, QColor> pairs[] = {
            {theme.color(ColorRole::Text), theme.color(ColorRole::Ground)},
            {theme.color(ColorRole::DimText), theme.color(ColorRole::Ground)},
            {theme.color(ColorRole::DimText), theme.color(ColorRole::StrandGround)},
            {theme.color(ColorRole::DimText), palette.color(QPalette::Window)},
            {theme.color(ColorRole::RunningText), theme.color(ColorRole::Running)},
            {theme.color(ColorRole::BlockedText), theme.color(ColorRole::Blocked)},
            {theme.color(ColorRole::Failed), theme.color(ColorRole::Ground)},
            {theme.color(ColorRole::Text), theme.color(ColorRole::RowSelected)},
            {theme.color(ColorRole::DimText), theme.color(ColorRole::RowSelected)},
            {theme.color(ColorRole::Text), theme.color(ColorRole::Warning)},
            {theme.color(ColorRole::Text), theme.color(ColorRole::Notice)},
            {theme.color(ColorRole::CodeKeyword), theme.color(ColorRole::Ground)},
            {theme.color(ColorRole::CodeString), theme.color(ColorRole::Ground)},
            {theme.color(ColorRole::CodeNumber), theme.color(ColorRole::Ground)},
            {theme.color(ColorRole::CodeComment), theme.color(ColorRole::Ground)},
            {theme.color(ColorRole::CodeName), theme.color(ColorRole::Ground)},
            {palette.color(QPalette::WindowText), palette.color(QPalette::Window)},
            {palette.color(QPalette::ButtonText), palette.color(QPalette::Button)},
            {palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)},
        };
        for (const auto& [text, ground] : pairs)
            if (contrast(text, ground) < 4.4)
                QFAIL(qPrintable(QString("%1 on %2: %3")
                                     .arg(text.name(), ground.name())
                                     .arg(contrast(text, ground))));
        for (int script = 0; script < 20; ++script)
            QVERIFY(contrast(theme.scriptColor(script), theme.color(ColorRole::Ground)) > 4.4);
        for (int hue = 0; hue < 16; ++hue)
            QVERIFY(contrast(theme.terminalColor(hue), theme.color(ColorRole::Ground)) > 4.4);
    }

    void eachPaletteIsKnownByItsColours_data() { themes(); }
    void eachPaletteIsKnownByItsColours() {
        QFETCH(Theme::Kind, kind);
        QCOMPARE(Theme::of(Theme::palette(kind)).kind(), kind);
    }

    void aForeignPaletteIsJudgedByItsLuminance() {
        QCOMPARE(Theme::of(QPalette(QColor(0xef, 0xf0, 0xf1))).kind(), Theme::Kind::Light);
        QCOMPARE(Theme::of(QPalette(QColor(0x31, 0x36, 0x3b))).kind(), Theme::Kind::Dark);
    }

private:
    static void themes() {
        QTest::addColumn<Theme::Kind>("kind");
        QTest::newRow("light") << Theme::Kind::Light;
        QTest::newRow("dark") << Theme::Kind::Dark;
        QTest::newRow("high contrast") << Theme::Kind::HighContrast;
    }
};

QTEST_GUILESS_MAIN(tst_Theme)
#include "tst_theme.moc"
