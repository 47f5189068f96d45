// SPDX-License-Identifier: MIT
// How a window feels while Python programs hold the loop: a widget is repainted on a 16 ms timer
// and keys come from outside, by the X server's own test extension, each with the time it was
// pressed.
//
// The window is measured in a process of its own, on a desktop of its own.

#include "bench.h"

#include "bridge/python/python_engine.h"
#include "bridge/qt/event_dispatcher.h"
#include "desktop.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QPainter>
#include <QTemporaryDir>
#include <QTimer>
#include <QVBoxLayout>

// After Qt, whose names X would redefine.
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include <atomic>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto measured_time = std::chrono::seconds(4);

double in_ms(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

double percentile(std::vector<double> values, double share) {
    if (values.empty())
        throw std::runtime_error("nothing was measured");
    std::sort(values.begin(), values.end());
    return values[std::size_t(std::ceil(share * double(values.size()))) - 1];
}

/// A widget that notes the time between its paints.
class Canvas : public QWidget {
public:
    std::vector<double> gaps_ms;

protected:
    void paintEvent(QPaintEvent*) override {
        const auto now = Clock::now();
        if (last_ != Clock::time_point())
            gaps_ms.push_back(in_ms(now - last_));
        last_ = now;
        QPainter painter(this);
        painter.fillRect(rect(), QColor::fromHsv(++frame_ % 360, 200, 220));
        for (int x = 0; x < width(); x += 5)
            painter.drawLine(x, 0, (frame_ + 7 * x) % width(), height());
    }

private:
    Clock::time_point last_;
    int frame_ = 0;
};

/// Somebody who types, from outside: a connection and a thread of its own.
class Typist {
public:
    Typist()
        : thread_([this] { type(); }) {}
    ~Typist() {
        done_ = true;
        thread_.join();
    }
    Clock::time_point pressed() const {
        return Clock::time_point(Clock::duration(pressed_.load()));
    }

private:
    void type() {
        Display* const display = XOpenDisplay(nullptr);
        const KeyCode key = XKeysymToKeycode(display, XK_a);
        while (!done_) {
            // Not in step with anything else that is periodic here.
            std::this_thread::sleep_for(std::chrono::microseconds(71'300));
            pressed_ = Clock::now().time_since_epoch().count();
            XTestFakeKeyEvent(display, key, True, 0);
            XTestFakeKeyEvent(display, key, False, 0);
            XFlush(display);
        }
        XCloseDisplay(display);
    }

    std::atomic<bool> done_ = false;
    std::atomic<Clock::rep> pressed_ = 0;
    std::thread thread_;
};

class Silent : public braid::ScriptListener {
    void script_wrote(braid::Script&, braid::OutputStream, std::string_view) override {}
    void script_changed(braid::Script&) override {}
};

/// The process with the window: prints what it measured beside `files`.
int measure(int argc, char** argv) {
    braid::EventLoop loop;
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher(loop));
    QApplication app(argc, argv);
    braid::Trace trace;
    braid::PythonEngine engine(loop, trace);
    Silent listener;
    std::vector<std::unique_ptr<braid::Script>> scripts;
    for (const QString& file : app.arguments().mid(2))
        scripts.push_back(engine.load(file.toStdString(), {}, listener));

    QWidget window;
    auto* const canvas = new Canvas;
    auto* const line = new QLineEdit;
    auto* const layout = new QVBoxLayout(&window);
    layout->addWidget(canvas, 1);
    layout->addWidget(line);
    window.resize(320, 240);
    window.show();
    line->setFocus();

    QTimer repaint;
    repaint.setTimerType(Qt::PreciseTimer);
    QObject::connect(&repaint, &QTimer::timeout, canvas, qOverload<>(&QWidget::update));
    repaint.start(16);

    std::unique_ptr<Typist> typist;
    std::vector<double> keys_ms;
    QObject::connect(line, &QLineEdit::textChanged,
                     [&] { keys_ms.push_back(in_ms(Clock::now() - typist->pressed())); });
    // The first second is for the window manager and the scripts to get going.
    QTimer::singleShot(200, [&] {
        for (auto& script : scripts)
            script->start();
    });
    QTimer::singleShot(1000, [&] {
        typist = std::make_unique<Typist>();
        canvas->gaps_ms.clear();
    });
    QTimer::singleShot(std::chrono::seconds(1) + measured_time, &app, &QApplication::quit);
    app.exec();
    typist.reset();
    repaint.stop();

    std::printf("%g %g %g\n", percentile(canvas->gaps_ms, 0.99), percentile(canvas->gaps_ms, 1),
                percentile(keys_ms, 0.5));
    std::fflush(stdout);
    engine.shut_down(std::chrono::seconds(2));
    std::_Exit(0);
}

struct Feel {
    double paint_p99_ms, paint_longest_ms, key_p50_ms;
};

Feel feel_beside(const QStringList& files) {
    Desktop desktop;
    if (!desktop.error().isEmpty())
        throw std::runtime_error(desktop.error().toStdString());
    QProcess& window =
        desktop.start(QCoreApplication::applicationFilePath(), QStringList{"--measure"} + files);
    window.waitForFinished();
    const QList<QByteArray> words = window.readAllStandardOutput().trimmed().split(' ');
    if (words.size() != 3)
        throw std::runtime_error("the window measured nothing");
    return {words[0].toDouble(), words[1].toDouble(), words[2].toDouble()};
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--measure")
        return measure(argc, argv);

    QCoreApplication app(argc, argv);
    QTemporaryDir directory;
    const auto script = [&](const QString& name, const QByteArray& text) {
        QFile file(directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            throw std::runtime_error(file.errorString().toStdString());
        return file.fileName();
    };
    const QString spin = script("spin.py", "while True:\n    pass\n");
    const QString sleep = script("sleep.py", "import time\nwhile True:\n    time.sleep(1)\n");
    const QStringList twelve(12, spin);

    bench::Suite suite("window");
    const std::vector<std::pair<std::string, QStringList>> subjects = {
        {"nothing", {}},
        {"a script that sleeps", {sleep}},
        {"a script that spins", {spin}},
        {"twelve that spin", twelve}};
    for (const auto& [subject, files] : subjects) {
        const std::string name = "beside " + subject;
        suite.lower_is_better("paint on a 16 ms timer, p99", name, "ms",
                              [files = files] { return feel_beside(files).paint_p99_ms; });
        suite.lower_is_better("paint on a 16 ms timer, longest", name, "ms",
                              [files = files] { return feel_beside(files).paint_longest_ms; });
        suite.lower_is_better("key to text, p50", name, "ms",
                              [files = files] { return feel_beside(files).key_p50_ms; });
    }
    return suite.run(argc, argv);
}
