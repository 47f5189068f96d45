// SPDX-License-Identifier: MIT
#pragma once

#include <braid/loop/coroutine.h>

#include <QWidget>

#include <functional>

/// What somebody does with the example in its test. Each test has one of these: it begins when the
/// program's window is on the screen, and ends the program; an exception makes it fail.
braid::Coroutine<> use(QWidget* window);

/// Waits for what the user wants to see; throws if it does not come.
braid::Coroutine<> see(std::function<bool()> condition);

/// The part of the window that is of this class; throws if there is none.
template<typename Widget>
Widget* find(QWidget* window) {
    if (auto* const widget = window->findChild<Widget*>())
        return widget;
    throw std::runtime_error("the window lacks something");
}
