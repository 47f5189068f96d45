// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>

namespace braid::detail {

template<typename T>
class List;

/// What can be in one `List` at a time; leaves it by itself when destroyed.
class ListNode {
public:
    ListNode() = default;
    /// Only while it is in no list.
    ListNode([[maybe_unused]] ListNode&& other) noexcept { assert(!other.linked()); }
    ListNode(const ListNode&) = delete;
    ListNode& operator=(const ListNode&) = delete;
    bool linked() const noexcept { return next_ != nullptr; }
    void unlink() noexcept {
        if (!linked())
            return;
        previous_->next_ = next_;
        next_->previous_ = previous_;
        next_ = previous_ = nullptr;
    }

protected:
    ~ListNode() { unlink(); }

private:
    template<typename T>
    friend class List;
    ListNode* next_ = nullptr;
    ListNode* previous_ = nullptr;
};

/// A list of things that live elsewhere, oldest first. Anything can leave it in O(1), so a waiter
/// that gives up costs nothing, however many wait.
template<typename T>
class List {
public:
    List() noexcept { ends_.next_ = ends_.previous_ = &ends_; }
    /// What is still in it goes on existing, in no list.
    ~List() {
        while (!empty())
            ends_.next_->unlink();
        ends_.next_ = ends_.previous_ = nullptr;
    }
    List(const List&) = delete;
    List& operator=(const List&) = delete;

    bool empty() const noexcept { return ends_.next_ == &ends_; }
    T& front() noexcept { return as_element(*ends_.next_); }
    T& back() noexcept { return as_element(*ends_.previous_); }
    void push_back(T& element) noexcept { insert_before(ends_, element); }
    void push_front(T& element) noexcept { insert_before(*ends_.next_, element); }
    T& pop_front() noexcept {
        T& first = front();
        static_cast<ListNode&>(first).unlink();
        return first;
    }
    /// Moves everything here from another list, to the end.
    void take(List& other) noexcept {
        while (!other.empty())
            push_back(other.pop_front());
    }

    template<typename Function>
    void for_each(Function&& function) const {
        for (ListNode* node = ends_.next_; node != &ends_;) {
            ListNode* const next = node->next_;
            function(as_element(*node));
            node = next;
        }
    }

private:
    struct Ends : ListNode {};
    static T& as_element(ListNode& node) noexcept { return static_cast<T&>(node); }
    static void insert_before(ListNode& place, ListNode& node) noexcept {
        node.next_ = &place;
        node.previous_ = place.previous_;
        place.previous_->next_ = &node;
        place.previous_ = &node;
    }
    mutable Ends ends_;
};

} // namespace braid::detail
