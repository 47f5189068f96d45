// SPDX-License-Identifier: MIT
#include "user.h"

#include <QLabel>
#include <QPushButton>

braid::Coroutine<> use(QWidget* window) {
    auto* const label = find<QLabel>(window);
    auto* const button = find<QPushButton>(window);
    button->click();
    const auto counting = [&] { return label->text() == "2 …" && !button->isEnabled(); };
    co_await see(counting);
    const auto done = [&] { return label->text() == "Lift-off!" && button->isEnabled(); };
    co_await see(done);
}
