// SPDX-License-Identifier: MIT
#include "app/main_window.h"

#include "app/actions.h"
#include "app/appearance.h"
#include "app/keys_panel.h"
#include "app/lessons.h"
#include "widgets/console/console.h"
#include "widgets/loop_status.h"
#include "widgets/message_bar.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/welcome/welcome.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

// What the window consists of, and which action does what. What it does with scripts is in
// main_window.cpp.

namespace braid {

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
            [this](const QString& path) { openFiles({path.toStdString()}); });

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
                [this, path = lesson.path] { openFiles({path.toStdString()}); });
    file->addSeparator();
    file->addAction(actions_->exportTrace);
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
    on(actions_->exportTrace, &MainWindow::askWhereToExport);
    on(actions_->quit, &QWidget::close);
    on(actions_->runAgain, &MainWindow::runAgain);
    on(actions_->stopAll, [this] { scripts_.stopAll(); });
    on(actions_->stopSelected, [this] { scripts_.stop(selectedRun()); });
    on(actions_->cancelTask, [this] {
        if (const LaneId task = selection_.task(); task != LaneId::None)
            scripts_.cancelTask(task, trace_.lane(task).strand);
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

} // namespace braid
