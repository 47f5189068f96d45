// SPDX-License-Identifier: MIT
#include "app/appearance.h"
#include "app/main_window.h"
#include "bridge/python/python_engine.h"
#include "loop/event_loop.h"
#include "tests/app/window_test.h"
#include "tests/patience.h"
#include "widgets/actions.h"
#include "widgets/console/answer_line.h"
#include "widgets/console/console.h"
#include "widgets/message_bar.h"
#include "widgets/message_log.h"
#include "widgets/session/session.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/tasks/trace_model.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/welcome/drop_overlay.h"
#include "widgets/welcome/welcome.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QMimeData>
#include <QScopeGuard>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

using namespace braid;

namespace {

/// The real window on the real loop with the real Python, which a process has once.
class tst_MainWindow : public QObject {
    Q_OBJECT

public:
    tst_MainWindow(EventLoop& loop, Appearance& appearance)
        : loop_(loop)
        , appearance_(appearance)
        , python_(loop, trace_) {}

    bool shutDown() { return python_.shut_down(std::chrono::seconds(5)); }

private slots:
    void init() {
        QSettings().clear();
        folder_ = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() {
        scripts_->stopAll();
        QTRY_COMPARE(scripts_->runningCount(), 0);
        QCoreApplication::processEvents();
        window_.reset();
        session_.reset();
    }

    void theEmptyWindowOffersLessonsThatRunInOneClick() {
        QVERIFY(window_->isEmpty());
        const auto buttons = window_->welcome().findChildren<QAbstractButton*>();
        const auto lesson = std::find_if(buttons.begin(), buttons.end(), [](QAbstractButton* b) {
            return b->toolTip().endsWith("sleepers.py");
        });
        QVERIFY(lesson != buttons.end());
        (*lesson)->click();
        QVERIFY(!window_->isEmpty());
        QCOMPARE(scripts_->runningCount(), 1);
        QTRY_VERIFY(rowNamed("cat").isValid());
    }

    void whatIsDraggedOverTheWindowIsPromisedAndThenDone() {
        QMimeData data;
        data.setUrls({write("hello.py", "print('hello from a drop')\n"), write("image.png", "")});
        enter(data);
        QVERIFY(window_->dropOverlay().isVisible());
        QVERIFY(window_->dropOverlay().text().contains("Run hello.py"));
        QVERIFY(window_->dropOverlay().text().contains("skip image.png (not a script)"));
        QVERIFY(move(data));
        QVERIFY(drop(data));
        QVERIFY(!window_->dropOverlay().isVisible());
        QTRY_VERIFY(consoleText().contains("hello from a drop"));
        QTRY_COMPARE(scripts_->runningCount(), 0);
        QCOMPARE(scripts_->run(0).outcome, Outcome::Finished);
    }

    void aDragWithoutAScriptIsRefusedAndSaysWhy() {
        QMimeData data;
        data.setUrls({write("image.png", "")});
        enter(data);
        QVERIFY(window_->dropOverlay().text().contains("image.png (not a script)"));
        QVERIFY(!move(data));
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(window_.get(), &leave);
        QVERIFY(!window_->dropOverlay().isVisible());
        QVERIFY(window_->isEmpty());
    }

    void droppedTextRunsAsAScratchScript() {
        QMimeData data;
        data.setText("print('from', 'a', 'text')\n");
        enter(data);
        QVERIFY(drop(data));
        QTRY_VERIFY(consoleText().contains("from a text"));
    }

    void scriptsOfAFolderRunTogether() {
        // They nap until they are told to end.
        const QByteArray script = "import asyncio, os\n"
                                  "end = os.path.join(os.path.dirname(__file__), 'end')\n"
                                  "async def nap():\n"
                                  "    while not os.path.exists(end): await asyncio.sleep(0.5)\n"
                                  "async def main():\n"
                                  "    await asyncio.create_task(nap(), name=NAME)\n"
                                  "asyncio.run(main())\n";
        write("many/a.py", QByteArray(script).replace("NAME", "'nap a'"));
        write("many/b.py", QByteArray(script).replace("NAME", "'nap b'"));
        window_->opener().open({folder_->filePath("many").toStdString()});
        QCOMPARE(scripts_->runningCount(), 2);
        QTRY_VERIFY(rowNamed("nap a").isValid() && rowNamed("nap b").isValid());
        QTRY_COMPARE(stateOf("nap a"), "waiting");
        write("many/end", "");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        QTRY_COMPARE(stateOf("nap b"), "finished");
    }

    void aFailureIsToldInTheBarAndInTheConsole() {
        run("fails.py", "raise ValueError('no such page')\n");
        QTRY_VERIFY(window_->messageBar().text().contains("fails.py failed"));
        QVERIFY(window_->messageBar().text().contains("no such page"));
        QCOMPARE(window_->messageBar().kind(), MessageBar::Kind::Warning);
        QVERIFY(consoleText().contains("Traceback"));
        QVERIFY(consoleText().contains("failed with exit status 1"));
    }

    void noMessageHidesAnother() {
        const auto path = [&](const char* name, const QByteArray& text) {
            return std::filesystem::path(write(name, text).toLocalFile().toStdString());
        };
        window_->opener().open(
            {folder_->filePath("gone.py").toStdString(), path("picture.png", ""),
             path("broken.py", "raise ValueError('no such page')\n"),
             path("goes_on.py", "import asyncio\nasyncio.run(asyncio.sleep(1000))\n")});
        QTRY_VERIFY(window_->messageBar().text().contains("broken.py failed"));
        QVERIFY(window_->messageBar().text().contains("gone.py (not there)"));
        QVERIFY(window_->messageBar().text().contains("picture.png (not a script)"));
        window_->messageBar().closeAll();
        trigger("view.messages");
        QVERIFY(window_->messageLog().isVisible());
        QStringList log;
        for (int row = 0; row < window_->messageLog().count(); ++row)
            log << window_->messageLog().item(row)->text();
        QCOMPARE(log.filter("gone.py").size(), 1);
        QCOMPARE(log.filter("broken.py failed").size(), 1);
    }

    void theMessageSaysWhatStillRuns() {
        const auto path = [&](const char* name, const QByteArray& text) {
            return std::filesystem::path(write(name, text).toLocalFile().toStdString());
        };
        window_->opener().open(
            {path("ends.py", "import asyncio\nasyncio.run(asyncio.sleep(0.1))\n"),
             path("goes_on.py", "import asyncio\nasyncio.run(asyncio.sleep(1000))\n"),
             path("stays.py", "import asyncio\nasyncio.run(asyncio.sleep(1000))\n")});
        QVERIFY(window_->messageBar().text().startsWith("Running 3 script"));
        QTRY_VERIFY(window_->messageBar().text().endsWith(": goes_on.py, stays.py"));
        scripts_->stop(1);
        QTRY_COMPARE(window_->messageBar().text(), "Running stays.py");
        QCOMPARE(window_->messageLog().count(), 1); // what ends is not told
        window_->messageBar().closeAll();
        trigger("run.stopAll");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        QVERIFY(!window_->messageBar().isVisible());
    }

    void aFailureIsForgottenWhenItsScriptRunsOnceMore() {
        run("mended.py", "raise ValueError('no such page')\n");
        QTRY_VERIFY(window_->messageBar().text().contains("mended.py failed"));
        write("mended.py", "print('well')\n");
        trigger("run.again");
        QTRY_VERIFY(consoleText().contains("well"));
        QVERIFY(!window_->messageBar().text().contains("failed"));
        write("mended.py", "raise ValueError('worse')\n");
        trigger("run.again");
        QTRY_VERIFY(window_->messageBar().text().contains("worse"));
    }

    void stopEndsAScriptThatWouldNeverEnd() {
        run("forever.py", "import asyncio\nasyncio.run(asyncio.sleep(1000))\n");
        trigger("run.stopAll");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        QTRY_VERIFY(!window_->actions().action("run.stopAll")->isEnabled());
        QCOMPARE(scripts_->run(0).outcome, Outcome::Cancelled);
        QTRY_VERIFY(consoleText().contains("stopped"));
    }

    void runAgainRunsTheSameFileOnceMore() {
        run("hello.py", "print('hello')\n");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        trigger("run.again");
        QTRY_COMPARE(scripts_->count(), 2);
        QTRY_COMPARE(consoleText().count("hello\n"), 2);
    }

    void runAgainFirstStopsWhatStillRuns() {
        run("forever.py", "import asyncio\nasyncio.run(asyncio.sleep(1000))\n");
        trigger("run.again");
        QTRY_COMPARE(scripts_->count(), 2);
        QCOMPARE(scripts_->runningCount(), 1);
        QCOMPARE(scripts_->run(0).outcome, Outcome::Cancelled);
    }

    void aScriptThatAsksGetsItsLine() {
        run("ask.py", "print('hello ' + input('name? '))\n");
        QTRY_VERIFY(window_->console().input().isVisible());
        QTRY_VERIFY(consoleText().contains("name? "));
        QTest::keyClicks(&window_->console().input(), "Ada");
        QTest::keyClick(&window_->console().input(), Qt::Key_Return);
        QTRY_VERIFY(consoleText().contains("hello Ada"));
        QTRY_VERIFY(!window_->console().input().isVisible());
    }

    void aDebuggerIsAnsweredInPlace() {
        run("debugged.py", "secret = 6 * 7\nbreakpoint()\nprint('went', 'on')\n");
        int prompts = 0;
        for (const char* words : {"p secret", "continue"}) {
            ++prompts;
            QTRY_VERIFY(consoleText().count("(Pdb) ") == prompts);
            QTRY_VERIFY(window_->console().input().isVisible());
            QTest::keyClicks(&window_->console().input(), words);
            QTest::keyClick(&window_->console().input(), Qt::Key_Return);
        }
        QTRY_VERIFY(consoleText().contains("went on"));
        QVERIFY(consoleText().contains("42"));
    }

    void whatTheConsoleSaysIsCopiedAndSaved() {
        run("says.py", "print('one')\nprint('two')\n");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        QTRY_VERIFY(consoleText().contains("finished"));
        window_->console().text().selectAll();
        QGuiApplication::clipboard()->clear();
        window_->console().text().copy();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("one\ntwo\n"));
        const QString file = folder_->filePath("console.txt");
        QVERIFY(window_->console().save(file));
        QFile saved(file);
        QVERIFY(saved.open(QFile::ReadOnly));
        QCOMPARE(saved.readAll(), window_->console().savedText().toUtf8());
        QVERIFY(!window_->console().save("/nowhere/console.txt"));
    }

    void cancelEndsTheSelectedTaskAlone() {
        run("two.py", "import asyncio\n"
                      "async def main():\n"
                      "    a = asyncio.create_task(asyncio.sleep(1000), name='victim')\n"
                      "    b = asyncio.create_task(asyncio.sleep(1000), name='other')\n"
                      "    await asyncio.gather(a, b, return_exceptions=True)\n"
                      "asyncio.run(main())\n");
        QTRY_VERIFY(rowNamed("victim").isValid());
        QTRY_COMPARE(stateOf("victim"), "waiting");
        window_->tasksView().tree().setCurrentIndex(rowNamed("victim"));
        trigger("run.cancelTask");
        QTRY_COMPARE(stateOf("victim"), "cancelled");
        QCOMPARE(stateOf("other"), "waiting");
    }

    void coloursChangeWhileScriptsRun() {
        run("forever.py", "import asyncio\nprint('hi')\nasyncio.run(asyncio.sleep(1000))\n");
        trigger("view.colours.light");
        QTRY_VERIFY(Theme::of(window_->palette()).kind() == Theme::Kind::Light);
        const auto ground = [&] { // below all rows
            const QImage image = window_->tasksView().timeline().grab().toImage();
            return image.pixelColor(5, image.height() - 5);
        };
        const QColor light = ground();
        trigger("view.colours.dark");
        QTRY_VERIFY(Theme::of(window_->palette()).kind() == Theme::Kind::Dark);
        const QColor dark = ground();
        QVERIFY(luminance(dark) < luminance(light));
        QCOMPARE(QSettings().value("theme").toString(), "dark");
        trigger("view.colours.system");
    }

    void afterTheLastScriptTheWindowSleeps() {
        run("hello.py", "print('hello')\n");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        QTRY_VERIFY(session_->refresh().isAsleep());
    }

    void whatWasRunIsOfferedTheNextTime() {
        const QUrl script = run("hello.py", "print('hello')\n");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        reopen();
        QVERIFY(window_->isEmpty());
        bool offered = false;
        for (const auto* button : window_->welcome().findChildren<QAbstractButton*>())
            offered |= button->toolTip() == script.toLocalFile();
        QVERIFY(offered);
    }

    void theLayoutComesBack() {
        run("hello.py", "print('hello')\n");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        window_->resize(1010, 640);
        const QSize size = window_->size(); // larger if the font is
        QVERIFY(window_->actions().action("view.console")->isChecked());
        trigger("view.console");
        QVERIFY(!window_->console().isVisible());
        QVERIFY(!window_->actions().action("view.console")->isChecked());
        reopen();
        QCOMPARE(window_->size(), size);
        run("hello.py", "print('hello')\n");
        QVERIFY(!window_->console().isVisible());
        trigger("view.restoreLayout");
        QVERIFY(window_->console().isVisible());
    }

    void theTraceIsSavedAndAFailureToDoSoIsSaid() {
        run("hello.py", "print('hello')\n");
        QTRY_COMPARE(scripts_->runningCount(), 0);
        const QString file = folder_->filePath("out.json");
        window_->traceExport().save(file);
        QTRY_VERIFY(window_->messageBar().text().contains("out.json"));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(saved.readAll().contains("hello.py"));
        window_->traceExport().save(folder_->filePath("no/such/folder/out.json"));
        QTRY_COMPARE(window_->messageBar().kind(), MessageBar::Kind::Warning);
    }

    void aLargeFolderIsLookedThroughAndItsScriptRuns() {
        write("large/z.py", "print('hello from far below')\n");
        for (int n = 0; n < 2000; ++n)
            write(QString("large/%1.txt").arg(n), "");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder_->filePath("large"))});
        enter(data);
        QVERIFY(move(data));
        QVERIFY(drop(data));
        QTRY_VERIFY(consoleText().contains("hello from far below"));
    }

    void largeFontsAreNotClipped() {
        run("hello.py", "print('hello')\n");
        QTRY_VERIFY(!window_->tasksView().visibleRows().empty());
        const QFont before = QApplication::font();
        const auto restore = qScopeGuard([&] { QApplication::setFont(before); });
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * 2);
        QApplication::setFont(large);
        const int height = QFontMetrics(large).height();
        const auto rowsAreHighEnough = [&] {
            const auto rows = window_->tasksView().visibleRows();
            return std::all_of(rows.begin(), rows.end(),
                               [&](const TimelineRow& row) { return row.height >= height; });
        };
        QTRY_VERIFY(rowsAreHighEnough());
        const auto clipped = [&] {
            for (const QWidget* widget : window_->findChildren<QWidget*>()) {
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                const auto* tool = qobject_cast<const QToolButton*>(widget);
                const bool iconOnly = tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly;
                const bool hasText = (button && !iconOnly && !button->text().isEmpty()) ||
                                     qobject_cast<const QLineEdit*>(widget) ||
                                     qobject_cast<const QHeaderView*>(widget) ||
                                     widget->inherits("braid::LoopStatus") ||
                                     widget->inherits("braid::Ruler");
                if (hasText && widget->isVisible() &&
                    widget->height() < widget->sizeHint().height())
                    return QString("%1 %2 %3")
                        .arg(widget->metaObject()->className(), widget->objectName(),
                             widget->accessibleName());
            }
            return QString();
        };
        QTRY_COMPARE(clipped(), QString());
    }

    void theFilterNarrowsTheList() {
        run("two.py", "import asyncio\n"
                      "async def main():\n"
                      "    a = asyncio.create_task(asyncio.sleep(1000), name='needle-1')\n"
                      "    b = asyncio.create_task(asyncio.sleep(1000), name='straw')\n"
                      "    await asyncio.gather(a, b)\n"
                      "asyncio.run(main())\n");
        QTRY_VERIFY(rowNamed("needle-1").isValid());
        trigger("view.filter");
        auto* field = window_->findChild<QLineEdit*>("filter");
        QVERIFY(field);
        field->setText("needle-1");
        QVERIFY(rowNamed("needle-1").isValid());
        QVERIFY(!rowNamed("straw").isValid());
    }

private:
    void open() {
        session_ = std::make_unique<Session>(trace_, [this] { return loop_.clock().now_ns(); });
        scripts_ = &session_->scripts();
        scripts_->addEngine(python_);
        window_ = std::make_unique<MainWindow>(*session_, appearance_);
        window_->show();
    }
    void reopen() {
        window_->close();
        window_.reset();
        session_.reset();
        open();
    }

    /// As a menu would: by the action that stands in it.
    void trigger(const char* id) {
        QAction* action = window_->actions().action(id);
        QVERIFY2(action && action->isEnabled(), id);
        action->trigger();
    }

    QUrl write(const QString& name, const QByteArray& text) {
        QFile file(folder_->filePath(name));
        QDir().mkpath(QFileInfo(file).path());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file could be written");
        return QUrl::fromLocalFile(file.fileName());
    }
    QUrl run(const QString& name, const QByteArray& text) {
        const QUrl url = write(name, text);
        window_->opener().open({url.toLocalFile().toStdString()});
        return url;
    }

    void enter(QMimeData& data) {
        QDragEnterEvent event(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(window_.get(), &event);
        QVERIFY(event.isAccepted());
    }
    bool move(QMimeData& data) {
        QDragMoveEvent event(QPoint(60, 60), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(window_.get(), &event);
        return event.isAccepted() && event.dropAction() == Qt::CopyAction;
    }
    bool drop(QMimeData& data) {
        QDropEvent event(QPointF(60, 60), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(window_.get(), &event);
        return event.isAccepted();
    }

    QString consoleText() {
        window_->console().flush();
        return window_->console().text().toPlainText() + "\n";
    }
    QModelIndex rowNamed(const QString& name) {
        const QAbstractItemModel& model = window_->tasksView().filter();
        const auto found = model.match(model.index(0, 0), Qt::DisplayRole, name, 1,
                                       Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.first();
    }
    QString stateOf(const QString& name) {
        return rowNamed(name).siblingAtColumn(TraceModel::StateColumn).data().toString();
    }

    EventLoop& loop_;
    Appearance& appearance_;
    Trace trace_;
    PythonEngine python_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Session> session_;
    Scripts* scripts_ = nullptr;
    std::unique_ptr<MainWindow> window_;
};

} // namespace

int main(int argc, char** argv) {
    return runWindowTest<tst_MainWindow>(argc, argv, "tst_main_window");
}

#include "tst_main_window.moc"
