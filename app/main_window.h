// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/live_refresh.h"
#include "widgets/session/scripts.h"
#include "widgets/session/selection.h"
#include "widgets/session/visible_range.h"
#include "widgets/tasks/trace_model.h"
#include "widgets/welcome/drop_plan.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace braid {

class Actions;
class Appearance;
class Console;
class DropOverlay;
class KeysPanel;
class LoopStatus;
class MessageBar;
class TasksView;
class Welcome;

/// Braid's window: what is dropped on it runs, and everything that runs can be watched in it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// All three must outlive the window. `scripts` has its engines already.
    MainWindow(Trace& trace, Scripts& scripts, Appearance& appearance, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Runs files and folders as if they had been dropped.
    void openFiles(const std::vector<std::filesystem::path>& paths);

    /// Writes the trace in Chrome's format, and says so or why not.
    void exportTrace(const QString& file);

    Actions& actions() { return *actions_; }
    TasksView& tasksView() { return *tasksView_; }
    Console& console() { return *console_; }
    MessageBar& messageBar() { return *messageBar_; }
    DropOverlay& dropOverlay() { return *overlay_; }
    Welcome& welcome() { return *welcome_; }
    VisibleRange& visibleRange() { return range_; }
    Selection& selection() { return selection_; }
    LiveRefresh& liveRefresh() { return refresh_; }
    bool isEmpty() const;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Grows with the layout: a saved one with other panes is not restored.
    static constexpr int layoutVersion = 1;

    void createPanes();
    void createBars();
    void createMenus();
    void connectActions();
    void connectScripts();

    void run(const DropPlan& plan);
    void askForFiles();
    void askWhereToExport();
    void runAgain();
    int selectedRun() const;

    void scriptStarted(int run);
    void scriptEnded(int run);
    void updateInput();
    void tellRunning(const std::vector<int>& runs, const QStringList& skipped);
    void tellEnds();

    void look();
    double nsPerPixel() const;
    /// For people: time counts from the first script.
    std::int64_t sinceOrigin(std::int64_t timeNs) const;
    void fit();
    void focusNextPane();
    void updateActions();
    void updateStatus();
    void updateVisibility();
    void updateWelcome();
    void showWorkbench();
    void restoreDefaultLayout();
    void chooseTheme(QAction* action);

    Trace& trace_;
    Scripts& scripts_;
    Appearance& appearance_;
    TraceModel model_;
    VisibleRange range_;
    Selection selection_;
    LiveRefresh refresh_;
    std::int64_t originNs_ = -1; ///< where the first script began; -1 before that
    std::int64_t sinceNs_ = 0;   ///< where the scripts that run now began
    std::int64_t presentNs_ = 0; ///< the last moment at which something ran

    Actions* actions_ = nullptr;
    TasksView* tasksView_ = nullptr;
    Console* console_ = nullptr;
    QDockWidget* consoleDock_ = nullptr;
    QToolBar* mainBar_ = nullptr;
    QToolBar* loopBar_ = nullptr;
    QLineEdit* filter_ = nullptr;
    LoopStatus* loopStatus_ = nullptr;
    MessageBar* messageBar_ = nullptr;
    Welcome* welcome_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    DropOverlay* overlay_ = nullptr;
    KeysPanel* keysPanel_ = nullptr;
    QLabel* statusText_ = nullptr;
    QMenu* recentMenu_ = nullptr;
    QByteArray defaultLayout_;
    DropPlan dropPlan_;
    std::vector<int> batch_; ///< the runs that the message bar tells of
};

} // namespace braid
