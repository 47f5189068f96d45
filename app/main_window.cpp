#include "app/main_window.h"

#include "app/actions.h"
#include "app/appearance.h"
#include "app/keys_panel.h"
#include "app/lessons.h"
#include "app/recent_files.h"
#include "widgets/console.h"
#include "widgets/drop_overlay.h"
#include "widgets/loop_status.h"
#include "widgets/message_bar.h"
#include "widgets/task_filter.h"
#include "widgets/tasks_view.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/welcome.h"
#include "widgets/wording.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace braid {

namespace {

/// Grows with the layout: a saved one with other panes is not restored.
constexpr int layoutVersion = 1;

std::filesystem::path toPath(const QString& path) { return path.toStdString(); }

} // namespace

MainWindow::MainWindow(Trace& trace, Scripts& scripts, Appearance& appearance, QWidget* parent)
    : QMainWindow(parent)
    , trace_(trace)
    , scripts_(scripts)
    , appearance_(appearance)
    , model_(trace)
    , refresh_(trace, [this] { return scripts_.runningCount() > 0 ? nsPerPixel() : 0.0; }) {
    setWindowTitle(tr("Braid"));
    setAcceptDrops(true);
    createPanes();
    actions_ = new Actions(this, &tasksView_->timeline());
    createBars();
    createMenus();
    connectActions();
    connectScripts();
    overlay_ = new DropOverlay(this);
    keysPanel_ = new KeysPanel(*actions_, this);

    connect(&refresh_, &LiveRefresh::refreshed, this, &MainWindow::look);
    connect(&selection_, &Selection::changed, this, &MainWindow::updateStatus);
    connect(&selection_, &Selection::hoverChanged, this, &MainWindow::updateStatus);
    connect(&selection_, &Selection::changed, this, &MainWindow::updateActions);

    resize(1200, 760);
    restoreGeometry(QSettings().value(QStringLiteral("geometry")).toByteArray());
    updateWelcome();
    updateActions();
}

MainWindow::~MainWindow() = default;

bool MainWindow::isEmpty() const { return stack_->currentWidget() != tasksView_; }

// -- panes, bars, menus -------------------------------------------------------------------------

void MainWindow::createPanes() {
    tasksView_ = new TasksView(model_, range_, selection_);
    messageBar_ = new MessageBar;
    stack_ = new QStackedWidget;

    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(messageBar_);
    layout->addWidget(stack_, 1);
    setCentralWidget(middle);

    console_ = new Console;
    consoleDock_ = new QDockWidget(tr("Console"));
    consoleDock_->setObjectName(QStringLiteral("console"));
    consoleDock_->setWidget(console_);
    consoleDock_->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    addDockWidget(Qt::BottomDockWidgetArea, consoleDock_);

    statusText_ = new QLabel;
    statusText_->setTextFormat(Qt::PlainText);
    statusText_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    statusBar()->addWidget(statusText_, 1);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(6, 0, 6, 0);
}

void MainWindow::createBars() {
    welcome_ = new Welcome(actions_->open);
    stack_->addWidget(welcome_);
    stack_->addWidget(tasksView_);
    connect(welcome_, &Welcome::chosen, this,
            [this](const QString& path) { openFiles({toPath(path)}); });

    mainBar_ = addToolBar(tr("Actions"));
    mainBar_->setObjectName(QStringLiteral("actions"));
    mainBar_->setMovable(false);
    mainBar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    mainBar_->addAction(actions_->open);
    mainBar_->addSeparator();
    mainBar_->addAction(actions_->runAgain);
    mainBar_->addAction(actions_->stopAll);
    mainBar_->addSeparator();
    mainBar_->addAction(actions_->clearEnded);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    mainBar_->addWidget(space);

    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setPlaceholderText(tr("Filter tasks"));
    filter_->setAccessibleName(filter_->placeholderText());
    filter_->setClearButtonEnabled(true);
    filter_->addAction(actions_->filter, QLineEdit::LeadingPosition);
    filter_->setMaximumWidth(fontMetrics().averageCharWidth() * 32);
    // Drops are for the window, wherever they fall.
    filter_->setAcceptDrops(false);
    mainBar_->addWidget(filter_);
    const auto addEdge = [](QToolBar* bar) {
        auto* edge = new QWidget;
        edge->setFixedWidth(4);
        bar->addWidget(edge);
    };
    addEdge(mainBar_);
    connect(filter_, &QLineEdit::textChanged, &tasksView_->filter(), &TaskFilter::setText);

    addToolBarBreak();
    loopBar_ = addToolBar(tr("Loop"));
    loopBar_->setObjectName(QStringLiteral("loop"));
    loopBar_->setMovable(false);
    loopBar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    loopStatus_ = new LoopStatus;
    loopBar_->addWidget(loopStatus_);
    loopBar_->addAction(actions_->fit);
    loopBar_->addAction(actions_->live);
    addEdge(loopBar_);
    defaultLayout_ = saveState(layoutVersion);
    loopBar_->hide();
    consoleDock_->hide();
}

void MainWindow::createMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(actions_->open);
    recentMenu_ = file->addMenu(tr("Open &recent"));
    QMenu* examples = file->addMenu(tr("&Lessons"));
    for (const WelcomeEntry& lesson : lessons())
        connect(examples->addAction(lesson.title), &QAction::triggered, this,
                [this, path = lesson.path] { openFiles({toPath(path)}); });
    file->addSeparator();
    file->addAction(actions_->quit);

    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run->addAction(actions_->runAgain);
    run->addAction(actions_->stopSelected);
    run->addAction(actions_->stopAll);
    run->addSeparator();
    run->addAction(actions_->cancelTask);
    run->addSeparator();
    run->addAction(actions_->clearEnded);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addActions({actions_->live, actions_->fit, actions_->zoomIn, actions_->zoomOut});
    view->addSeparator();
    view->addActions({actions_->previousSlice, actions_->nextSlice, actions_->filter});
    view->addSeparator();
    view->addAction(actions_->nextPane);
    view->addAction(consoleDock_->toggleViewAction());
    view->addAction(actions_->restoreLayout);
    QMenu* theme = view->addMenu(tr("&Colours"));
    theme->addActions({actions_->systemTheme, actions_->lightTheme, actions_->darkTheme,
                       actions_->highContrastTheme});

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(actions_->keys);
    help->addAction(actions_->about);

    QTreeView& tree = tasksView_->tree();
    tree.addActions({actions_->runAgain, actions_->stopSelected, actions_->cancelTask,
                     actions_->fit, actions_->clearEnded});
    tree.setContextMenuPolicy(Qt::ActionsContextMenu);
}

void MainWindow::connectActions() {
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    TimelineView& timeline = tasksView_->timeline();
    on(actions_->open, &MainWindow::askForFiles);
    on(actions_->quit, &QWidget::close);
    on(actions_->runAgain, &MainWindow::runAgain);
    on(actions_->stopAll, [this] { scripts_.stopAll(); });
    on(actions_->stopSelected, [this] { scripts_.stop(selectedRun()); });
    on(actions_->cancelTask, [this] {
        if (const LaneId task = selection_.task(); task != LaneId::None)
            scripts_.cancelTask(task, trace_.lane(task).group);
    });
    on(actions_->clearEnded, [this] {
        tasksView_->filter().clearEnded();
        messageBar_->hide();
    });
    on(actions_->live, [this](bool live) { range_.setLive(live); });
    connect(&range_, &VisibleRange::liveChanged, actions_->live, &QAction::setChecked);
    on(actions_->fit, &MainWindow::fit);
    on(actions_->zoomIn, [this] { range_.zoom(1 / 1.5, (range_.beginNs() + range_.endNs()) / 2); });
    on(actions_->zoomOut, [this] { range_.zoom(1.5, (range_.beginNs() + range_.endNs()) / 2); });
    on(actions_->previousSlice, [&timeline] { timeline.stepSlice(-1); });
    on(actions_->nextSlice, [&timeline] { timeline.stepSlice(1); });
    on(actions_->filter, [this] {
        filter_->setFocus(Qt::ShortcutFocusReason);
        filter_->selectAll();
    });
    on(actions_->nextPane, &MainWindow::focusNextPane);
    on(actions_->restoreLayout, &MainWindow::restoreDefaultLayout);
    for (QAction* theme : {actions_->systemTheme, actions_->lightTheme, actions_->darkTheme,
                           actions_->highContrastTheme})
        on(theme, [this, theme] { chooseTheme(theme); });
    on(actions_->keys, [this] { keysPanel_->open(); });
    on(actions_->about, [this] {
        messageBar_->showMessage(
            MessageBar::Kind::Notice,
            tr("Braid %1: one loop on one thread runs this window, C++ coroutines and the scripts "
               "that you drop on it, and shows every task interleave.")
                .arg(QCoreApplication::applicationVersion()));
    });

    const auto choice = appearance_.choice();
    (!choice                         ? actions_->systemTheme
     : *choice == Theme::Kind::Light ? actions_->lightTheme
     : *choice == Theme::Kind::Dark  ? actions_->darkTheme
                                     : actions_->highContrastTheme)
        ->setChecked(true);
}

void MainWindow::chooseTheme(QAction* action) {
    std::optional<Theme::Kind> kind;
    if (action == actions_->lightTheme)
        kind = Theme::Kind::Light;
    else if (action == actions_->darkTheme)
        kind = Theme::Kind::Dark;
    else if (action == actions_->highContrastTheme)
        kind = Theme::Kind::HighContrast;
    appearance_.choose(kind);
    QSettings().setValue(QStringLiteral("theme"), Appearance::nameOf(kind));
}

// -- scripts ------------------------------------------------------------------------------------

void MainWindow::connectScripts() {
    connect(&scripts_, &Scripts::started, this, &MainWindow::scriptStarted);
    connect(&scripts_, &Scripts::ended, this, &MainWindow::scriptEnded);
    connect(&scripts_, &Scripts::changed, this, [this] {
        updateInput();
        updateActions();
        refresh_.request();
    });
    connect(&scripts_, &Scripts::wrote, this,
            [this](int run, OutputStream stream, const QString& text) {
                console_->append(run, scripts_.run(run).name, stream, sinceOrigin(trace_.now_ns()),
                                 text);
            });
    connect(console_, &Console::lineEntered, &scripts_, &Scripts::sendLine);
    connect(console_, &Console::inputEnded, &scripts_, &Scripts::endInput);
}

void MainWindow::openFiles(const std::vector<std::filesystem::path>& paths) {
    run(DropPlan::forPaths(paths, [this](const auto& path) { return scripts_.accepts(path); }));
}

void MainWindow::run(const DropPlan& plan) {
    std::vector<std::filesystem::path> files = plan.scripts;
    if (!plan.text.isEmpty()) {
        const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
                          QStringLiteral("/scratch"));
        folder.mkpath(QStringLiteral("."));
        int number = 1;
        while (folder.exists(QStringLiteral("scratch-%1.py").arg(number)))
            ++number;
        QFile file(folder.filePath(QStringLiteral("scratch-%1.py").arg(number)));
        if (!file.open(QIODevice::WriteOnly) || file.write(plan.text.toUtf8()) < 0) {
            messageBar_->showMessage(
                MessageBar::Kind::Warning,
                tr("The text could not be saved as a scratch script: %1").arg(file.errorString()));
            return;
        }
        files.push_back(toPath(file.fileName()));
    }
    if (files.empty()) {
        messageBar_->showMessage(MessageBar::Kind::Warning, plan.promise());
        return;
    }
    // Shown first, so that the window is there while the first script starts.
    showWorkbench();
    range_.setLive(true);
    for (auto file = plan.scripts.rbegin(); file != plan.scripts.rend(); ++file)
        RecentFiles::add(QString::fromStdString(std::filesystem::absolute(*file).string()));
    updateWelcome();
    tellRunning(scripts_.start(files), plan.skipped);
}

void MainWindow::askForFiles() {
    auto* dialog = new QFileDialog(this, tr("Open scripts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Scripts (*.py)"), tr("All files (*)")});
    dialog->setDirectory(QSettings().value(QStringLiteral("folder"), QDir::homePath()).toString());
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList& files) {
        QSettings().setValue(QStringLiteral("folder"), dialog->directory().absolutePath());
        std::vector<std::filesystem::path> paths;
        for (const QString& file : files)
            paths.push_back(toPath(file));
        openFiles(paths);
    });
    dialog->open();
}

int MainWindow::selectedRun() const {
    const QModelIndex current = tasksView_->tree().currentIndex();
    return scripts_.runOf(GroupId(current.data(TraceModel::GroupRole).toUInt()));
}

void MainWindow::runAgain() {
    range_.setLive(true);
    if (const int run = selectedRun(); run >= 0) {
        scripts_.restart(run);
        return;
    }
    const std::vector<int> runs = scripts_.lastStarted();
    for (const int run : runs)
        scripts_.restart(run);
}

void MainWindow::scriptStarted(int run) {
    const ScriptRun& info = scripts_.run(run);
    if (info.group != GroupId::None) {
        const std::int64_t begin = trace_.group(info.group).begin_ns;
        if (originNs_ < 0) {
            originNs_ = begin;
            tasksView_->setOrigin(begin);
        }
        // Others that still run keep their place in view.
        if (scripts_.runningCount() <= 1)
            sinceNs_ = begin;
    }
    showWorkbench();
    updateActions();
    refresh_.request();
}

void MainWindow::scriptEnded(int run) {
    const ScriptRun& info = scripts_.run(run);
    presentNs_ = trace_.now_ns();
    QString note;
    switch (info.outcome) {
    case Outcome::Finished:
        note = tr("finished");
        break;
    case Outcome::Cancelled:
        note = tr("stopped");
        break;
    case Outcome::Failed:
        note = tr("failed with exit status %1").arg(info.exitStatus);
        break;
    case Outcome::Pending:
        note = tr("ended");
        break;
    }
    if (info.group != GroupId::None) {
        const Group& group = trace_.group(info.group);
        note = tr("%1 after %2").arg(note, formatDuration(presentNs_ - group.begin_ns));
    }
    console_->appendNote(run, info.name, sinceOrigin(presentNs_), note);
    tellEnds();
    updateActions();
    refresh_.request();
}

void MainWindow::tellRunning(const std::vector<int>& runs, const QStringList& skipped) {
    batch_ = runs;
    constexpr int most = 4;
    QStringList names;
    for (const int run : runs)
        names << scripts_.run(run).name;
    if (names.size() > most)
        names = names.mid(0, most) << tr("%n more", nullptr, int(names.size()) - most);
    QString text = runs.size() == 1 ? tr("Running %1").arg(names.first())
                                    : tr("Running %n script(s): %1", nullptr, int(runs.size()))
                                          .arg(names.join(QStringLiteral(", ")));
    if (!skipped.isEmpty())
        text += QStringLiteral(" · ") + tr("skipped %1").arg(skipped.join(QStringLiteral(", ")));
    messageBar_->showMessage(MessageBar::Kind::Notice, text, {actions_->stopAll});
    tellEnds();
    if (!runs.empty()) {
        refresh_.request();
        look();
        tasksView_->reveal(scripts_.run(runs.front()).group);
    }
}

void MainWindow::tellEnds() {
    QStringList failures;
    bool running = false;
    for (const int run : batch_) {
        const ScriptRun& info = scripts_.run(run);
        running |= info.isRunning();
        if (info.outcome == Outcome::Failed)
            failures << (info.failure.isEmpty() ? tr("%1 failed").arg(info.name)
                                                : tr("%1 failed: %2").arg(info.name, info.failure));
    }
    if (!failures.isEmpty())
        messageBar_->showMessage(MessageBar::Kind::Warning, failures.join(QStringLiteral("\n")),
                                 {actions_->runAgain});
    else if (!running && !batch_.empty())
        messageBar_->hide();
}

void MainWindow::updateInput() {
    for (int run = 0; run < scripts_.count(); ++run) {
        if (scripts_.run(run).state == Script::State::WaitingInput) {
            consoleDock_->show();
            console_->askForInput(run, scripts_.run(run).name);
            return;
        }
    }
    console_->askForInput(-1, {});
}

// -- looking ------------------------------------------------------------------------------------

double MainWindow::nsPerPixel() const {
    return double(range_.span().length()) / std::max(1, tasksView_->timeline().width());
}

std::int64_t MainWindow::sinceOrigin(std::int64_t timeNs) const {
    return originNs_ < 0 ? 0 : timeNs - originNs_;
}

void MainWindow::look() {
    if (scripts_.runningCount() > 0)
        presentNs_ = trace_.now_ns();
    tasksView_->refresh();
    range_.follow(sinceNs_, presentNs_);
    loopStatus_->setCounts(model_.counts());
    loopStatus_->setTrace(trace_.stored_slices(), trace_.capacity_slices(),
                          trace_.dropped_slices());
    updateStatus();
}

void MainWindow::updateStatus() {
    const QString explanation = tasksView_->timeline().explanation();
    const QString keys = actions_->keys->shortcuts().value(1).toString(QKeySequence::NativeText);
    statusText_->setText(explanation.isEmpty() ? tr("Press %1 for keys").arg(keys) : explanation);
}

void MainWindow::fit() {
    if (const auto range = selection_.range()) {
        range_.fit(*range);
        return;
    }
    if (selection_.task() != LaneId::None) {
        const Lane& lane = trace_.lane(selection_.task());
        const TimeSpan span{lane.begin_ns, lane.end_ns >= 0 ? lane.end_ns : presentNs_};
        // Once more shows everything.
        const TimeSpan shown = range_.span();
        const bool there = shown.beginNs <= span.beginNs && span.endNs <= shown.endNs &&
                           shown.length() < span.length() * 11 / 10;
        if (!there) {
            range_.fit(span);
            return;
        }
    }
    const std::int64_t begin = std::max<std::int64_t>(originNs_, 0);
    range_.fit({begin, std::max(presentNs_, begin + VisibleRange::shortestNs)});
}

void MainWindow::focusNextPane() {
    const QList<QWidget*> panes =
        isEmpty() ? QList<QWidget*>{welcome_, filter_}
                  : QList<QWidget*>{&tasksView_->tree(), &tasksView_->timeline(), &console_->text(),
                                    filter_};
    qsizetype now = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (QWidget* focus = focusWidget();
            focus && (focus == panes[i] || panes[i]->isAncestorOf(focus)))
            now = i;
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        QWidget* next = panes[(now + step) % panes.size()];
        if (next->isVisible()) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void MainWindow::updateActions() {
    const int running = scripts_.runningCount();
    const int selected = selectedRun();
    actions_->runAgain->setEnabled(scripts_.count() > 0);
    actions_->stopAll->setEnabled(running > 0);
    actions_->stopSelected->setEnabled(selected >= 0 && scripts_.run(selected).isRunning());
    actions_->cancelTask->setEnabled(selection_.task() != LaneId::None && selected >= 0 &&
                                     scripts_.run(selected).isRunning() &&
                                     trace_.lane(selection_.task()).outcome == Outcome::Pending);
    actions_->clearEnded->setEnabled(scripts_.count() > running);
    for (QAction* action : {actions_->live, actions_->fit, actions_->zoomIn, actions_->zoomOut,
                            actions_->previousSlice, actions_->nextSlice, actions_->filter})
        action->setEnabled(!isEmpty());
    filter_->setEnabled(!isEmpty());
}

void MainWindow::updateWelcome() {
    QList<WelcomeEntry> recent;
    recentMenu_->clear();
    for (const QString& path : RecentFiles::list()) {
        const QFileInfo info(path);
        recent << WelcomeEntry{
            path, info.fileName(),
            QString(info.absolutePath()).replace(QDir::homePath(), QStringLiteral("~")),
            Qt::ElideMiddle};
        connect(recentMenu_->addAction(path), &QAction::triggered, this,
                [this, path] { openFiles({toPath(path)}); });
    }
    recentMenu_->setEnabled(!recent.isEmpty());
    if (!isEmpty())
        return;
    const QList<WelcomeEntry> offered = lessons();
    // What stands in the one list is of no use in the other.
    recent.removeIf([&](const WelcomeEntry& entry) {
        return std::any_of(offered.begin(), offered.end(),
                           [&](const WelcomeEntry& lesson) { return lesson.path == entry.path; });
    });
    welcome_->setLessons(offered);
    welcome_->setRecent(recent);
}

void MainWindow::showWorkbench() {
    if (!isEmpty())
        return;
    stack_->setCurrentWidget(tasksView_);
    loopBar_->show();
    consoleDock_->show();
    resizeDocks({consoleDock_}, {height() / 4}, Qt::Vertical);
    defaultLayout_ = saveState(layoutVersion);
    const QSettings settings;
    restoreState(settings.value(QStringLiteral("layout")).toByteArray(), layoutVersion);
    if (const QByteArray columns = settings.value(QStringLiteral("columns")).toByteArray();
        !columns.isEmpty())
        tasksView_->restoreState(columns);
    tasksView_->timeline().setFocus();
    updateActions();
}

void MainWindow::restoreDefaultLayout() {
    if (isEmpty())
        return;
    restoreState(defaultLayout_, layoutVersion);
    tasksView_->restoreDefaultState();
}

// -- events -------------------------------------------------------------------------------------

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    dropPlan_ = DropPlan::forMimeData(*event->mimeData(),
                                      [this](const auto& path) { return scripts_.accepts(path); });
    overlay_->showPromise(dropPlan_.promise(), !dropPlan_.isEmpty());
    // Also what will be refused is let in: otherwise nobody would tell when it leaves again.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event) {
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(!dropPlan_.isEmpty());
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { overlay_->hide(); }

void MainWindow::dropEvent(QDropEvent* event) {
    overlay_->hide();
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(!dropPlan_.isEmpty());
    // Once the drag is over: starting scripts must not keep the other program waiting.
    QMetaObject::invokeMethod(
        this, [this, plan = std::exchange(dropPlan_, {})] { run(plan); }, Qt::QueuedConnection);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    if (!isEmpty()) {
        settings.setValue(QStringLiteral("layout"), saveState(layoutVersion));
        settings.setValue(QStringLiteral("columns"), tasksView_->saveState());
    }
    event->accept();
}

void MainWindow::updateVisibility() { refresh_.setActive(isVisible() && !isMinimized()); }

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    updateVisibility();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    updateVisibility();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateVisibility();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (overlay_ && overlay_->isVisible())
        overlay_->setGeometry(rect());
}

} // namespace braid
