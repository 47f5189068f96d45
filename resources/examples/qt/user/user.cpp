// SPDX-License-Identifier: MIT
// Linked to an example, sits down in front of it: the example's own code knows nothing of tests.

#include "user.h"

#include <braid/loop/sleep.h>
#include <braid/loop/task.h>

#include <QApplication>
#include <QTimer>

#include <stdexcept>

using namespace std::chrono_literals;

braid::Coroutine<> see(std::function<bool()> condition) {
    for (int i = 0; !condition(); ++i) {
        if (i == 2000)
            throw std::runtime_error("what was expected did not happen");
        co_await braid::sleep(10ms);
    }
}

namespace {

QWidget* shownWindow() {
    for (QWidget* const window : QApplication::topLevelWidgets())
        if (window->isVisible())
            return window;
    return nullptr;
}

braid::Coroutine<> sitDown() {
    try {
        co_await see(shownWindow);
        co_await use(shownWindow());
        QCoreApplication::quit();
    } catch (const std::exception& error) {
        qCritical("%s", error.what());
        QCoreApplication::exit(1);
    }
}

void begin() {
    QTimer::singleShot(0, [] { braid::create_task(sitDown()); });
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(begin)
