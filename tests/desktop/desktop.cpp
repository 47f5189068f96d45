// SPDX-License-Identifier: MIT
#include "desktop.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

namespace {
constexpr int patience_ms = 30'000;

/// Ends a program politely, and otherwise.
void end(QProcess& process) {
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(5000)) {
        process.kill();
        process.waitForFinished(5000);
    }
}
} // namespace

Desktop::Desktop(Kind kind)
    : kind_(kind)
    , environment_(QProcessEnvironment::systemEnvironment()) {
    // -displayfd lets the server choose a number that is free, and says it when it is ready.
    auto& server = processes_.emplace_back(std::make_unique<QProcess>());
    server->setProcessChannelMode(QProcess::SeparateChannels);
    server->setStandardErrorFile(QProcess::nullDevice());
    server->start(
        "Xvfb", {"-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"});
    if (!server->waitForReadyRead(patience_ms)) {
        error_ = "Xvfb did not start: " + server->errorString();
        return;
    }
    environment_.insert("DISPLAY", ":" + QString::fromLatin1(server->readLine().trimmed()));
    environment_.insert("QT_QPA_PLATFORM", "xcb");
    environment_.insert("XDG_RUNTIME_DIR", runtime_directory_.path());
    environment_.remove("WAYLAND_DISPLAY");
    if (kind == Kind::X11)
        startWindowManager();
    else
        startCompositor();
}

void Desktop::startWindowManager() {
    QProcess& manager = start("openbox", {});
    if (!manager.waitForStarted(patience_ms)) {
        error_ = "openbox did not start: " + manager.errorString();
        return;
    }
    QElapsedTimer clock;
    clock.start();
    // A window manager that is ready says so in the root window's properties.
    while (clock.elapsed() < patience_ms) {
        if (run("xprop", {"-root", "_NET_SUPPORTING_WM_CHECK"}).contains("window id"))
            return;
        QTest::qWait(20);
    }
    error_ = "openbox did not get ready";
}

void Desktop::startCompositor() {
    const QString socket = "wayland-test";
    QFile settings(runtime_directory_.filePath("weston.ini"));
    if (!settings.open(QIODevice::WriteOnly)) {
        error_ = settings.errorString();
        return;
    }
    settings.write("[output]\nname=X1\nmode=600x600\napp-ids=one\n"
                   "[output]\nname=X2\nmode=600x600\napp-ids=other\n");
    settings.close();
    QProcess& compositor = start("weston", {"--backend=x11-backend.so", "--shell=kiosk-shell.so",
                                            "--use-pixman", "--output-count=2", "--idle-time=0",
                                            "--socket=" + socket, "--config=" + settings.fileName(),
                                            "--log=" + runtime_directory_.filePath("weston.log")});
    if (!compositor.waitForStarted(patience_ms)) {
        error_ = "weston did not start: " + compositor.errorString();
        return;
    }
    // As the compositor itself thinks that they stand.
    xdotool({"windowmove", "--sync", waitForWindow("other"), "600", "0"});
    environment_.insert("QT_QPA_PLATFORM", "wayland");
    environment_.insert("WAYLAND_DISPLAY", socket);
    environment_.insert("QT_WAYLAND_DISABLE_WINDOWDECORATION", "1");
    QElapsedTimer clock;
    clock.start();
    while (!QFile::exists(runtime_directory_.filePath(socket))) {
        if (clock.elapsed() > patience_ms) {
            error_ = "weston did not get ready";
            return;
        }
        QTest::qWait(20);
    }
}

QString Desktop::missing(Kind kind) {
    QStringList programs{"Xvfb", "xdotool"};
    programs << (kind == Kind::X11 ? "openbox" : "weston");
    for (const QString& program : programs)
        if (QStandardPaths::findExecutable(program).isEmpty())
            return program;
    return {};
}

Desktop::~Desktop() {
    // Last started, first ended: the server goes when nobody needs it.
    for (auto process = processes_.rbegin(); process != processes_.rend(); ++process)
        end(**process);
}

QProcess& Desktop::start(const QString& program, const QStringList& arguments,
                         const QStringList& environment) {
    auto& process = *processes_.emplace_back(std::make_unique<QProcess>());
    QProcessEnvironment with = environment_;
    for (const QString& setting : environment)
        with.insert(setting.section('=', 0, 0), setting.section('=', 1));
    process.setProcessEnvironment(with);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    return process;
}

QString Desktop::run(const QString& program, const QStringList& arguments) const {
    QProcess process;
    process.setProcessEnvironment(environment_);
    process.start(program, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QString Desktop::xdotool(const QStringList& arguments) const { return run("xdotool", arguments); }

QString Desktop::waitForWindow(const QString& title) {
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < patience_ms) {
        const QString id = kind_ == Kind::X11
                               ? xdotool({"search", "--onlyvisible", "--name", title})
                               : screenOf(title);
        if (!id.isEmpty())
            return id.section('\n', -1);
        QTest::qWait(20);
    }
    return {};
}

QString Desktop::screenOf(const QString& program) const {
    // The compositor names its windows in a way that only xwininfo reads.
    const QString name = program == "one" ? "Weston Compositor - X1" : "Weston Compositor - X2";
    const QString tree = run("xwininfo", {"-root", "-tree"});
    return tree.contains(name)
               ? tree.section(name, 0, 0).section('\n', -1).simplified().section(' ', 0, 0)
               : QString();
}

QRect Desktop::geometry(const QString& window) const {
    // xdotool's own answer counts the frame twice.
    const QString info = run("xwininfo", {"-id", window});
    const auto value = [&](const QString& key) {
        return info.section(key + ':', 1).section('\n', 0, 0).toInt();
    };
    return {value("Absolute upper-left X"), value("Absolute upper-left Y"), value("Width"),
            value("Height")};
}

void Desktop::activate(const QString& window) const {
    // The compositor's screens have no window manager that could be asked.
    xdotool({kind_ == Kind::X11 ? "windowactivate" : "windowfocus", "--sync", window});
}

void Desktop::resize(const QString& window, QSize size) const {
    xdotool({"windowsize", window, QString::number(size.width()), QString::number(size.height())});
}

void Desktop::moveMouse(QPoint to) const {
    const QString now = xdotool({"getmouselocation", "--shell"});
    const QPoint from(now.section("X=", 1).section('\n', 0, 0).toInt(),
                      now.section("Y=", 1).section('\n', 0, 0).toInt());
    constexpr int steps = 12;
    for (int step = 1; step <= steps; ++step) {
        const QPoint at = from + (to - from) * step / steps;
        xdotool({"mousemove", QString::number(at.x()), QString::number(at.y())});
    }
}

void Desktop::pressButton() const { xdotool({"mousedown", "1"}); }
void Desktop::releaseButton() const { xdotool({"mouseup", "1"}); }

void Desktop::click(QPoint at, int button) const {
    moveMouse(at);
    xdotool({"click", QString::number(button)});
}

void Desktop::key(const QString& key) const { xdotool({"key", "--clearmodifiers", key}); }

void Desktop::type(const QString& text) const { xdotool({"type", "--delay", "2", text}); }

void Desktop::savePicture(const QString& file, const QRect& area) const {
    QStringList arguments{"-window", "root"};
    if (area.isValid())
        arguments << "-crop"
                  << QString("%1x%2+%3+%4")
                         .arg(area.width())
                         .arg(area.height())
                         .arg(area.x())
                         .arg(area.y());
    run("import", arguments << file);
}
