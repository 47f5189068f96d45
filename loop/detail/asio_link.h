// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/frame_pool.h"

#include <boost/asio/cancellation_signal.hpp>

#include <atomic>
#include <cstddef>
#include <new>

namespace braid::detail {

/// What links an operation of Asio in flight with the coroutine that awaits it: either may end
/// first. It has memory for the operation, too: Asio recycles that only within one of its handlers,
/// and coroutines run outside of those as well.
class AsioLink : public Pooled {
public:
    /// For an awaiter and a handler, who release it once each.
    explicit AsioLink(void* awaiter) noexcept
        : awaiter_(awaiter) {}
    AsioLink(const AsioLink&) = delete;
    AsioLink& operator=(const AsioLink&) = delete;
    void release() noexcept {
        if (--references_ == 0)
            delete this;
    }

    /// Who awaits; null once nobody does any more.
    void* awaiter() const noexcept { return awaiter_; }
    void abandon() noexcept { awaiter_ = nullptr; }
    boost::asio::cancellation_signal& signal() noexcept { return signal_; }

    /// Memory for the operation. Any thread: Asio may free it where the operation ran.
    void* allocate(std::size_t size) {
        if (!sanitized && size <= sizeof memory_ &&
            !memory_taken_.exchange(true, std::memory_order_acquire))
            return memory_;
        return ::operator new(size);
    }
    void deallocate(void* memory) noexcept {
        if (memory == memory_)
            memory_taken_.store(false, std::memory_order_release);
        else
            ::operator delete(memory);
    }

private:
    ~AsioLink() = default;

    void* awaiter_;
    int references_ = 2;
    std::atomic<bool> memory_taken_ = false;
    boost::asio::cancellation_signal signal_;
    alignas(std::max_align_t) std::byte memory_[256]; ///< room for Asio's operations on sockets
};

/// The allocator that Asio finds associated with a handler.
template<typename T>
class AsioLinkAllocator {
public:
    using value_type = T;

    explicit AsioLinkAllocator(AsioLink& link) noexcept
        : link_(&link) {}
    template<typename U>
    AsioLinkAllocator(const AsioLinkAllocator<U>& other) noexcept // NOLINT: allocators convert
        : link_(other.link_) {}

    T* allocate(std::size_t count) {
        static_assert(alignof(T) <= alignof(std::max_align_t));
        return static_cast<T*>(link_->allocate(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t) noexcept { link_->deallocate(memory); }
    bool operator==(const AsioLinkAllocator&) const = default;

private:
    template<typename U>
    friend class AsioLinkAllocator;
    AsioLink* link_;
};

} // namespace braid::detail
