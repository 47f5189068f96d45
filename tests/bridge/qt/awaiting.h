// SPDX-License-Identifier: MIT
#pragma once

#include "dispatcher_main.h"

#include "bridge/qt/errors.h"
#include "loop/errors.h"
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QTest>

#include <chrono>

/// What the tests of awaitables share. Each of those has three exits: its value, the death of what
/// is waited for, and cancellation; and the loop stays alive meanwhile.
namespace awaiting {

using namespace std::chrono_literals;

/// Counts how often the loop came by.
class Ticker {
public:
    Ticker() { tick(); }
    ~Ticker() { handle_.cancel(); }
    int ticks() const { return ticks_; }

private:
    void tick() {
        handle_ = braid::EventLoop::current()->call_later(1ms, [this] {
            ++ticks_;
            tick();
        });
    }
    braid::TimerHandle handle_;
    int ticks_ = 0;
};

/// Turns the loop until the task is done, five seconds at most.
inline bool finishes(const braid::AnyTask& task) {
    return QTest::qWaitFor([&] { return task.done(); }, 5000);
}

/// Turns the loop until the task waits for something, and sees that the loop is alive then.
inline bool waits(const braid::AnyTask& task) {
    const Ticker ticker;
    return QTest::qWaitFor([&] { return ticker.ticks() >= 3 || task.done(); }, 5000) &&
           !task.done();
}

/// Set when a coroutine's local variables are destroyed.
class Unwound {
public:
    explicit Unwound(bool& flag)
        : flag_(flag) {}
    ~Unwound() { flag_ = true; }
    Unwound(const Unwound&) = delete;
    Unwound& operator=(const Unwound&) = delete;

private:
    bool& flag_;
};

} // namespace awaiting
