// SPDX-License-Identifier: MIT
#include "app/main_window.h"

#include "app/appearance.h"
#include "app/colour_commands.h"
#include "app/command_palette.h"
#include "app/file_commands.h"
#include "app/keys_panel.h"
#include "app/launch_panel.h"
#include "app/layouts.h"
#include "app/lessons.h"
#include "app/menus.h"
#include "app/messages.h"
#include "app/note_commands.h"
#include "app/pane_commands.h"
#include "app/picture_export.h"
#include "app/settings_panel.h"
#include "app/source_commands.h"
#include "app/task_commands.h"
#include "app/trace_comparison.h"
#include "app/work_status.h"
#include "bridge/notes/note.h"
#include "bridge/tasks/task_kind.h"
#include "widgets/actions.h"
#include "widgets/console/console.h"
#include "widgets/console/console_feed.h"
#include "widgets/details/details.h"
#include "widgets/details/diff_pane.h"
#include "widgets/details/kinds_pane.h"
#include "widgets/details/path_pane.h"
#include "widgets/graph/wait_graph_view.h"
#include "widgets/loop_status.h"
#include "widgets/message_bar.h"
#include "widgets/message_log.h"
#include "widgets/notes/note_pane.h"
#include "widgets/notes/note_view.h"
#include "widgets/session/cause_commands.h"
#include "widgets/session/session.h"
#include "widgets/session/session_commands.h"
#include "widgets/source/source_pane.h"
#include "widgets/source/source_search.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/welcome/drop_overlay.h"
#include "widgets/welcome/welcome.h"

#include <QAction>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
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

/// A little air at the right end of a bar.
void addEdge(QToolBar& bar) {
    auto* edge = new QWidget;
    edge->setFixedWidth(4);
    bar.addWidget(edge);
}

/// ＋Task: the form of the last one, or by its arrow, of another.
void addTaskButton(QToolBar& bar, const Actions& actions) {
    auto* menu = new QMenu(&bar);
    for (const TaskKind& kind : task_kinds())
        menu->addAction(actions.action(taskPrefix + QString::fromStdString(kind.name)));
    QAction* const action = actions.action(QStringLiteral("run.task"));
    bar.addAction(action);
    auto* const button = qobject_cast<QToolButton*>(bar.widgetForAction(action));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
}

} // namespace

MainWindow::MainWindow(Session& session, Appearance& appearance, QWidget* parent)
    : QMainWindow(parent)
    , session_(session)
    , appearance_(appearance)
    , opener_(session, recentFiles_)
    , traceExport_(session) {
    setWindowTitle(tr("Braid"));
    setAcceptDrops(true);
    createPanes();
    createCommands();
    createMainBar();
    createLoopBar();
    overlay_ = new DropOverlay(this);
    keysPanel_ = new KeysPanel(commands_, this);
    palette_ = new CommandPalette(commands_, this);
    connectPanes();

    // A small screen has room for it, too, with its frame and the desktop's bars.
    resize(QSize(1200, 760).boundedTo(screen()->availableSize() * 9 / 10));
    restoreGeometry(settings_.get(setting::geometry));
    updateRecent();
    updateStatus();
    commands_.touch();
}

MainWindow::~MainWindow() {
    // Dying panes tell of it, when nothing is left of this but a QWidget.
    session_.selection().disconnect(this);
    for (QDockWidget* dock : panes())
        dock->disconnect(&commands_);
}

bool MainWindow::isEmpty() const { return stack_->currentWidget() != tasksView_; }

// -- layout -------------------------------------------------------------------------------------

void MainWindow::createPanes() {
    tasksView_ = new TasksView(session_);
    messageBar_ = new MessageBar;
    stack_ = new QStackedWidget;

    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(messageBar_);
    layout->addWidget(launchPanel_ = new LaunchPanel(session_, settings_));
    layout->addWidget(stack_, 1);
    setCentralWidget(middle);

    sourcePane_ =
        new SourcePane(session_, QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                                     QStringLiteral("/unsaved"));
    addPane(QStringLiteral("source"), tr("Source"), sourcePane_, Qt::BottomDockWidgetArea);
    console_ = new Console;
    consoleDock_ =
        addPane(QStringLiteral("console"), tr("Console"), console_, Qt::BottomDockWidgetArea);
    // One in front of the other.
    const auto addBehindConsole = [this](const QString& name, const QString& title,
                                         QWidget* content) {
        tabifyDockWidget(consoleDock_, addPane(name, title, content, Qt::BottomDockWidgetArea));
    };
    auto* kinds = new KindsPane(session_);
    diffPane_ = new DiffPane;
    messageLog_ = new MessageLog;
    addBehindConsole(QStringLiteral("details"), tr("Details"), new Details(session_));
    addBehindConsole(QStringLiteral("path"), tr("Critical path"), new PathPane(session_));
    addBehindConsole(QStringLiteral("kinds"), tr("Kinds"), kinds);
    addBehindConsole(QStringLiteral("graph"), tr("Await graph"), new WaitGraphView(session_));
    addBehindConsole(QStringLiteral("diff"), tr("Comparison"), diffPane_);
    addBehindConsole(QStringLiteral("messages"), tr("Messages"), messageLog_);
    const auto list = [this](const QString& name) { filter_->setText(name); };
    connect(kinds, &KindsPane::chosen, this, list);
    connect(diffPane_, &DiffPane::chosen, this, list);
    connect(messageBar_, &MessageBar::told, messageLog_, &MessageLog::add);
    notePane_ = new NotePane(session_);
    addPane(QStringLiteral("notes"), tr("Notes"), notePane_, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea); // a note is read from top to bottom

    addPane(QStringLiteral("settings"), tr("Settings"), new SettingsPanel(settings_),
            Qt::RightDockWidgetArea);

    statusText_ = new QLabel;
    statusText_->setTextFormat(Qt::PlainText);
    statusText_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    statusBar()->addWidget(statusText_, 1);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(6, 0, 6, 0);
}

QDockWidget* MainWindow::addPane(const QString& name, const QString& title, QWidget* content,
                                 Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    addDockWidget(area, dock);
    dock->hide();
    connect(dock, &QDockWidget::visibilityChanged, &commands_, &Commands::touch);
    return dock;
}

void MainWindow::createCommands() {
    auto* pictures = new PictureExport(session_, *tasksView_, this);
    auto* comparison = new TraceComparison(session_, this);
    commands_.add(fileCommands(session_, opener_, traceExport_, *pictures, *comparison, *this));
    connect(comparison, &TraceComparison::compared, this,
            [this](const TraceDiff& diff, const QString& name) {
                diffPane_->show(diff, name);
                showPane(QStringLiteral("diff"), true);
            });
    connect(comparison, &TraceComparison::failed, this, [this](const QString& why) {
        messageBar_->showMessage(MessageBar::Kind::Warning, why);
    });
    commands_.add(sourceCommands(*this));
    commands_.add(taskCommands(*launchPanel_));
    commands_.add(sessionCommands(session_));
    commands_.add(noteCommands(*this));
    commands_.add(causeCommands(session_));
    commands_.add(paneCommands(*this));
    commands_.add(layoutCommands(*this));
    commands_.add(colourCommands(appearance_, settings_));
    actions_ = new Actions(commands_, {this, &tasksView_->timeline(), &tasksView_->tree()}, this);
    new Menus(*menuBar(), commands_, *actions_, this);
    messages_ = new Messages(session_, *actions_, *messageBar_, this);
    QList<QAction*> noteButtons;
    for (const char* id : {"note.runAll", "note.runChosen", "note.stop"})
        noteButtons << actions_->action(QLatin1String(id));
    notePane_->addButtons(noteButtons);
    messages_->follow(opener_);
    messages_->follow(traceExport_);
    messages_->follow(*pictures);
    showWork(opener_.work(), QStringLiteral("file.cancelOpening"));
    showWork(traceExport_.work(), QStringLiteral("file.cancelExport"));
    showWork(comparison->work(), QStringLiteral("file.cancelComparison"));

    QTreeView& tree = tasksView_->tree();
    for (const char* id : {"run.again", "run.stop", "run.cancelTask", "view.openSource", "view.fit",
                           "run.clearEnded"})
        tree.addAction(actions_->action(QLatin1String(id)));
    tree.setContextMenuPolicy(Qt::ActionsContextMenu);
}

void MainWindow::showWork(const SlowWork& work, const QString& cancel) {
    auto* status = new WorkStatus(work, actions_->action(cancel));
    statusBar()->addPermanentWidget(status);
    connect(&work, &SlowWork::changed, &commands_, &Commands::touch);
}

void MainWindow::createMainBar() {
    welcome_ = new Welcome({actions_->action(QStringLiteral("file.open")),
                            actions_->action(QStringLiteral("run.task"))});
    stack_->addWidget(welcome_);
    stack_->addWidget(tasksView_);

    QToolBar* bar = addToolBar(tr("Actions"));
    bar->setObjectName(QStringLiteral("actions"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addAction(actions_->action(QStringLiteral("file.open")));
    addTaskButton(*bar, *actions_);
    bar->addSeparator();
    bar->addAction(actions_->action(QStringLiteral("run.again")));
    bar->addAction(actions_->action(QStringLiteral("run.stopAll")));
    bar->addSeparator();
    bar->addAction(actions_->action(QStringLiteral("run.clearEnded")));
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);

    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setPlaceholderText(tr("Filter: name, state:…, >1s"));
    filter_->setAccessibleName(tr("Filter tasks"));
    filter_->setToolTip(tr("A part of a name, and any of: state:blocked, wait:lock, fn:fetch, "
                           ">100ms, <2s; with - before it: not so"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(actions_->action(QStringLiteral("view.filter")), QLineEdit::LeadingPosition);
    filter_->setMaximumWidth(fontMetrics().averageCharWidth() * 32);
    // Drops are for the window, wherever they fall.
    filter_->setAcceptDrops(false);
    filter_->setEnabled(false);
    bar->addWidget(filter_);
    addEdge(*bar);
}

void MainWindow::createLoopBar() {
    addToolBarBreak();
    loopBar_ = addToolBar(tr("Loop"));
    loopBar_->setObjectName(QStringLiteral("loop"));
    loopBar_->setMovable(false);
    loopBar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    loopBar_->addWidget(new LoopStatus(session_, tasksView_->model()));
    loopBar_->addAction(actions_->action(QStringLiteral("view.fit")));
    loopBar_->addAction(actions_->action(QStringLiteral("view.live")));
    addEdge(*loopBar_);
    loopBar_->hide();
}

void MainWindow::connectPanes() {
    connect(&session_, &Session::changed, &commands_, &Commands::touch);
    connect(&settings_, &Settings::changed, this, &MainWindow::apply);
    for (const char* key : {setting::fontPoints.key, setting::blockedAfterMs.key,
                            setting::reducedMotion.key, setting::rerunOnSave.key})
        apply(QLatin1String(key));
    connect(&session_, &Session::looked, this, &MainWindow::updateStatus);
    connect(&session_.selection(), &Selection::changed, this, &MainWindow::updateStatus);
    connect(&session_.selection(), &Selection::hoverChanged, this, &MainWindow::updateStatus);

    connect(&session_.path(), &PathShown::changed, this, [this] {
        showPane(QStringLiteral("path"), session_.path().isShown());
        commands_.touch();
    });
    connect(sourcePane_, &SourcePane::changed, &commands_, &Commands::touch);
    connect(&session_, &Session::placeOpened, this, [this](const SourcePlace& place) {
        showPane(QStringLiteral("source"), true);
        sourcePane_->open(place, true);
    });
    connect(&tasksView_->tree(), &QTreeView::doubleClicked, sourcePane_,
            &SourcePane::openSelection);
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (sourcePane_->restore())
                showPane(QStringLiteral("source"), true);
        },
        Qt::QueuedConnection);

    connect(filter_, &QLineEdit::textChanged, &tasksView_->filter(), &TaskFilter::setText);
    auto* feed = new ConsoleFeed(session_, *console_, this);
    connect(feed, &ConsoleFeed::inputWanted, consoleDock_, &QWidget::show);
    connect(console_, &Console::placeActivated, this, [this](const QString& file, int line) {
        session_.openPlace({file, line});
    });
    connect(console_, &Console::saveFailed, this, [this](const QString& file) {
        messageBar_->showMessage(MessageBar::Kind::Warning, tr("%1 could not be written").arg(file),
                                 {});
    });

    connect(welcome_, &Welcome::chosen, this,
            [this](const QString& path) { opener_.open({path.toStdString()}); });
    connect(&recentFiles_, &RecentFiles::changed, this, &MainWindow::updateRecent);
    // Shown first, so that the window is there while the first script starts.
    connect(&opener_, &Opener::starting, this, &MainWindow::showWorkbench);
    connect(&opener_, &Opener::noteOpened, this, &MainWindow::openNote);
    connect(notePane_, &NotePane::changed, &commands_, &Commands::touch);
    connect(notePane_, &NotePane::fileWanted, this, [this](const QString& path) {
        if (Note::accepts(path.toStdString()))
            opener_.open({path.toStdString()});
        else
            session_.openPlace({path, 0});
    });
    connect(&session_.scripts(), &Scripts::started, this, &MainWindow::showWorkbench);
    connect(launchPanel_, &LaunchPanel::started, this, [this](int run) {
        session_.look();
        tasksView_->reveal(session_.scripts().run(run).strand);
        tasksView_->timeline().setFocus();
    });
    connect(&opener_, &Opener::started, this, [this](const std::vector<int>& runs) {
        session_.look();
        if (!runs.empty())
            tasksView_->reveal(session_.scripts().run(runs.front()).strand);
    });
}

void MainWindow::showWorkbench() {
    if (!isEmpty())
        return;
    stack_->setCurrentWidget(tasksView_);
    loopBar_->show();
    consoleDock_->show();
    QDockWidget* const source = pane(QStringLiteral("source"));
    source->show();
    showPane(QStringLiteral("details"), true);
    consoleDock_->raise();
    filter_->setEnabled(true);
    resizeDocks({source, consoleDock_}, {height() / 3, height() / 3}, Qt::Vertical);
    resizeDocks({source, consoleDock_}, {width() / 2, width() / 2}, Qt::Horizontal);
    defaultLayout_ = saveState(layoutVersion);
    restoreState(settings_.get(setting::layout), layoutVersion);
    if (const QByteArray columns = settings_.get(setting::columns); !columns.isEmpty())
        tasksView_->restoreState(columns);
    tasksView_->timeline().setFocus();
    commands_.touch();
}

void MainWindow::openNote(const std::filesystem::path& file, int block) {
    QDockWidget* const dock = pane(QStringLiteral("notes"));
    const bool isFirst = notePane_->count() == 0;
    notePane_->open(file);
    showPane(QStringLiteral("notes"), true);
    if (isFirst)
        resizeDocks({dock}, {width() / 2}, Qt::Horizontal);
    notePane_->setFocus(Qt::OtherFocusReason);
    if (block > 0)
        notePane_->view()->run(block);
}

void MainWindow::restoreDefaultLayout() {
    restoreState(defaultLayout_, layoutVersion);
    tasksView_->restoreDefaultState();
}

void MainWindow::saveLayout() {
    settings_.set(setting::geometry, saveGeometry());
    if (isEmpty())
        return;
    settings_.set(setting::layout, saveState(layoutVersion));
    settings_.set(setting::columns, tasksView_->saveState());
}

void MainWindow::apply(const QString& key) {
    if (key == QLatin1String(setting::theme.key))
        appearance_.choose(Appearance::kindOf(settings_.get(setting::theme)));
    else if (key == QLatin1String(setting::fontPoints.key))
        appearance_.setFontPoints(settings_.get(setting::fontPoints));
    else if (key == QLatin1String(setting::blockedAfterMs.key))
        session_.setBlockedAfter(std::chrono::milliseconds(settings_.get(setting::blockedAfterMs)));
    else if (key == QLatin1String(setting::reducedMotion.key))
        session_.setReducedMotion(settings_.get(setting::reducedMotion));
    else if (key == QLatin1String(setting::rerunOnSave.key))
        sourcePane_->setRerunsOnSave(settings_.get(setting::rerunOnSave));
    commands_.touch();
}

void MainWindow::updateRecent() {
    commands_.replace(recentPrefix, recentCommands(recentFiles_, opener_), recentBehind);
    const QList<WelcomeEntry> offered = lessons();
    QList<WelcomeEntry> recent;
    for (const QString& path : recentFiles_.list()) {
        // What stands in the one list is of no use in the other.
        if (std::any_of(offered.begin(), offered.end(),
                        [&](const WelcomeEntry& lesson) { return lesson.path == path; }))
            continue;
        const QFileInfo info(path);
        recent << WelcomeEntry{
            path, info.fileName(),
            QString(info.absolutePath()).replace(QDir::homePath(), QStringLiteral("~")),
            Qt::ElideMiddle};
    }
    welcome_->setLessons(offered);
    welcome_->setRecent(recent);
}

void MainWindow::updateStatus() {
    const QString explanation = tasksView_->timeline().explanation();
    if (!explanation.isEmpty()) {
        statusText_->setText(explanation);
        return;
    }
    const QKeySequence key = commands_.find(QStringLiteral("help.keys"))->keys.back().sequence;
    statusText_->setText(tr("Press %1 for keys").arg(key.toString(QKeySequence::NativeText)));
}

// -- what commands do with the window -----------------------------------------------------------

QDockWidget* MainWindow::pane(const QString& name) const {
    return findChild<QDockWidget*>(name, Qt::FindDirectChildrenOnly);
}

QList<QDockWidget*> MainWindow::panes() const {
    return findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly);
}

void MainWindow::showPane(const QString& name, bool show) {
    QDockWidget* const dock = pane(name);
    if (!dock)
        return;
    dock->setVisible(show);
    if (show)
        dock->raise();
}

bool MainWindow::isPaneInFront(const QString& name) const {
    const QDockWidget* const dock = pane(name);
    return dock && dock->isVisible() && !dock->visibleRegion().isEmpty();
}

bool MainWindow::isPaneShown(const QString& name) const {
    const QDockWidget* const dock = pane(name);
    return dock && !dock->isHidden();
}

void MainWindow::showConsole(bool show) { showPane(QStringLiteral("console"), show); }

bool MainWindow::isConsoleShown() const { return isPaneShown(QStringLiteral("console")); }

void MainWindow::clearEnded() {
    tasksView_->filter().clearEnded();
    messageBar_->closeAll();
}

void MainWindow::find() {
    if (QWidget* const focus = focusWidget(); focus && sourcePane_->isAncestorOf(focus)) {
        sourcePane_->search().find(sourcePane_->editor());
        return;
    }
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void MainWindow::focusNextPane() {
    const QList<QWidget*> panes = isEmpty()
                                      ? QList<QWidget*>{launchPanel_, welcome_, filter_}
                                      : QList<QWidget*>{launchPanel_,
                                                        &tasksView_->tree(),
                                                        &tasksView_->timeline(),
                                                        notePane_,
                                                        sourcePane_,
                                                        &console_->text(),
                                                        pane(QStringLiteral("details"))->widget(),
                                                        pane(QStringLiteral("path"))->widget(),
                                                        messageLog_,
                                                        filter_};
    qsizetype now = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (QWidget* focus = focusWidget();
            focus && (focus == panes[i] || panes[i]->isAncestorOf(focus)))
            now = i;
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        QWidget* next = panes[(now + step) % panes.size()];
        if (!next->visibleRegion().isEmpty()) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void MainWindow::openPalette() { palette_->open(); }

void MainWindow::openKeysPanel() { keysPanel_->open(); }

void MainWindow::tellAbout() { messages_->tellAbout(); }

// -- events -------------------------------------------------------------------------------------

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    drop_ = opener_.glance(*event->mimeData());
    overlay_->showPromise(drop_.plan().promise(), !drop_.plan().isEmpty());
    // Also what will be refused is let in: otherwise nobody would tell when it leaves again.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event) {
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(!drop_.plan().isEmpty());
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    overlay_->hide();
    drop_ = {};
}

void MainWindow::dropEvent(QDropEvent* event) {
    overlay_->hide();
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(!drop_.plan().isEmpty());
    // Once the drag is over: starting scripts must not keep the other program waiting.
    QMetaObject::invokeMethod(
        this, [this, scan = std::exchange(drop_, {})]() mutable { opener_.open(std::move(scan)); },
        Qt::QueuedConnection);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveLayout();
    event->accept();
}

void MainWindow::updateVisibility() { session_.refresh().setActive(isVisible() && !isMinimized()); }

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
