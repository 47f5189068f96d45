// SPDX-License-Identifier: MIT
// What it costs to start: `braid run` of a script that does nothing beside python3, and the window.
#include "tests/benchmarks/bench.h"
#include "tests/benchmarks/command.h"

#include "desktop.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <poll.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <X11/Xlib.h>

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Tells when a window appears on a desktop.
class WindowWatch {
public:
    explicit WindowWatch(const Desktop& desktop)
        : display_(XOpenDisplay(desktop.display().toUtf8().constData()), XCloseDisplay) {
        if (!display_)
            throw std::runtime_error("the desktop has no X server");
        XSelectInput(display_.get(), DefaultRootWindow(display_.get()), SubstructureNotifyMask);
        XSync(display_.get(), True);
    }

    /// Until something as large as a window with content, its frame, is on the screen.
    void wait() {
        const Clock::time_point begin = Clock::now();
        while (ms_since(begin) < 30'000) {
            while (XPending(display_.get()) > 0) {
                XEvent event;
                XNextEvent(display_.get(), &event);
                XWindowAttributes window;
                if (event.type == MapNotify &&
                    XGetWindowAttributes(display_.get(), event.xmap.window, &window) &&
                    window.width > 300 && window.height > 300)
                    return;
            }
            pollfd events{ConnectionNumber(display_.get()), POLLIN, 0};
            poll(&events, 1, 100);
        }
        throw std::runtime_error("the window did not come");
    }

private:
    std::unique_ptr<Display, int (*)(Display*)> display_;
};

/// From the start of the program until its window is on the screen.
double window_ms() {
    static Desktop desktop;
    static const QTemporaryDir home;
    if (!desktop.error().isEmpty())
        throw std::runtime_error(desktop.error().toStdString());
    WindowWatch watch(desktop);
    const Clock::time_point begin = Clock::now();
    QProcess& braid = desktop.start(
        BRAID_PROGRAM, {},
        {"HOME=" + home.path(), "XDG_CONFIG_HOME=" + home.path(), "XDG_DATA_HOME=" + home.path()});
    watch.wait();
    const double took = ms_since(begin);
    braid.terminate();
    braid.waitForFinished();
    return took;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QTemporaryDir directory;
    const auto script = [&](const QString& name, const QByteArray& text) {
        QFile file(directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            throw std::runtime_error(file.errorString().toStdString());
        return file.fileName().toStdString();
    };
    const std::string without = script("without.py", "pass\n");
    const std::string with = script("with.py", "import asyncio\n"
                                               "async def main():\n"
                                               "    await asyncio.sleep(0)\n"
                                               "asyncio.run(main())\n");
    const auto braid = [](const std::string& file) {
        return bench::cost_of({BRAID_PROGRAM, "run", file});
    };
    const auto python = [](const std::string& file) {
        return bench::cost_of({BRAID_PYTHON, file});
    };

    bench::Suite suite("start", 15);
    for (const auto& [name, file] :
         {std::pair("without asyncio", without), {"with asyncio", with}}) {
        const std::string wall = std::string(name) + ", wall time";
        suite.lower_is_better(name, "braid", "ms cpu", [=] { return braid(file).cpu_ms; });
        suite.lower_is_better(name, "python3", "ms cpu", [=] { return python(file).cpu_ms; });
        suite.lower_is_better(wall, "braid", "ms", [=] { return braid(file).wall_ms; });
        suite.lower_is_better(wall, "python3", "ms", [=] { return python(file).wall_ms; });
    }
    suite.lower_is_better(
        "without asyncio, braid - python3", "braid", "ms cpu",
        [=] { return braid(without).cpu_ms - python(without).cpu_ms; }, 20);
    suite.lower_is_better(
        "with asyncio, braid / python3", "braid", "x",
        [=] { return braid(with).cpu_ms / python(with).cpu_ms; }, 1.2);
    suite.lower_is_better("window", "braid", "ms", window_ms, 300);
    return suite.run(argc, argv);
}
