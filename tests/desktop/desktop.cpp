#include "desktop.h"

#include <QElapsedTimer>
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

Desktop::Desktop()
    : environment_(QProcessEnvironment::systemEnvironment()) {
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
        const QString ids = xdotool({"search", "--onlyvisible", "--name", title});
        if (!ids.isEmpty())
            return ids.section('\n', -1);
        QTest::qWait(20);
    }
    return {};
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
    xdotool({"windowactivate", "--sync", window});
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

void Desktop::savePicture(const QString& file) const { run("import", {"-window", "root", file}); }
