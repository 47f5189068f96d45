// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

#include <functional>
#include <mutex>
#include <utility>

namespace braid::detail {

/// The way from other threads to a loop that may have ended meanwhile.
class LoopGate {
public:
    explicit LoopGate(EventLoop& loop) noexcept
        : loop_(&loop) {}
    /// As EventLoop::call_soon_threadsafe, but if the loop has ended it drops the callback and
    /// returns false.
    bool call_soon(std::function<void()> callback) {
        const std::lock_guard lock(mutex_);
        if (loop_)
            loop_->call_soon_threadsafe(std::move(callback));
        return loop_ != nullptr;
    }
    /// The loop ends.
    void close() {
        const std::lock_guard lock(mutex_);
        loop_ = nullptr;
    }

private:
    std::mutex mutex_;
    EventLoop* loop_;
};

} // namespace braid::detail
