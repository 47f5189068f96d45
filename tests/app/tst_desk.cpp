// SPDX-License-Identifier: MIT
#include "app/appearance.h"
#include "app/desk.h"
#include "app/main_window.h"
#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "tests/widgets/session/fake_engine.h"
#include "widgets/actions.h"
#include "widgets/console/console.h"
#include "widgets/message_bar.h"
#include "widgets/session/session.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace braid;

/// A process that never was, and so one that has crashed.
constexpr qint64 nobody = 0x7ffffff0;

/// The window closes, or crashes, and opens again.
class tst_Desk : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QSettings().clear();
        folder_ = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() { close(); }

    void theFirstStartHasNothingToOffer() {
        desk_->comeBack();
        QVERIFY(window_->messageBar().text().isEmpty());
        QVERIFY(!window_->actions().action("file.comeBack")->isEnabled());
    }

    void whatWasOpenIsOfferedAndComesBackInOneClick() {
        start({"one.fake", "two.fake"});
        session_->selection().setStrand(session_->scripts().run(1).strand);
        reopen();
        QCOMPARE(session_->scripts().count(), 0); // not by itself
        QVERIFY(window_->messageBar().text().contains("one.fake, two.fake"));
        QCOMPARE(window_->messageBar().kind(), MessageBar::Kind::Notice);
        window_->actions().action("file.comeBack")->trigger();
        QTRY_COMPARE(session_->scripts().runningCount(), 2);
        QCOMPARE(session_->selectedRun(), 1);
        QTRY_VERIFY(!window_->actions().action("file.comeBack")->isEnabled());
    }

    void whatIsThereNoLongerIsNotOffered() {
        start({"one.fake", "two.fake"});
        QVERIFY(QFile::remove(folder_->filePath("one.fake")));
        reopen();
        QCOMPARE(desk_->offered(), QStringList(folder_->filePath("two.fake")));
    }

    void whoOpensNothingLosesNothing() {
        start({"one.fake"});
        reopen();
        reopen();
        QCOMPARE(desk_->offered().size(), 1);
    }

    void itRunsByItselfOnlyIfThatWasWished() {
        start({"one.fake"});
        window_->settings().set(setting::runAtStart, true);
        reopen();
        QTRY_COMPARE(session_->scripts().runningCount(), 1);
    }

    void afterACrashItIsOfferedAndNeverRunsByItself() {
        start({"one.fake"});
        window_->settings().set(setting::runAtStart, true);
        // What is written while all goes on is all that a crash leaves.
        QTRY_VERIFY(QSettings().value("desk/scripts").toStringList().size() == 1);
        const auto left = saved();
        close();
        restore(left);
        QSettings().setValue("desk/owner", nobody);
        open();
        QVERIFY(desk_->hasCrashed());
        desk_->comeBack();
        QTest::qWait(50);
        QCOMPARE(session_->scripts().count(), 0);
        QVERIFY(window_->messageBar().text().contains("did not end as it should"));
        QVERIFY(window_->messageBar().text().contains("one.fake"));
        QCOMPARE(window_->messageBar().kind(), MessageBar::Kind::Warning);
        window_->actions().action("file.comeBack")->trigger();
        QTRY_COMPARE(session_->scripts().runningCount(), 1);
    }

    void whoLeavesIsNotTakenForCrashed() {
        start({"one.fake"});
        reopen();
        QVERIFY(!desk_->hasCrashed());
        close();
        QCOMPARE(QSettings().value("desk/owner").toLongLong(), 0);
    }

    void panesStandAsTheyWereLeft() {
        start({"one.fake"});
        window_->commands().trigger("view.layout.debug");
        window_->showPane("messages", true);
        const auto height = [this] { return window_->pane("messages")->height(); };
        QTRY_VERIFY(height() > 250);
        QCoreApplication::processEvents();
        const int left = height();
        reopen();
        start({"one.fake"});
        QVERIFY(window_->isPaneShown("messages"));
        QTRY_COMPARE(height(), left);
        window_->commands().trigger("view.restoreLayout");
        QTRY_VERIFY(!window_->isPaneShown("messages"));
        QTRY_VERIFY(window_->pane("console")->height() < left);
    }

    void panesAreWrittenWhileTheyMove() {
        start({"one.fake"});
        QTRY_VERIFY(QSettings().contains("layout"));
        const QByteArray before = QSettings().value("layout").toByteArray();
        window_->commands().trigger("view.layout.debug");
        QTRY_VERIFY(QSettings().value("layout").toByteArray() != before);
    }

    void aSecondWindowLeavesTheDeskAlone() {
        start({"one.fake"});
        close();
        QSettings().setValue("desk/owner", QCoreApplication::applicationPid());
        // Another process, that runs this very program.
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {"--stand-by"});
        QVERIFY(other.waitForReadyRead());
        QSettings().setValue("desk/owner", other.processId());
        open();
        QVERIFY(!desk_->isOwner());
        desk_->comeBack();
        QVERIFY(window_->messageBar().text().isEmpty());
        start({"two.fake"});
        close();
        QCOMPARE(QSettings().value("desk/owner").toLongLong(), other.processId());
        QCOMPARE(QSettings().value("desk/scripts").toStringList().size(), 1);
        other.kill();
        other.waitForFinished();
    }

private:
    void open() {
        trace_ = std::make_unique<Trace>();
        engine_ = std::make_unique<FakeEngine>(*trace_);
        session_ = std::make_unique<Session>(*trace_, [] { return 0; });
        session_->scripts().addEngine(*engine_);
        window_ = std::make_unique<MainWindow>(*session_, appearance_);
        desk_ = std::make_unique<Desk>(*window_, window_->settings());
        window_->show();
    }
    void close() {
        if (window_)
            window_->close();
        desk_.reset();
        window_.reset();
        session_.reset();
    }
    void reopen() {
        close();
        open();
        desk_->comeBack();
    }
    void start(const QStringList& names) {
        std::vector<std::filesystem::path> paths;
        for (const QString& name : names) {
            QFile file(folder_->filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            paths.emplace_back(file.fileName().toStdString());
        }
        window_->opener().open(paths);
        QTRY_COMPARE(session_->scripts().runningCount(), int(names.size()));
    }
    static QHash<QString, QVariant> saved() {
        QHash<QString, QVariant> values;
        const QSettings settings;
        for (const QString& key : settings.allKeys())
            values[key] = settings.value(key);
        return values;
    }
    static void restore(const QHash<QString, QVariant>& values) {
        QSettings settings;
        settings.clear();
        for (auto value = values.begin(); value != values.end(); ++value)
            settings.setValue(value.key(), value.value());
    }

    Appearance appearance_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Trace> trace_;
    std::unique_ptr<FakeEngine> engine_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;
    std::unique_ptr<Desk> desk_;
};

int main(int argc, char** argv) {
    if (argc > 1 && QByteArray(argv[1]) == "--stand-by") {
        std::puts("here");
        std::fflush(stdout);
        std::getchar();
        return 0;
    }
    QStandardPaths::setTestModeEnabled(true);
    EventLoop loop;
    QCoreApplication::setEventDispatcher(new EventDispatcher(loop));
    QCoreApplication::setOrganizationName("Braid");
    QCoreApplication::setApplicationName("tst_desk");
    QApplication application(argc, argv);
    tst_Desk test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desk.moc"
