// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace braid {

class MainWindow;
class Settings;

/// The window as it was left, for the next start: which scripts were open, ran and were selected,
/// and how the panes stood. Written while it changes, so that a crash loses next to nothing.
///
/// One window owns the desk; a second one, opened beside it, neither takes nor changes it.
class Desk : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    Desk(MainWindow& window, Settings& settings, QObject* parent = nullptr);

    bool isOwner() const { return owner_; }
    /// The last window did not leave: it crashed, or was killed.
    bool hasCrashed() const { return crashed_; }
    /// The scripts that were open, those that are still there, and have not run again since.
    QStringList offered() const;

    /// Says what was open last time, and offers to run it; runs it, if that is wished and there was
    /// no crash. For a start without files.
    void comeBack();
    /// Runs all that is offered, and selects what was selected.
    void runOffered();
    /// The window closes, and not by a crash.
    void leave();

private:
    void touch();
    void write();
    void selectAgain(int run);
    bool eventFilter(QObject* watched, QEvent* event) override;

    MainWindow& window_;
    Settings& settings_;
    QStringList scripts_; ///< as they were left
    QString selected_;    ///< a script; empty once it is selected again
    bool owner_ = false;
    bool crashed_ = false;
    QTimer moment_; ///< many changes make one file
};

} // namespace braid
