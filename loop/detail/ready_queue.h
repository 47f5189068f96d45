// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace braid::detail {

class TaskState;

/// Something that waits for its turn: a suspended coroutine, or a callback (`CallbackJob`). It is
/// its own place in the queue, so queueing costs no memory and cannot fail.
class Job {
public:
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    bool queued() const noexcept { return next_ != nullptr; }

    TaskState* task = nullptr; ///< whose coroutine it is; null for a callback

protected:
    Job() = default;
    ~Job() = default;

private:
    friend class ReadyQueue;
    friend class Inbox;
    friend class Scheduler;
    Job* next_ = nullptr; ///< null when in no queue
};

/// A job that is a callback. `run` may destroy it.
class CallbackJob : public Job {
public:
    virtual void run() = 0;
    /// The loop ends before its turn came.
    virtual void drop() noexcept = 0;

protected:
    ~CallbackJob() = default;
};

/// First in, first out.
class ReadyQueue {
public:
    bool empty() const noexcept { return head_ == &end_; }

    void push(Job& job) noexcept {
        job.next_ = &end_;
        *tail_ = &job;
        tail_ = &job.next_;
    }

    Job& pop() noexcept {
        Job& job = *head_;
        head_ = job.next_;
        // With very many tasks the next one's frame is in no cache: it comes while this one runs.
        __builtin_prefetch(head_);
        __builtin_prefetch(reinterpret_cast<const std::byte*>(head_) + 64);
        if (head_ == &end_)
            tail_ = &head_;
        job.next_ = nullptr;
        return job;
    }

    /// O(n): only for a coroutine that is destroyed between being woken and its turn.
    void remove(Job& job) noexcept {
        for (Job** place = &head_; *place != &end_; place = &(*place)->next_) {
            if (*place != &job)
                continue;
            *place = job.next_;
            if (tail_ == &job.next_)
                tail_ = place;
            job.next_ = nullptr;
            return;
        }
    }

private:
    struct End : Job {};
    End end_;
    Job* head_ = &end_;
    Job** tail_ = &head_;
};

} // namespace braid::detail
