// SPDX-License-Identifier: MIT
#include "app/appearance.h"
#include "app/main_window.h"
#include "app/settings_panel.h"
#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "tests/widgets/session/fake_engine.h"
#include "widgets/session/session.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>

using namespace braid;

/// What is set in the panel is in force at once, and after the next start.
class tst_Settings : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QSettings().clear();
        open();
    }
    void cleanup() {
        window_.reset();
        session_.reset();
        Lane::blocked_after_ns = 100'000'000;
    }

    void thePanelIsInPlaceAndNoDialog() {
        QVERIFY(!window_->isPaneShown("settings"));
        QVERIFY(window_->commands().trigger("view.settings"));
        QTRY_VERIFY(panel()->isVisible());
        QVERIFY(panel()->window() == window_.get());
        QVERIFY(!QApplication::activeModalWidget());
    }

    void eachHasANameForThoseWhoCannotSeeIt() {
        window_->showPane("settings", true);
        int found = 0;
        for (QWidget* field : panel()->findChildren<QWidget*>()) {
            if (field->objectName().isEmpty() || field->objectName().startsWith("qt_"))
                continue;
            QAccessibleInterface* const face = QAccessible::queryAccessibleInterface(field);
            QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                     qPrintable(field->objectName()));
            ++found;
        }
        QCOMPARE(found, 6);
    }

    void coloursChangeAtOnce() {
        auto* box = field<QComboBox>("theme");
        box->setCurrentIndex(box->findData("dark"));
        emit box->activated(box->currentIndex());
        QCOMPARE(appearance_.choice(), Theme::Kind::Dark);
        QTRY_COMPARE(Theme::of(window_->palette()).kind(), Theme::Kind::Dark);
        // The other way to it says the same.
        window_->commands().trigger("view.colours.light");
        QCOMPARE(box->currentData().toString(), "light");
    }

    void theFontGrowsAtOnceAndGoesBackToTheSystems() {
        const QFont system = QApplication::font();
        field<QSpinBox>("fontPoints")->setValue(20);
        QCOMPARE(QApplication::font().pointSize(), 20);
        QTRY_COMPARE(window_->font().pointSize(), 20);
        field<QSpinBox>("fontPoints")->setValue(field<QSpinBox>("fontPoints")->minimum());
        QCOMPARE(QApplication::font(), system);
    }

    void anotherThresholdMakesOtherBlocks() {
        const StrandId strand = trace_->begin_strand(0, StrandKind::Script, "a.fake");
        const LaneId lane = trace_->begin_lane(0, strand, "task");
        trace_->record(0, lane, Activity::Running);
        trace_->record(50'000'000, lane, Activity::Waiting);
        QCOMPARE(trace_->lane(lane).activity_of(0, 60'000'000), Activity::Running);
        field<QSpinBox>("blockedAfterMs")->setValue(40);
        QCOMPARE(trace_->lane(lane).activity_of(0, 60'000'000), Activity::Blocked);
    }

    void withReducedMotionALiveRangeMovesByPages() {
        VisibleRange& range = session_->range();
        range.follow(0, 1'000'000'000);
        const std::int64_t page = range.beginNs();
        field<QCheckBox>("reducedMotion")->setChecked(true);
        range.follow(0, 4'500'000'000);
        QCOMPARE(range.beginNs(), page);
        range.follow(0, 6'000'000'000);
        const std::int64_t next = range.beginNs();
        QVERIFY(next > page && range.endNs() > 9'000'000'000);
        range.follow(0, 9'000'000'000);
        QCOMPARE(range.beginNs(), next);
        field<QCheckBox>("reducedMotion")->setChecked(false);
        range.follow(0, 9'100'000'000);
        QVERIFY(range.beginNs() != next);
    }

    void allIsRememberedForTheNextStart() {
        field<QSpinBox>("fontPoints")->setValue(17);
        field<QSpinBox>("blockedAfterMs")->setValue(250);
        field<QCheckBox>("reducedMotion")->setChecked(true);
        field<QCheckBox>("rerunOnSave")->setChecked(true);
        cleanup();
        open();
        QCOMPARE(QApplication::font().pointSize(), 17);
        QCOMPARE(Lane::blocked_after_ns, 250'000'000);
        QCOMPARE(field<QSpinBox>("blockedAfterMs")->value(), 250);
        QVERIFY(field<QCheckBox>("reducedMotion")->isChecked());
        QVERIFY(window_->settings().get(setting::rerunOnSave));
        appearance_.setFontPoints(0);
    }

private:
    void open() {
        trace_ = std::make_unique<Trace>();
        session_ = std::make_unique<Session>(*trace_, [] { return 0; });
        window_ = std::make_unique<MainWindow>(*session_, appearance_);
        window_->show();
    }
    SettingsPanel* panel() const { return window_->findChild<SettingsPanel*>(); }
    template<typename Widget>
    Widget* field(const char* name) const {
        auto* found = panel()->findChild<Widget*>(name);
        if (!found)
            qFatal("no field of this name");
        return found;
    }

    Appearance appearance_;
    std::unique_ptr<Trace> trace_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;
};

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName("Braid");
    QCoreApplication::setApplicationName("tst_settings");
    QCoreApplication::setEventDispatcher(new EventDispatcher);
    QApplication application(argc, argv);
    tst_Settings test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_settings.moc"
