// SPDX-License-Identifier: MIT
#pragma once

// Included last: X redefines names of Qt's.
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace bench {

/// Somebody who types, from outside: a connection and a thread of its own.
class Typist {
    using Clock = std::chrono::steady_clock;

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

} // namespace bench
