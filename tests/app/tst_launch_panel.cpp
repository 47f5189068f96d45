// SPDX-License-Identifier: MIT
#include "app/appearance.h"
#include "app/launch_panel.h"
#include "app/main_window.h"
#include "app/task_commands.h"
#include "app/task_field.h"
#include "bridge/qt/event_dispatcher.h"
#include "bridge/tasks/task_engine.h"
#include "bridge/tasks/task_kind.h"
#include "loop/event_loop.h"
#include "loop/trace/recorder.h"
#include "widgets/actions.h"
#include "widgets/console/console.h"
#include "widgets/console/console_text.h"
#include "widgets/message_bar.h"
#include "widgets/session/session.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/tasks/trace_model.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/welcome/welcome.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

using namespace braid;

namespace {

/// The form of built-in tasks in the real window, by keyboard, with the real tasks.
class tst_LaunchPanel : public QObject {
    Q_OBJECT

public:
    explicit tst_LaunchPanel(EventLoop& loop)
        : loop_(loop) {}

private slots:
    void init() {
        QSettings().clear();
        trace_ = std::make_unique<Trace>();
        recorder_ = std::make_unique<Recorder>(loop_, *trace_);
        engine_ = std::make_unique<TaskEngine>(loop_, *trace_);
        open();
    }
    void cleanup() {
        session_->scripts().stopAll();
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        window_.reset();
        session_.reset();
        engine_.reset();
        recorder_.reset();
    }

    void ctrlTOpensItAndEnterStarts() {
        QVERIFY(panel().isHidden());
        key(Qt::Key_T, Qt::ControlModifier);
        QVERIFY(panel().isVisible());
        choose("count");
        type("from", "3");
        type("every", "0");
        key(Qt::Key_Return);
        QVERIFY(panel().isHidden());
        QVERIFY(!window_->isEmpty());
        QCOMPARE(run().name, QString("Count down"));
        QTRY_COMPARE(run().outcome, Outcome::Finished);
        QTRY_VERIFY(consoleText().contains("3\n"));
        QVERIFY(window_->tasksView().timeline().hasFocus());
    }

    void everyTaskHasAFormThatIsReadAloud() {
        for (const TaskKind& kind : task_kinds()) {
            QVERIFY(window_->commands().trigger(taskPrefix + kind.name.c_str()));
            QCOMPARE(panel().kind().name, kind.name);
            for (const Parameter& parameter : kind.parameters) {
                TaskField* const field = panel().field(parameter.name.c_str());
                QVERIFY(field && field->isVisible());
                QCOMPARE(field->editor().accessibleName(), parameter.title.c_str());
                QVERIFY(!field->editor().accessibleDescription().isEmpty());
                if (!parameter.fallback.empty())
                    QVERIFY2(field->check(), qPrintable(field->problem()));
            }
            QVERIFY(panel().field(kind.parameters.front().name.c_str())->editor().hasFocus());
            for (auto* const start : panel().findChildren<QPushButton*>())
                QTRY_COMPARE(start->size(), start->sizeHint()); // however few the fields are
        }
    }

    void tabGoesThroughItInOrder() {
        window_->commands().trigger(taskPrefix + "hash");
        QVERIFY(panel().field("folder")->editor().hasFocus());
        key(Qt::Key_Tab);
        QVERIFY(qobject_cast<QToolButton*>(focus()));
        key(Qt::Key_Tab);
        QCOMPARE(qobject_cast<QAbstractButton*>(focus())->text(), QString("Start"));
        key(Qt::Key_Backtab, Qt::ShiftModifier);
        key(Qt::Key_Backtab, Qt::ShiftModifier);
        key(Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(qobject_cast<QComboBox*>(focus()));
        key(Qt::Key_Down); // another task
        QCOMPARE(panel().kind().name, task_kinds()[2].name);
        QVERIFY(qobject_cast<QComboBox*>(focus()));
    }

    void whatIsWrongIsSaidBesideTheField() {
        window_->commands().trigger(taskPrefix + "fetch");
        key(Qt::Key_Return);
        QVERIFY(panel().isVisible());
        TaskField& urls = *panel().field("urls");
        QCOMPARE(urls.problem(), QString("this is needed"));
        QVERIFY(urls.editor().accessibleDescription().startsWith("this is needed"));
        type("urls", "example.org");
        QVERIFY(urls.problem().contains("begins with neither http:// nor https://"));
        type("urls", "http://127.0.0.1:1/");
        QCOMPARE(urls.problem(), QString());
        type("at-once", "0");
        key(Qt::Key_Return);
        QVERIFY(panel().isVisible());
        QCOMPARE(panel().field("at-once")->problem(), QString("at least 1"));
        QVERIFY(panel().field("at-once")->editor().hasFocus());
        QCOMPARE(session_->scripts().count(), 0);
        type("at-once", "1");
        key(Qt::Key_Return);
        QTRY_COMPARE(run().outcome, Outcome::Failed);
        QTRY_VERIFY(window_->messageBar().text().contains("Fetch URLs failed: 1 of 1 URL failed"));
        QVERIFY(consoleText().contains("Connection refused"));
    }

    void shiftEnterBeginsALineAndEnterStarts() {
        window_->commands().trigger(taskPrefix + "fetch");
        type("urls", "http://127.0.0.1:1/a");
        key(Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(focus(), "http://127.0.0.1:1/b");
        QVERIFY(panel().isVisible());
        key(Qt::Key_Return);
        QVERIFY(panel().isHidden());
        QCOMPARE(run().arguments.back(), std::string("http://127.0.0.1:1/b"));
        QTRY_COMPARE(run().failure, QString("2 of 2 URLs failed"));
    }

    void escapeClosesItAndGivesTheFocusBack() {
        window_->commands().trigger(taskPrefix + "count");
        type("from", "1");
        key(Qt::Key_Return);
        QTRY_VERIFY(window_->tasksView().timeline().hasFocus());
        key(Qt::Key_T, Qt::ControlModifier);
        QVERIFY(panel().isAncestorOf(focus()));
        key(Qt::Key_Escape);
        QVERIFY(panel().isHidden());
        QVERIFY(window_->tasksView().timeline().hasFocus());
        window_->commands().trigger(taskPrefix + "fetch");
        key(Qt::Key_Escape);
        QVERIFY(panel().isHidden());
    }

    void theLastValuesAreThereTheNextTime() {
        window_->commands().trigger(taskPrefix + "count");
        type("from", "2");
        type("every", "0.5");
        key(Qt::Key_Return);
        session_->scripts().stopAll();
        QTRY_COMPARE(session_->scripts().runningCount(), 0);
        window_.reset();
        session_.reset();
        open();
        key(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(panel().kind().name, std::string("count"));
        QCOMPARE(panel().field("from")->text(), QString("2"));
        QCOMPARE(panel().field("every")->text(), QString("0.5"));
    }

    void itsRowShowsHowFarItIsAndStopStopsIt() {
        window_->commands().trigger(taskPrefix + "count");
        type("from", "4");
        type("every", "0.5");
        key(Qt::Key_Return);
        const auto progress = [&] {
            const TraceModel& model = window_->tasksView().model();
            return model.indexOf(run().strand)
                .siblingAtColumn(TraceModel::WaitsOnColumn)
                .data(TraceModel::ProgressRole);
        };
        QTRY_COMPARE(progress().toDouble(), 0.5);
        window_->commands().trigger("run.stopAll");
        QTRY_COMPARE(run().outcome, Outcome::Cancelled);
        QVERIFY(!progress().isValid());
    }

    void theSameIsRunAgain() {
        window_->commands().trigger(taskPrefix + "count");
        type("from", "1");
        type("every", "0");
        key(Qt::Key_Return);
        QTRY_COMPARE(run().outcome, Outcome::Finished);
        QVERIFY(window_->commands().trigger("run.again"));
        QTRY_COMPARE(session_->scripts().count(), 2);
        QTRY_COMPARE(run().outcome, Outcome::Finished);
        QCOMPARE(run().arguments, session_->scripts().run(0).arguments);
    }

    void aCommandIsTypedTo() {
        window_->commands().trigger(taskPrefix + "run");
        type("command", "echo ready; read line; echo \"<$line>\"; stty size");
        key(Qt::Key_Return);
        QTRY_VERIFY(consoleText().contains("ready\n"));
        QTest::keyClicks(&window_->console().text(), "typedd");
        QTest::keyClick(&window_->console().text(), Qt::Key_Backspace);
        QTest::keyClick(&window_->console().text(), Qt::Key_Return);
        QTRY_COMPARE(run().outcome, Outcome::Finished);
        const ConsoleText& shown = window_->console().text();
        const QString size = QString("%1 %2\n").arg(shown.rows()).arg(shown.columns());
        // What is taken back is written over, with a space.
        QTRY_VERIFY2(consoleText().contains("typed \n<typed>\n" + size),
                     qPrintable(size + consoleText()));
    }

    void ctrlCInTheConsoleIsTheCommands() {
        window_->commands().trigger(taskPrefix + "run");
        type("command", "trap 'echo cleaned; exit 7' INT; echo ready; sleep 60");
        key(Qt::Key_Return);
        QTRY_VERIFY(consoleText().contains("ready\n"));
        QTest::keyClick(&window_->console().text(), Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(run().failure, QString("exit status 7"));
        QTRY_VERIFY(consoleText().contains("cleaned\n"));
    }

    void theEmptyWindowOffersIt() {
        QPushButton* button = nullptr;
        for (auto* const each : window_->findChild<Welcome*>()->findChildren<QPushButton*>())
            if (each->text() == window_->actions().action("run.task")->text())
                button = each;
        QVERIFY(button && button->isVisible() && !button->icon().isNull());
        button->click();
        QVERIFY(panel().isAncestorOf(focus()));
        choose("count");
        type("from", "1");
        key(Qt::Key_Return);
        QTRY_COMPARE(run().outcome, Outcome::Finished);
    }

    void theToolbarOffersAll() {
        QAction* const action = window_->actions().action("run.task");
        QToolButton* button = nullptr;
        for (QToolBar* bar : window_->findChildren<QToolBar*>())
            if (auto* const found = qobject_cast<QToolButton*>(bar->widgetForAction(action)))
                button = found;
        QVERIFY(button && button->isVisible() && button->menu());
        QCOMPARE(button->menu()->actions().size(), qsizetype(task_kinds().size()));
        button->click();
        QVERIFY(panel().isVisible());
    }

private:
    void open() {
        session_ = std::make_unique<Session>(*trace_, [this] { return loop_.clock().now_ns(); });
        session_->scripts().addEngine(*engine_);
        window_ = std::make_unique<MainWindow>(*session_, appearance_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    LaunchPanel& panel() { return window_->launchPanel(); }
    QWidget* focus() { return QApplication::focusWidget(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(focus() ? focus() : window_.get(), key, modifiers);
    }
    void choose(const QString& task) { window_->commands().trigger(taskPrefix + task); }
    void type(const QString& field, const QString& text) {
        QWidget& editor = panel().field(field)->editor();
        editor.setFocus();
        QTest::keyClick(&editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&editor, text);
    }
    const Run& run() {
        const Scripts& scripts = session_->scripts();
        return scripts.run(scripts.count() - 1);
    }
    QString consoleText() {
        window_->console().flush();
        return window_->console().text().toPlainText() + "\n";
    }

    EventLoop& loop_;
    Appearance appearance_;
    std::unique_ptr<Trace> trace_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<TaskEngine> engine_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    EventLoop loop;
    QCoreApplication::setEventDispatcher(new EventDispatcher(loop));
    QCoreApplication::setOrganizationName("Braid");
    QCoreApplication::setApplicationName("tst_launch_panel");
    QApplication application(argc, argv);
    tst_LaunchPanel test(loop);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_launch_panel.moc"
