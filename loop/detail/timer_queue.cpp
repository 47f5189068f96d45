// SPDX-License-Identifier: MIT
#include "loop/detail/timer_queue.h"

#include <algorithm>

namespace braid::detail {

void TimerQueue::add(Timer& timer, TimePoint when, Job& job) {
    // Whatever can fail happens first; returning a slot later on must not need memory.
    if (heap_.size() == heap_.capacity())
        heap_.reserve(2 * heap_.capacity() + 16);
    if (free_slots_.empty()) {
        slots_.push_back(nullptr);
        free_slots_.reserve(slots_.capacity());
        timer.slot_ = std::uint32_t(slots_.size() - 1);
    } else {
        timer.slot_ = free_slots_.back();
        free_slots_.pop_back();
    }
    slots_[timer.slot_] = &timer;
    timer.job_ = &job;
    heap_.push_back({when.time_since_epoch().count(), order_++, timer.slot_});
    sift_up(heap_.size() - 1);
}

void TimerQueue::stop(Timer& timer) noexcept {
    if (!timer.running())
        return;
    slots_[timer.slot_] = nullptr;
    timer.slot_ = Timer::none;
    ++dead_;
    if (dead_ > 64 && dead_ > heap_.size() / 2)
        sweep();
}

Job* TimerQueue::take_due(TimePoint now) noexcept {
    while (!heap_.empty()) {
        const Entry first = heap_.front();
        Timer* const timer = slots_[first.slot];
        if (timer && first.when > now.time_since_epoch().count())
            return nullptr;
        pop();
        if (!heap_.empty())
            __builtin_prefetch(slots_[heap_.front().slot]); // is likely to be due, too
        free_slots_.push_back(first.slot);
        if (timer) {
            slots_[first.slot] = nullptr;
            timer->slot_ = Timer::none;
            return timer->job_;
        }
        --dead_;
    }
    return nullptr;
}

void TimerQueue::pop() noexcept {
    heap_.front() = heap_.back();
    heap_.pop_back();
    if (!heap_.empty())
        sift_down(0);
}

void TimerQueue::sweep() noexcept {
    std::erase_if(heap_, [this](const Entry& entry) {
        if (slots_[entry.slot])
            return false;
        free_slots_.push_back(entry.slot);
        return true;
    });
    dead_ = 0;
    for (std::size_t i = heap_.size() / children + 1; i-- > 0;)
        sift_down(i);
}

void TimerQueue::sift_up(std::size_t index) noexcept {
    const Entry moving = heap_[index];
    while (index > 0) {
        const std::size_t parent = (index - 1) / children;
        if (!moving.before(heap_[parent]))
            break;
        heap_[index] = heap_[parent];
        index = parent;
    }
    heap_[index] = moving;
}

void TimerQueue::sift_down(std::size_t index) noexcept {
    if (index >= heap_.size())
        return;
    const Entry moving = heap_[index];
    for (;;) {
        const std::size_t first = children * index + 1;
        if (first >= heap_.size())
            break;
        const std::size_t last = std::min(first + children, heap_.size());
        std::size_t least = first;
        for (std::size_t i = first + 1; i < last; ++i)
            if (heap_[i].before(heap_[least]))
                least = i;
        if (!heap_[least].before(moving))
            break;
        heap_[index] = heap_[least];
        index = least;
    }
    heap_[index] = moving;
}

} // namespace braid::detail
