// SPDX-License-Identifier: MIT
#include "app/main_window.h"

#include "app/actions.h"
#include "app/appearance.h"
#include "app/keys_panel.h"
#include "app/lessons.h"
#include "app/recent_files.h"
#include "app/scratch_file.h"
#include "loop/trace/chrome_trace.h"
#include "widgets/console/console.h"
#include "widgets/loop_status.h"
#include "widgets/message_bar.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"
#include "widgets/welcome/drop_overlay.h"
#include "widgets/welcome/welcome.h"
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
        const ScratchFile scratch = saveScratchFile(plan.text);
        if (scratch.path.isEmpty()) {
            messageBar_->showMessage(
                MessageBar::Kind::Warning,
                tr("The text could not be saved as a scratch script: %1").arg(scratch.problem));
            return;
        }
        files.push_back(toPath(scratch.path));
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

void MainWindow::askWhereToExport() {
    auto* dialog = new QFileDialog(this, tr("Export trace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Chrome trace (*.json *.json.gz)")});
    dialog->setDefaultSuffix(QStringLiteral("json.gz"));
    dialog->selectFile(QStringLiteral("braid.json.gz"));
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::exportTrace);
    dialog->open();
}

void MainWindow::exportTrace(const QString& file) {
    try {
        write_chrome_trace(trace_, toPath(file));
        messageBar_->showMessage(MessageBar::Kind::Notice,
                                 tr("The trace is in %1; ui.perfetto.dev opens it").arg(file));
    } catch (const std::exception& error) {
        messageBar_->showMessage(
            MessageBar::Kind::Warning,
            tr("The trace could not be saved: %1").arg(QString::fromLocal8Bit(error.what())));
    }
}

int MainWindow::selectedRun() const {
    const QModelIndex current = tasksView_->tree().currentIndex();
    return scripts_.runOf(StrandId(current.data(TraceModel::StrandRole).toUInt()));
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
    const Run& info = scripts_.run(run);
    if (info.strand != StrandId::None) {
        const std::int64_t begin = trace_.strand(info.strand).begin_ns;
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
    const Run& info = scripts_.run(run);
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
    if (info.strand != StrandId::None) {
        const Strand& strand = trace_.strand(info.strand);
        note = tr("%1 after %2").arg(note, formatDuration(presentNs_ - strand.begin_ns));
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
        tasksView_->reveal(scripts_.run(runs.front()).strand);
    }
}

void MainWindow::tellEnds() {
    QStringList failures;
    bool running = false;
    for (const int run : batch_) {
        const Run& info = scripts_.run(run);
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
    actions_->exportTrace->setEnabled(scripts_.count() > 0);
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
