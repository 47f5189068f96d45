// SPDX-License-Identifier: MIT
#pragma once

#include "desktop.h"

#include <QJsonArray>
#include <QTemporaryDir>

/// Braid's own window on a desktop of the test's, in a home of its own: no settings of the person
/// who runs the test, and none left behind.
class BraidWindow {
public:
    ~BraidWindow();

    /// Starts Braid, under `wrapper` if one is given, and waits for its window. Returns why that
    /// did not work, or nothing.
    QString open(const QStringList& files = {}, const QStringList& wrapper = {});

    /// Writes a file in the window's home; returns its path.
    QString write(const QString& name, const QByteArray& text) const;
    QString path(const QString& name) const { return home_.filePath(name); }

    /// Where its middle is on the screen.
    QPoint center() const { return desktop.geometry(window_).center(); }
    void press(const QString& key);
    QSize size() const { return desktop.geometry(window_).size(); }
    void resize(QSize size) { desktop.resize(window_, size); }
    /// What it remembers, as its file says it.
    QString settings() const;
    /// Some file in its home has this text, whatever its name.
    bool hasWritten(const QByteArray& text) const;
    /// Its left side as it looks now, to be compared with another.
    QByteArray picture() const;

    bool isRunning() const { return process_ && process_->state() == QProcess::Running; }
    /// By force, at once.
    bool kill();
    /// Ctrl+Q; true if it ended by itself with exit status 0.
    bool quit();
    /// The events of the trace that was written on quit.
    QJsonArray trace() const;

    Desktop desktop;

private:
    QTemporaryDir home_;
    QProcess* process_ = nullptr;
    QString window_;
};
