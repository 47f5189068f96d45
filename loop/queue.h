// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"
#include "loop/detail/waiter.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace braid {

/// `Queue::get_nowait` on an empty queue.
class QueueEmpty : public std::runtime_error {
public:
    QueueEmpty()
        : std::runtime_error("the queue is empty") {}
};
/// `Queue::put_nowait` on a full queue.
class QueueFull : public std::runtime_error {
public:
    QueueFull()
        : std::runtime_error("the queue is full") {}
};
/// The queue was shut down.
class QueueShutDown : public std::runtime_error {
public:
    QueueShutDown()
        : std::runtime_error("the queue is shut down") {}
};

namespace detail {

template<typename T>
class FifoOrder {
public:
    std::size_t size() const noexcept { return items_.size(); }
    void push(T&& item) { items_.push_back(std::move(item)); }
    T pop() {
        T item = std::move(items_.front());
        items_.pop_front();
        return item;
    }

private:
    std::deque<T> items_;
};

template<typename T>
class LifoOrder {
public:
    std::size_t size() const noexcept { return items_.size(); }
    void push(T&& item) { items_.push_back(std::move(item)); }
    T pop() {
        T item = std::move(items_.back());
        items_.pop_back();
        return item;
    }

private:
    std::vector<T> items_;
};

/// The least item first.
template<typename T, typename Less>
class PriorityOrder {
public:
    std::size_t size() const noexcept { return items_.size(); }
    void push(T&& item) {
        items_.push_back(std::move(item));
        std::push_heap(items_.begin(), items_.end(), greater);
    }
    T pop() {
        std::pop_heap(items_.begin(), items_.end(), greater);
        T item = std::move(items_.back());
        items_.pop_back();
        return item;
    }

private:
    static bool greater(const T& a, const T& b) { return Less()(b, a); }
    std::vector<T> items_;
};

} // namespace detail

/// Items on their way between tasks; first come, first served on both sides. Not for threads.
///
/// An item or a place that a waiter was woken for is reserved for it: nobody can come between, and
/// if the waiter is cancelled the next one gets it.
template<typename T, typename Order>
class BasicQueue {
    class Getter;
    class Putter;
    class Joiner;

public:
    /// `maxsize` 0: no limit.
    explicit BasicQueue(std::size_t maxsize = 0) noexcept
        : maxsize_(maxsize) {}
    BasicQueue(const BasicQueue&) = delete;
    BasicQueue& operator=(const BasicQueue&) = delete;

    std::size_t maxsize() const noexcept { return maxsize_; }
    /// Items that nobody was woken for.
    std::size_t qsize() const noexcept { return order_.size() - promised_items_; }
    bool empty() const noexcept { return qsize() == 0; }
    bool full() const noexcept {
        return maxsize_ > 0 && order_.size() + promised_places_ >= maxsize_;
    }

    /// Waits for a place and puts the item there. Throws QueueShutDown.
    [[nodiscard]] Putter put(T item) { return Putter(*this, std::move(item)); }
    /// Waits for an item. Throws QueueShutDown once the queue is shut down and empty.
    [[nodiscard]] Getter get() noexcept { return Getter(*this); }

    /// Throws QueueFull or QueueShutDown.
    void put_nowait(T item) {
        if (shut_down_)
            throw QueueShutDown();
        if (full())
            throw QueueFull();
        push(std::move(item));
    }
    /// Throws QueueEmpty, or QueueShutDown.
    T get_nowait() {
        if (empty()) {
            if (shut_down_)
                throw QueueShutDown();
            throw QueueEmpty();
        }
        return pop();
    }

    /// An item that was got is done with. Throws InvalidStateError if called more often than items
    /// were put.
    void task_done() {
        if (unfinished_ == 0)
            throw InvalidStateError("Queue.task_done: called too often");
        if (--unfinished_ == 0)
            wake_all(joiners_);
    }
    /// Waits until every item that was put is done with.
    [[nodiscard]] Joiner join() noexcept { return Joiner(*this); }

    /// From now on nothing can be put; what is there can be got, unless `immediate`: then it is
    /// dropped, and counts as done with. Those who wait for what cannot come get QueueShutDown.
    void shutdown(bool immediate = false) {
        shut_down_ = true;
        drops_items_ |= immediate;
        if (drops_items_)
            drop_items();
        wake_all(getters_);
        wake_all(putters_);
    }

private:
    void push(T&& item) {
        order_.push(std::move(item));
        ++unfinished_;
        promise_item();
    }
    T pop() {
        T item = order_.pop();
        promise_place();
        return item;
    }
    void drop_items() {
        while (!empty()) {
            order_.pop();
            --unfinished_;
        }
        if (unfinished_ == 0)
            wake_all(joiners_);
    }
    /// There is an item that nobody was woken for: wakes somebody.
    void promise_item() noexcept {
        if (drops_items_)
            return drop_items();
        if (getters_.empty() || empty())
            return;
        ++promised_items_;
        static_cast<Getter&>(getters_.front()).promised_ = true;
        getters_.front().serve();
    }
    void promise_place() noexcept {
        if (putters_.empty() || full())
            return;
        ++promised_places_;
        static_cast<Putter&>(putters_.front()).promised_ = true;
        putters_.front().serve();
    }
    static void wake_all(detail::List<detail::Waiter>& line) noexcept {
        while (!line.empty())
            line.front().serve();
    }

    std::size_t maxsize_;
    Order order_;
    std::size_t promised_items_ = 0;
    std::size_t promised_places_ = 0;
    std::size_t unfinished_ = 0;
    bool shut_down_ = false;
    bool drops_items_ = false; ///< it was shut down for immediate effect
    detail::List<detail::Waiter> getters_;
    detail::List<detail::Waiter> putters_;
    detail::List<detail::Waiter> joiners_;
};

template<typename T, typename Order>
class [[nodiscard]] BasicQueue<T, Order>::Getter final : public detail::Waiter {
public:
    explicit Getter(BasicQueue& queue) noexcept
        : queue_(queue) {}
    Getter(Getter&&) = default;
    ~Getter() {
        if (promised_) [[unlikely]] {
            --queue_.promised_items_;
            queue_.promise_item();
        }
    }
    bool await_ready() const noexcept { return !queue_.empty() || queue_.shut_down_; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(queue_.getters_, coroutine);
    }
    T await_resume() {
        if (suspended()) {
            if (resumed()) [[unlikely]]
                throw_cancelled(); // ~Getter hands the item on if one was promised
            if (promised_) {
                promised_ = false;
                --queue_.promised_items_;
                return queue_.pop();
            }
        }
        if (queue_.empty())
            throw QueueShutDown();
        return queue_.pop();
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Queue, .what = "Queue.get"};
    }

private:
    friend class BasicQueue;
    BasicQueue& queue_;
    bool promised_ = false;
};

template<typename T, typename Order>
class [[nodiscard]] BasicQueue<T, Order>::Putter final : public detail::Waiter {
public:
    Putter(BasicQueue& queue, T&& item)
        : queue_(queue)
        , item_(std::move(item)) {}
    Putter(Putter&&) = default;
    ~Putter() {
        if (promised_) [[unlikely]] {
            --queue_.promised_places_;
            queue_.promise_place();
        }
    }
    bool await_ready() const noexcept { return !queue_.full() || queue_.shut_down_; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(queue_.putters_, coroutine);
    }
    void await_resume() {
        if (suspended() && resumed()) [[unlikely]]
            throw_cancelled(); // ~Putter hands the place on if one was promised
        if (queue_.shut_down_)
            throw QueueShutDown();
        if (promised_) {
            promised_ = false;
            --queue_.promised_places_;
        }
        queue_.push(std::move(item_));
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Queue, .what = "Queue.put"};
    }

private:
    friend class BasicQueue;
    BasicQueue& queue_;
    T item_;
    bool promised_ = false;
};

template<typename T, typename Order>
class [[nodiscard]] BasicQueue<T, Order>::Joiner final : public detail::Waiter {
public:
    explicit Joiner(BasicQueue& queue) noexcept
        : queue_(queue) {}
    bool await_ready() const noexcept { return queue_.unfinished_ == 0; }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        stand_in(queue_.joiners_, coroutine);
    }
    void await_resume() {
        if (suspended() && resumed()) [[unlikely]]
            throw_cancelled();
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Queue, .what = "Queue.join"};
    }

private:
    BasicQueue& queue_;
};

/// First in, first out.
template<typename T>
using Queue = BasicQueue<T, detail::FifoOrder<T>>;
/// Last in, first out.
template<typename T>
using LifoQueue = BasicQueue<T, detail::LifoOrder<T>>;
/// The least item first.
template<typename T, typename Less = std::less<T>>
using PriorityQueue = BasicQueue<T, detail::PriorityOrder<T, Less>>;

} // namespace braid
