// SPDX-License-Identifier: MIT
#pragma once

#include "app/appearance.h"
#include "app/main_window.h"
#include "bridge/python/python_engine.h"
#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "widgets/actions.h"
#include "widgets/session/session.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

/// What a test of the main window with the real Python stands on: a loop, a trace, a session and
/// its window, and a folder for the scripts.
class WindowTest : public QObject {
public:
    WindowTest(braid::EventLoop& loop, braid::Appearance& appearance)
        : loop_(loop)
        , appearance_(appearance)
        , python_(loop, trace_) {}

    bool shutDown() { return python_.shut_down(std::chrono::seconds(5)); }

protected:
    /// With no settings, and nothing that a test which failed has left.
    void begin() {
        QSettings().clear();
        QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).removeRecursively();
        folder_ = std::make_unique<QTemporaryDir>();
        open();
    }
    void open() {
        session_ =
            std::make_unique<braid::Session>(trace_, [this] { return loop_.clock().now_ns(); });
        session_->scripts().addEngine(python_);
        window_ = std::make_unique<braid::MainWindow>(*session_, appearance_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void end() {
        session_->scripts().stopAll();
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        QCoreApplication::processEvents();
        window_.reset();
        session_.reset();
    }

    /// In the folder; returns its path.
    QString write(const QString& name, const QByteArray& text) {
        QFile file(folder_->filePath(name));
        QDir().mkpath(QFileInfo(file).path());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file could be written");
        return file.fileName();
    }
    /// The same, and opens it: a script runs.
    QString open(const QString& name, const QByteArray& text) {
        const QString path = write(name, text);
        window_->opener().open({path.toStdString()});
        return path;
    }
    /// As a menu would: by the action that stands in it.
    void trigger(const char* id) {
        QAction* action = window_->actions().action(id);
        QVERIFY2(action && action->isEnabled(), id);
        action->trigger();
    }

    braid::EventLoop& loop_;
    braid::Appearance& appearance_;
    braid::Trace trace_;
    braid::PythonEngine python_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<braid::Session> session_;
    std::unique_ptr<braid::MainWindow> window_;
};

/// The program of a test that is made of a loop and an appearance, with settings of its own.
template<typename Test>
int runWindowTest(int argc, char** argv, const char* name) {
    QStandardPaths::setTestModeEnabled(true);
    braid::EventLoop loop;
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher(loop));
    QCoreApplication::setOrganizationName("Braid");
    QCoreApplication::setApplicationName(name);
    QApplication application(argc, argv);
    braid::Appearance appearance;
    Test test(loop, appearance);
    const int status = QTest::qExec(&test, argc, argv);
    return test.shutDown() ? status : 1;
}
