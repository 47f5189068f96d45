// SPDX-License-Identifier: MIT
#include "app/appearance.h"
#include "app/command_palette.h"
#include "app/keys_panel.h"
#include "app/launch_panel.h"
#include "app/main_window.h"
#include "app/trace_comparison.h"
#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "tests/widgets/session/fake_engine.h"
#include "widgets/actions.h"
#include "widgets/console/console.h"
#include "widgets/message_bar.h"
#include "widgets/message_log.h"
#include "widgets/session/session.h"
#include "widgets/source/source_editor.h"
#include "widgets/source/source_pane.h"
#include "widgets/source/source_search.h"
#include "widgets/source/source_tab.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace braid;

namespace {

constexpr std::int64_t ms = 1'000'000;

QString letterOf(const QString& text) {
    const auto mark = QString(text).remove(QLatin1String("&&")).indexOf(QLatin1Char('&'));
    return mark < 0 ? QString()
                    : QString(text).remove(QLatin1String("&&")).mid(mark + 1, 1).toUpper();
}

} // namespace

/// The real window with scripts of no language.
class tst_Commands : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QSettings().clear();
        folder_ = std::make_unique<QTemporaryDir>();
        trace_ = std::make_unique<Trace>();
        engine_ = std::make_unique<FakeEngine>(*trace_);
        session_ = std::make_unique<Session>(*trace_, [this] { return now_; });
        session_->scripts().addEngine(*engine_);
        appearance_.choose(Theme::Kind::Light);
        window_ = std::make_unique<MainWindow>(*session_, appearance_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void cleanup() {
        window_.reset();
        session_.reset();
    }

    void eachSaysWhatItDoes() {
        QSet<QString> ids;
        for (const Command& command : commands().all()) {
            QVERIFY2(!command.text.isEmpty() && !command.tip.isEmpty(), qPrintable(command.id));
            QVERIFY2(!command.tip.endsWith('.'), qPrintable(command.id));
            QVERIFY2(command.run, qPrintable(command.id));
            QVERIFY2(!ids.contains(command.id), qPrintable(command.id));
            ids.insert(command.id);
        }
        QVERIFY(ids.size() > 25);
    }

    void eachIsInAMenu() {
        start(1);
        QSet<QAction*> inMenus;
        const std::function<void(const QList<QAction*>&)> collect = [&](const auto& actions) {
            for (QAction* action : actions) {
                inMenus.insert(action);
                if (action->menu())
                    collect(action->menu()->actions());
            }
        };
        collect(window_->menuBar()->actions());
        for (const Command& command : commands().all())
            QVERIFY2(inMenus.contains(window_->actions().action(command.id)),
                     qPrintable(command.id));
    }

    void noTwoHaveTheSameKey() {
        QHash<QKeySequence, QString> owners;
        for (const Command& command : commands().all()) {
            for (const Command::Key& key : command.keys) {
                QVERIFY2(!owners.contains(key.sequence),
                         qPrintable(command.id + " and " + owners.value(key.sequence)));
                owners.insert(key.sequence, command.id);
            }
        }
    }

    void noTwoOfAMenuHaveTheSameLetter() {
        for (QAction* top : window_->menuBar()->actions()) {
            QHash<QString, QString> owners;
            for (QAction* action : top->menu()->actions()) {
                const QString letter = letterOf(action->text());
                if (letter.isEmpty())
                    continue;
                QVERIFY2(!owners.contains(letter),
                         qPrintable(action->text() + " and " + owners.value(letter)));
                owners.insert(letter, action->text());
            }
        }
    }

    /// Every command of the list has to be here, or the test fails; those of notes are in
    /// tst_notes.
    void eachDoesWhatItsNameSays() {
        const QHash<QString, std::function<bool()>> promises = {
            {"file.open", [this] { return dialogIsOpen(); }},
            {"file.export", [this] { return dialogIsOpen(); }},
            {"file.compare", [this] { return dialogIsOpen(); }},
            {"file.cancelComparison",
             [this] {
                 auto* comparison = window_->findChild<TraceComparison*>();
                 return comparison && !comparison->work().isRunning();
             }},
            {"view.comparison", [this] { return window_->isPaneInFront("diff"); }},
            {"file.picture", [this] { return dialogIsOpen(); }},
            {"file.cancelOpening",
             [this] { return !window_->opener().work().isRunning() && running(2); }},
            {"file.cancelExport",
             [this] {
                 return !window_->traceExport().work().isRunning() &&
                        !QFile::exists(folder_->filePath("out.json"));
             }},
            {"file.quit", [this] { return !window_->isVisible(); }},
            {"edit.save", [this] { return !source().tab()->isModified(); }},
            {"edit.rerunOnSave", [this] { return source().rerunsOnSave(); }},
            {"edit.find", [this] { return source().search().isVisible(); }},
            {"edit.findNext", [this] { return source().search().isVisible(); }},
            {"edit.findPrevious", [this] { return source().search().isVisible(); }},
            {"edit.goToLine", [this] { return source().search().isVisible(); }},
            {"edit.toggleComment", [this] { return source().editor()->text().startsWith('#'); }},
            {"edit.selectTask", [this] { return selection().task() == lane_; }},
            {"edit.closeSource",
             [this] { return !source().tab() || !source().tab()->path().endsWith("text.fake"); }},
            {"run.task", [this] { return window_->launchPanel().isVisible(); }},
            {"run.again", [this] { return session_->scripts().count() > runsBefore_; }},
            {"run.stop", [this] { return !session_->scripts().run(0).isRunning() && running(1); }},
            {"run.stopAll", [this] { return running(0); }},
            {"run.cancelTask", [this] { return engine_->cancelled == std::vector{lane_}; }},
            {"run.clearEnded", [this] { return window_->tasksView().filter().rowCount() == 1; }},
            {"view.live", [this] { return session_->isLive(); }},
            {"view.fit", [this] { return range().span() != spanBefore_; }},
            {"view.zoomIn", [this] { return range().span().length() < spanBefore_.length(); }},
            {"view.zoomOut", [this] { return range().span().length() > spanBefore_.length(); }},
            {"view.earlier", [this] { return range().beginNs() < spanBefore_.beginNs; }},
            {"view.later", [this] { return range().beginNs() > spanBefore_.beginNs; }},
            {"view.cursorEarlier", [this] { return session_->shown() == t0_ + 145 * ms; }},
            {"view.cursorLater", [this] { return session_->shown() == t0_ + 155 * ms; }},
            {"view.cursorMuchEarlier", [this] { return session_->shown() == t0_ + 100 * ms; }},
            {"view.cursorMuchLater", [this] { return session_->shown() == t0_ + 200 * ms; }},
            {"view.previousSlice", [this] { return session_->shown() < t0_ + 150 * ms; }},
            {"view.nextSlice", [this] { return session_->shown() > t0_ + 150 * ms; }},
            {"view.selectNothing", [this] { return selection().task() == LaneId::None; }},
            {"view.previousTask", [this] { return selection().strand() == StrandId(1); }},
            {"view.nextTask", [this] { return selection().strand() == StrandId(2); }},
            {"view.filter", [] { return focusIs("filter"); }},
            {"view.nextPane", [this] { return !window_->tasksView().timeline().hasFocus(); }},
            {"view.console", [this] { return !window_->console().isVisible(); }},
            {"view.settings", [this] { return window_->isPaneShown("settings"); }},
            {"view.layout.watch", [this] { return !window_->isPaneShown("settings"); }},
            {"view.layout.debug", [this] { return window_->console().height() > 250; }},
            {"view.layout.teach", [this] { return window_->console().height() < 150; }},
            {"view.source", [this] { return !window_->isPaneShown("source"); }},
            {"view.openSource",
             [this] { return source().isAncestorOf(QApplication::focusWidget()); }},
            {"view.restoreLayout", [this] { return window_->console().isVisible(); }},
            {"view.colours.system", [this] { return !appearance_.choice(); }},
            {"view.graph", [this] { return window_->isPaneInFront("graph"); }},
            {"view.details", [this] { return window_->isPaneInFront("details"); }},
            {"view.kinds", [this] { return window_->isPaneInFront("kinds"); }},
            {"view.graph", [this] { return window_->isPaneInFront("graph"); }},
            {"view.hideEnded", [this] { return window_->tasksView().filter().hidesEnded(); }},
            {"view.why", [this] { return session_->shown() == t0_ + 20 * ms; }},
            {"view.path", [this] { return !session_->path().stretches().empty(); }},
            {"view.messages", [this] { return window_->messageLog().isVisible(); }},
            {"view.colours.light", [this] { return themeIs(Theme::Kind::Light); }},
            {"view.colours.dark", [this] { return themeIs(Theme::Kind::Dark); }},
            {"view.colours.high-contrast", [this] { return themeIs(Theme::Kind::HighContrast); }},
            {"help.palette", [this] { return window_->palettePanel().isVisible(); }},
            {"help.keys", [this] { return window_->findChild<KeysPanel*>()->isVisible(); }},
            {"help.about", [this] { return window_->messageBar().text().startsWith("Braid"); }},
        };
        QStringList ids;
        for (const Command& command : commands().all())
            if (!command.id.startsWith("file.lesson.") && !command.id.startsWith("file.recent.") &&
                !command.id.startsWith("run.task.") && !command.id.startsWith("note."))
                ids << command.id;
        for (const QString& id : ids) {
            QVERIFY2(promises.contains(id), qPrintable(id + " promises nothing"));
            cleanup();
            init();
            atWork(id);
            QVERIFY2(id == "view.colours.light" || !promises[id](),
                     qPrintable(id + " has nothing left to do"));
            QVERIFY2(commands().trigger(id), qPrintable(id + " is not enabled"));
            QTRY_VERIFY2(promises[id](), qPrintable(id));
        }
        QCOMPARE(ids.size(), promises.size());
    }

    void filesThatWereRunAreInTheMenuAndRunAgain() {
        const QString path = start(1);
        const QString id = "file.recent." + path;
        QVERIFY(commands().find(id));
        QVERIFY(window_->actions().action(id));
        window_->actions().action(id)->trigger();
        QCOMPARE(session_->scripts().count(), 2);
        start(1);
        QCOMPARE(commands().all()[1].id, "file.recent." + folder_->filePath("2.fake"));
        QCOMPARE(commands().all()[2].id, id);
    }

    void keysWorkWhereNobodyTypes() {
        atWork("view.later");
        TimelineView& timeline = window_->tasksView().timeline();
        timeline.setFocus();
        const TimeSpan before = range().span();
        QTest::keyClick(&timeline, Qt::Key_D);
        QVERIFY(range().beginNs() > before.beginNs);
        QTest::keyClick(&timeline, Qt::Key_A);
        QCOMPARE(range().span(), before);
        QTest::keyClick(&timeline, Qt::Key_Left);
        QVERIFY(session_->shown() < t0_ + 150 * ms);
        QTest::keyClick(&timeline, Qt::Key_W);
        QVERIFY(range().span().length() < before.length());
        QTest::keyClick(&timeline, Qt::Key_Escape);
        QCOMPARE(selection().task(), LaneId::None);
        QTest::keyClick(&timeline, Qt::Key_Down);
        QVERIFY(selection().strand() != StrandId::None);

        auto* filter = window_->findChild<QLineEdit*>("filter");
        filter->setFocus();
        const TimeSpan now = range().span();
        QTest::keyClicks(filter, "wasd?");
        QCOMPARE(filter->text(), "wasd?");
        QCOMPARE(range().span(), now);
    }

    void keysOfTheWholeWindowWorkInEveryPane() {
        start(1);
        window_->tasksView().tree().setFocus();
        QTest::keyClick(&window_->tasksView().tree(), Qt::Key_F5, Qt::ShiftModifier);
        QTRY_VERIFY(running(0));
    }

    void thePaletteFindsAndDoesWhatIsTyped() {
        start(2);
        openPalette();
        CommandPalette& palette = window_->palettePanel();
        QVERIFY(palette.isVisible() && palette.field().hasFocus());
        QVERIFY(palette.list().count() > 10);
        QTest::keyClicks(&palette.field(), "stop all");
        QCOMPARE(palette.list().currentItem()->text(), "Run: Stop all");
        QTest::keyClick(&palette.field(), Qt::Key_Return);
        QVERIFY(!palette.isVisible());
        QVERIFY(running(0));
        // What was used last is offered first.
        start(1);
        openPalette();
        QCOMPARE(palette.list().item(0)->text(), "Run: Stop all");
    }

    void thePaletteOffersOnlyWhatCanBeDone() {
        openPalette();
        CommandPalette& palette = window_->palettePanel();
        QTest::keyClicks(&palette.field(), "stop all");
        for (int row = 0; row < palette.list().count(); ++row)
            QVERIFY(palette.list().item(row)->text() != "Run: Stop all");
        QTest::keyClick(&palette.field(), Qt::Key_Return);
        QVERIFY(palette.list().count() > 0 || palette.isVisible());
    }

    void thePaletteIsDrivenByTheKeyboardAndLeftByEscape() {
        start(1);
        QWidget* before = QApplication::focusWidget();
        QVERIFY(before);
        openPalette();
        CommandPalette& palette = window_->palettePanel();
        QCOMPARE(palette.list().currentRow(), 0);
        QTest::keyClick(&palette.field(), Qt::Key_Down);
        QTest::keyClick(&palette.field(), Qt::Key_Down);
        QCOMPARE(palette.list().currentRow(), 2);
        QTest::keyClick(&palette.field(), Qt::Key_Up);
        QCOMPARE(palette.list().currentRow(), 1);
        QTest::keyClick(&palette.field(), Qt::Key_Tab);
        QVERIFY(palette.field().hasFocus());
        QTest::keyClick(&palette.field(), Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void thePaletteGoesWhenTheFocusDoes() {
        start(1);
        openPalette();
        window_->tasksView().tree().setFocus();
        QVERIFY(!window_->palettePanel().isVisible());
    }

private:
    Commands& commands() { return window_->commands(); }
    SourcePane& source() { return window_->sourcePane(); }
    VisibleRange& range() { return session_->range(); }
    Selection& selection() { return session_->selection(); }
    bool running(int runs) const { return session_->scripts().runningCount() == runs; }
    bool themeIs(Theme::Kind kind) const {
        return appearance_.choice() == kind && Theme::of(window_->palette()).kind() == kind;
    }
    static bool focusIs(const QString& name) {
        return QApplication::focusWidget() && QApplication::focusWidget()->objectName() == name;
    }
    bool dialogIsOpen() const {
        const auto* dialog = window_->findChild<QFileDialog*>();
        return dialog && dialog->isVisible();
    }

    /// Runs that many new files; returns the path of the last.
    QString start(int files) {
        std::vector<std::filesystem::path> paths;
        QString path;
        for (int n = 0; n < files; ++n) {
            path = folder_->filePath(QString("%1.fake").arg(session_->scripts().count() + n));
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly))
                qFatal("no file could be written");
            paths.emplace_back(path.toStdString());
        }
        window_->opener().open(paths);
        return path;
    }

    /// Two scripts run, the first one's task and an instant are selected, and a second is shown:
    /// so that every command has something to do.
    void atWork(const QString& id) {
        start(2);
        t0_ = session_->origin();
        lane_ = trace_->begin_lane(t0_, StrandId(1), "task");
        for (int n = 0; n < 10; ++n) {
            trace_->record(t0_ + n * 100 * ms, lane_, Activity::Running);
            trace_->record(t0_ + n * 100 * ms + 20 * ms, lane_, Activity::Waiting);
        }
        now_ = t0_ + 1000 * ms;
        session_->look();
        range().setSpan({t0_ + 100 * ms, t0_ + 600 * ms});
        selection().select(lane_);
        session_->standAt(t0_ + 150 * ms);
        spanBefore_ = range().span();
        runsBefore_ = session_->scripts().count();
        if (id == "run.again" || id == "run.clearEnded") {
            engine_->scripts[0]->end(Outcome::Finished);
            QTRY_VERIFY(running(1));
            session_->look();
            QCoreApplication::processEvents();
        }
        if (id == "view.colours.system" || id.startsWith("view.colours.h"))
            appearance_.choose(Theme::Kind::Dark);
        if (id == "view.why")
            session_->standAt(t0_ + 110 * ms);
        if (id == "view.layout.watch")
            window_->showPane("settings", true);
        if (id.startsWith("edit.")) {
            const QString path = folder_->filePath("text.fake");
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one\ntwo\n") > 0);
            file.close();
            session_->setLive(true);
            trace_->record(now_, lane_,
                           {Activity::Waiting, WaitKind::Timer, TextId::None,
                            trace_->intern(path.toStdString(), 1, "f")});
            session_->look();
            source().open({path, 1}, false);
            selection().clear();
        }
        if (id == "edit.save")
            source().editor()->insert("zero\n");
        if (id == "view.restoreLayout")
            window_->showConsole(false);
        if (id == "file.cancelOpening") {
            for (int n = 100; n < 1100; ++n)
                QVERIFY(QFile(folder_->filePath(QString("%1.fake").arg(n))).open(QFile::WriteOnly));
            window_->opener().open({folder_->path().toStdString()});
        }
        if (id == "file.cancelComparison") {
            window_->traceExport().save(folder_->filePath("other.json"));
            QTRY_VERIFY(!window_->traceExport().work().isRunning());
            window_->findChild<TraceComparison*>()->compareWith(folder_->filePath("other.json"));
        }
        if (id == "file.cancelExport")
            window_->traceExport().save(folder_->filePath("out.json"));
    }

    void openPalette() {
        QTest::keyClick(window_.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    }

    Appearance appearance_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Trace> trace_;
    std::unique_ptr<FakeEngine> engine_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;
    std::int64_t now_ = 0;
    std::int64_t t0_ = 0;
    LaneId lane_ = LaneId::None;
    TimeSpan spanBefore_;
    int runsBefore_ = 0;
};

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    EventLoop loop;
    QCoreApplication::setEventDispatcher(new EventDispatcher(loop));
    QCoreApplication::setOrganizationName("Braid");
    QCoreApplication::setApplicationName("tst_commands");
    QApplication application(argc, argv);
    tst_Commands test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_commands.moc"
