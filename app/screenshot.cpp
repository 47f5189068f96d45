// SPDX-License-Identifier: MIT
#include "app/screenshot.h"

#include "app/main_window.h"
#include "widgets/session/scripts.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

namespace braid {

namespace {
constexpr int longestMs = 5000;
/// Time for the window to come up, and for what ended last to be drawn.
constexpr int settleMs = 400;
} // namespace

void saveScreenshotAndQuit(MainWindow& window, const Scripts& scripts, const QString& file) {
    auto* timer = new QTimer(&window);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, &window, [&window, file] {
        const bool saved = window.grab().save(file);
        if (!saved)
            qWarning("braid: no picture could be saved in %s", qPrintable(file));
        QApplication::exit(saved ? 0 : 1);
    });
    QObject::connect(&scripts, &Scripts::ended, timer, [timer, &scripts] {
        if (scripts.runningCount() == 0)
            timer->start(settleMs);
    });
    // Files are looked at first: their scripts may start later.
    QObject::connect(&scripts, &Scripts::started, timer, [timer] { timer->start(longestMs); });
    timer->start(scripts.runningCount() > 0 ? longestMs : settleMs);
}

} // namespace braid
