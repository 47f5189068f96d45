// SPDX-License-Identifier: MIT
#pragma once

#include "app/opener.h"
#include "app/recent_files.h"
#include "app/settings.h"
#include "app/trace_export.h"
#include "widgets/session/command.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace braid {

class Actions;
class Appearance;
class CommandPalette;
class Console;
class DiffPane;
class DropOverlay;
class KeysPanel;
class LaunchPanel;
class MessageBar;
class MessageLog;
class Messages;
class NotePane;
class Session;
class SourcePane;
class TasksView;
class Welcome;

/// Braid's window: lays out the panes that show a session, and takes what is dropped on it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Both must outlive the window. The session's scripts have their engines already.
    MainWindow(Session& session, Appearance& appearance, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Nothing has run yet: the window shows what could.
    bool isEmpty() const;
    Session& session() { return session_; }
    Commands& commands() { return commands_; }
    Actions& actions() { return *actions_; }
    Settings& settings() { return settings_; }
    Opener& opener() { return opener_; }
    TraceExport& traceExport() { return traceExport_; }
    TasksView& tasksView() { return *tasksView_; }
    Console& console() { return *console_; }
    SourcePane& sourcePane() { return *sourcePane_; }
    NotePane& notePane() { return *notePane_; }
    MessageBar& messageBar() { return *messageBar_; }
    LaunchPanel& launchPanel() { return *launchPanel_; }
    MessageLog& messageLog() { return *messageLog_; }
    DropOverlay& dropOverlay() { return *overlay_; }
    Welcome& welcome() { return *welcome_; }
    CommandPalette& palettePanel() { return *palette_; }

    /// The panes that can be shown, hidden and moved, by their object names: "console", "messages".
    QDockWidget* pane(const QString& name) const;
    QList<QDockWidget*> panes() const;
    /// Brings a pane to the front, or takes it away.
    void showPane(const QString& name, bool show);
    bool isPaneShown(const QString& name) const;
    /// It is shown, and no other lies over it.
    bool isPaneInFront(const QString& name) const;
    void showConsole(bool show);
    bool isConsoleShown() const;
    void clearEnded();
    /// In the source if that has the focus, else among the tasks.
    void find();
    void focusNextPane();
    void restoreDefaultLayout();
    /// Remembers where the window and its panes stand.
    void saveLayout();
    void openPalette();
    void openKeysPanel();
    void tellAbout();

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
    static constexpr int layoutVersion = 4;

    void createPanes();
    QDockWidget* addPane(const QString& name, const QString& title, QWidget* content,
                         Qt::DockWidgetArea area);
    void createCommands();
    void apply(const QString& setting);
    void showWork(const SlowWork& work, const QString& cancel);
    void createMainBar();
    void createLoopBar();
    void connectPanes();
    void showWorkbench();
    void openNote(const std::filesystem::path& file, int block);
    void updateRecent();
    void updateStatus();
    void updateVisibility();

    Session& session_;
    Appearance& appearance_;
    Settings settings_;
    Commands commands_;
    RecentFiles recentFiles_;
    Opener opener_;
    TraceExport traceExport_;

    TasksView* tasksView_ = nullptr;
    Console* console_ = nullptr;
    SourcePane* sourcePane_ = nullptr;
    NotePane* notePane_ = nullptr;
    DiffPane* diffPane_ = nullptr;
    QDockWidget* consoleDock_ = nullptr;
    QToolBar* loopBar_ = nullptr;
    QLineEdit* filter_ = nullptr;
    MessageBar* messageBar_ = nullptr;
    LaunchPanel* launchPanel_ = nullptr;
    MessageLog* messageLog_ = nullptr;
    Welcome* welcome_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QLabel* statusText_ = nullptr;
    Actions* actions_ = nullptr;
    Messages* messages_ = nullptr;
    DropOverlay* overlay_ = nullptr;
    KeysPanel* keysPanel_ = nullptr;
    CommandPalette* palette_ = nullptr;
    QByteArray defaultLayout_;
    DropScan drop_; ///< what is dragged over the window
};

} // namespace braid
