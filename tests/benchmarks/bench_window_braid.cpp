// SPDX-License-Identifier: MIT
// Braid's own window, with all its panes, as its users have it.
#include "bench_window_braid.h"

#include "app/appearance.h"
#include "app/main_window.h"
#include "bridge/python/python_engine.h"
#include "bridge/qt/event_dispatcher.h"
#include "bridge/qt/window_strand.h"
#include "widgets/loop_status.h"
#include "widgets/session/session.h"
#include "widgets/source/source_editor.h"
#include "widgets/source/source_pane.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"

#include <QApplication>
#include <QDropEvent>
#include <QImage>
#include <QMimeData>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

#include "typist.h"

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

/// Tells when a widget, or what it scrolls, has been painted.
class PaintWatch : public QObject {
public:
    PaintWatch(QWidget& widget, std::function<void()> painted)
        : widget_(widget)
        , painted_(std::move(painted)) {
        qApp->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint &&
            (watched == &widget_ || watched->parent() == &widget_))
            QTimer::singleShot(0, this, painted_); // once it has been
        return false;
    }

private:
    QWidget& widget_;
    std::function<void()> painted_;
};

/// What braid-window puts together.
struct Braid {
    braid::EventLoop loop;
    braid::EventDispatcher* dispatcher;
    QApplication application;
    braid::Appearance appearance;
    braid::Trace trace;
    braid::WindowStrand strand{*dispatcher, trace};
    braid::PythonEngine python{loop, trace};
    braid::Session session{trace, [this] { return loop.clock().now_ns(); }};
    std::unique_ptr<braid::MainWindow> window;

    Braid(int& argc, char** argv)
        : dispatcher(new braid::EventDispatcher(loop))
        , application((QCoreApplication::setEventDispatcher(dispatcher), argc), argv) {
        QCoreApplication::setOrganizationName("Braid");
        QCoreApplication::setApplicationName("bench");
        session.scripts().addEngine(python);
        window = std::make_unique<braid::MainWindow>(session, appearance);
        window->show();
        // Nobody waits for ever.
        QTimer::singleShot(std::chrono::seconds(60), &application, &QApplication::quit);
    }
    /// Some script has done something, or waits.
    bool has_slice() {
        bool has = false;
        trace.for_each_lane([&](const braid::Lane& lane) {
            has |= trace.strand(lane.strand).kind == braid::StrandKind::Script && !lane.empty();
        });
        return has;
    }
    [[noreturn]] void end() {
        std::fflush(stdout);
        python.shut_down(std::chrono::seconds(2));
        std::_Exit(0);
    }
};

} // namespace

int measure_drop(int argc, char** argv) {
    Braid braid(argc, argv);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromLocal8Bit(argv[2]))});
    Clock::time_point dropped;
    bool shows = false;
    double took_ms = 0;
    QObject::connect(&braid.session, &braid::Session::looked,
                     [&] { shows = dropped != Clock::time_point() && braid.has_slice(); });
    PaintWatch painted(braid.window->tasksView().timeline(), [&] {
        if (!shows || took_ms > 0)
            return;
        took_ms = in_ms(Clock::now() - dropped);
        braid.application.quit();
    });
    QTimer::singleShot(1000, [&] { // somebody looks at it first
        const QPoint middle = braid.window->rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(braid.window.get(), &enter);
        dropped = Clock::now();
        QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(braid.window.get(), &drop);
    });
    braid.application.exec();
    std::printf("%g\n", took_ms);
    braid.end();
}

int measure_editing(int argc, char** argv) {
    Braid braid(argc, argv);
    std::vector<std::filesystem::path> scripts(argv + 3, argv + argc);
    QTimer::singleShot(500, [&] { braid.session.scripts().start(scripts); });
    std::unique_ptr<Typist> typist;
    std::unique_ptr<PaintWatch> painted;
    bool typed = false;
    std::vector<double> keys_ms;
    QTimer::singleShot(2500, [&] {
        braid.session.openPlace({QString::fromLocal8Bit(argv[2]), 1});
        braid::SourceEditor* const editor = braid.window->sourcePane().editor();
        editor->setFocus();
        QObject::connect(editor, &QsciScintilla::textChanged, [&] { typed = true; });
        painted = std::make_unique<PaintWatch>(*editor, [&] {
            if (std::exchange(typed, false))
                keys_ms.push_back(in_ms(Clock::now() - typist->pressed()));
        });
        typist = std::make_unique<Typist>();
    });
    QTimer::singleShot(std::chrono::seconds(17), &braid.application, &QApplication::quit);
    braid.application.exec();
    typist.reset();
    std::printf("%g %g\n", percentile(keys_ms, 0.5), percentile(keys_ms, 0.99));
    braid.end();
}

int measure_strip(int argc, char** argv) {
    Braid braid(argc, argv);
    braid.session.scripts().start({argv[2]});
    QTimer::singleShot(2000, [&] {
        auto* const strip = braid.window->findChild<braid::LoopStatus*>();
        QImage image(strip->size(), QImage::Format_RGB32);
        constexpr int paints = 500;
        const Clock::time_point begin = Clock::now();
        for (int n = 0; n < paints; ++n)
            strip->render(&image);
        std::printf("%g\n", in_ms(Clock::now() - begin) * 1000 / paints);
        braid.application.quit();
    });
    braid.application.exec();
    braid.end();
}

} // namespace bench
