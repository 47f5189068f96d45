// SPDX-License-Identifier: MIT
// How a window feels while Python programs hold the loop: a widget is repainted on a 16 ms timer
// and keys come from outside, by the X server's own test extension, each with the time it was
// pressed.
//
// Then Braid's own window: from a drop to the first slice, and a key in the source.
//
// Each window is measured in a process of its own, on a desktop of its own.

#include "bench.h"
#include "bench_window_braid.h"

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

#include <memory>
#include <stdexcept>

// After Qt, whose names X would redefine.
#include "typist.h"

namespace {

using bench::in_ms;
using bench::percentile;
using Clock = std::chrono::steady_clock;
constexpr auto measured_time = std::chrono::seconds(4);

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

    std::unique_ptr<bench::Typist> typist;
    std::vector<double> keys_ms;
    QObject::connect(line, &QLineEdit::textChanged,
                     [&] { keys_ms.push_back(in_ms(Clock::now() - typist->pressed())); });
    // The first second is for the window manager and the scripts to get going.
    QTimer::singleShot(200, [&] {
        for (auto& script : scripts)
            script->start();
    });
    QTimer::singleShot(1000, [&] {
        typist = std::make_unique<bench::Typist>();
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

/// What this program prints, run with these arguments on a desktop and in a home of its own.
std::vector<double> measured(const QStringList& arguments) {
    Desktop desktop;
    if (!desktop.error().isEmpty())
        throw std::runtime_error(desktop.error().toStdString());
    const QTemporaryDir home;
    QProcess& window = desktop.start(
        QCoreApplication::applicationFilePath(), arguments,
        {"HOME=" + home.path(), "XDG_CONFIG_HOME=" + home.path(), "XDG_DATA_HOME=" + home.path()});
    window.waitForFinished();
    std::vector<double> values;
    for (const QByteArray& word : window.readAllStandardOutput().simplified().split(' '))
        values.push_back(word.toDouble());
    return values;
}

Feel feel_beside(const QStringList& files) {
    const std::vector<double> values = measured(QStringList{"--measure"} + files);
    if (values.size() != 3)
        throw std::runtime_error("the window measured nothing");
    return {values[0], values[1], values[2]};
}

/// One value of those that Braid's own window measures.
double of_braid(const QStringList& arguments, std::size_t number) {
    const std::vector<double> values = measured(arguments);
    if (number >= values.size() || !(values[number] > 0))
        throw std::runtime_error("Braid's window measured nothing");
    return values[number];
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--measure")
        return measure(argc, argv);
    if (argc > 2 && std::string_view(argv[1]) == "--drop")
        return bench::measure_drop(argc, argv);
    if (argc > 2 && std::string_view(argv[1]) == "--edit")
        return bench::measure_editing(argc, argv);
    if (argc > 2 && std::string_view(argv[1]) == "--strip")
        return bench::measure_strip(argc, argv);

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
    const QString nap = script("nap.py", "import asyncio\nasyncio.run(asyncio.sleep(60))\n");
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
    suite.lower_is_better(
        "drop to the first slice that is painted", "Braid", "ms",
        [=] {
            return of_braid({"--drop", nap}, 0);
        },
        150);
    // At most thirty times a second: a hundredth of a processor.
    suite.lower_is_better(
        "the loop's strip, one painting", "Braid", "µs",
        [=] {
            return of_braid({"--strip", nap}, 0);
        },
        333);
    const QStringList edit = QStringList{"--edit", sleep} + twelve;
    suite.lower_is_better("key to painted text in the source, beside twelve that spin, p50",
                          "Braid", "ms", [=] { return of_braid(edit, 0); });
    suite.lower_is_better(
        "key to painted text in the source, beside twelve that spin, p99", "Braid", "ms",
        [=] { return of_braid(edit, 1); }, 25);
    return suite.run(argc, argv);
}
