// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QRect>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <vector>

/// A desktop of the test's own: an X server without a screen, and a window manager. Programs run on
/// it, and the test moves the mouse and presses keys as a person would, from outside.
///
/// Or a Wayland compositor, which has such an X server for its hardware. It shows programs of two
/// names ("one" and "other", as they call themselves by QGuiApplication::setDesktopFileName) on
/// two screens, side by side.
///
/// Everything it started ends with it.
class Desktop {
public:
    enum class Kind { X11, Wayland };
    explicit Desktop(Kind kind = Kind::X11);
    ~Desktop();

    /// Why it could not be set up; empty if it is there.
    QString error() const { return error_; }

    /// The X server's name: ":7".
    QString display() const { return environment_.value("DISPLAY"); }

    /// A running program on this desktop; its output goes to the test's unless it is read.
    QProcess& start(const QString& program, const QStringList& arguments,
                    const QStringList& environment = {});

    /// What it is made of is not installed here: its name, or nothing.
    static QString missing(Kind kind);

    /// The X id of the visible window with this title (a regular expression); waits for it. Empty
    /// if it does not come. On Wayland, the title is the name of a program, and its screen is
    /// given.
    QString waitForWindow(const QString& title);
    QRect geometry(const QString& window) const;
    void activate(const QString& window) const;
    void resize(const QString& window, QSize size) const;

    /// Moves the mouse there as a hand does, over several points in between.
    void moveMouse(QPoint to) const;
    void pressButton() const;
    void releaseButton() const;
    /// Buttons as X counts them: 1 left, 2 middle, 3 right.
    void click(QPoint at, int button = 1) const;
    /// A key as xdotool names it: "ctrl+q".
    void key(const QString& key) const;
    /// One key after the other, faster than anybody types.
    void type(const QString& text) const;

    /// A picture of the screen, or of an area of it, in the format that the file's name says.
    void savePicture(const QString& file, const QRect& area = {}) const;

private:
    /// What the program printed, once it has ended.
    QString run(const QString& program, const QStringList& arguments) const;
    QString xdotool(const QStringList& arguments) const;

    void startWindowManager();
    void startCompositor();
    QString screenOf(const QString& program) const;

    const Kind kind_;
    QTemporaryDir runtime_directory_;
    QProcessEnvironment environment_;
    QString error_;
    std::vector<std::unique_ptr<QProcess>> processes_;
};
