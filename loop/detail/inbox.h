// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/scheduler.h"

#include <atomic>

namespace braid::detail {

/// Jobs that other threads bring: they push, the loop takes all. Lock-free.
class Inbox {
public:
    /// Any thread. True if the inbox was empty: then the loop may sleep and must be woken.
    bool put(Job& job) noexcept {
        Job* first = first_.load(std::memory_order_relaxed);
        do {
            job.next_ = first;
        } while (!first_.compare_exchange_weak(first, &job, std::memory_order_release,
                                               std::memory_order_relaxed));
        return first == nullptr;
    }

    /// The loop's thread: what other threads have put before it asks is seen only if something
    /// else has ordered the two.
    bool empty() const noexcept { return !first_.load(std::memory_order_acquire); }

    /// The loop's thread: queues what came, in the order in which it came.
    void take(Scheduler& scheduler) noexcept {
        if (!first_.load(std::memory_order_relaxed))
            return;
        Job* newest_first = first_.exchange(nullptr, std::memory_order_acquire);
        Job* oldest_first = nullptr;
        while (newest_first) {
            Job* const next = std::exchange(newest_first->next_, oldest_first);
            oldest_first = std::exchange(newest_first, next);
        }
        while (oldest_first) {
            Job& job = *std::exchange(oldest_first, oldest_first->next_);
            job.next_ = nullptr;
            scheduler.schedule(job);
        }
    }

private:
    std::atomic<Job*> first_ = nullptr;
};

} // namespace braid::detail
