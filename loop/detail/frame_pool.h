// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BRAID_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BRAID_SANITIZED 1
#endif
#endif

namespace braid::detail {

/// A sanitizer sees every use after the end, so nothing is recycled then.
#if defined(BRAID_SANITIZED)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// Of coroutine frames: compilers give no more, whatever stands in them.
inline constexpr std::size_t frame_alignment = 2 * sizeof(void*);

/// Memory for coroutine frames and what goes with them: one free list per size, carved from slabs,
/// for one thread. Getting and returning a block is a few instructions, whatever the number of
/// live ones (std::pmr's pool slows down with it); a block that is returned by another thread just
/// changes its pool. Slabs are reused, never returned: like a stack, the pool keeps the size of
/// its busiest moment.
class FramePool {
public:
    static void* allocate(std::size_t size) {
#if defined(BRAID_SANITIZED)
        return ::operator new(size); // so that the sanitizer sees every use after the end
#else
        const std::size_t index = (size - 1) / granularity;
        if (index >= class_count)
            return ::operator new(size);
        FramePool& pool = of_this_thread();
        Block* block = pool.free_[index];
        if (!block) [[unlikely]]
            return pool.carve(index);
        pool.free_[index] = block->next;
        return block;
#endif
    }

    static void deallocate(void* memory, std::size_t size) noexcept {
#if defined(BRAID_SANITIZED)
        static_cast<void>(size);
        ::operator delete(memory);
#else
        const std::size_t index = (size - 1) / granularity;
        if (index >= class_count)
            return ::operator delete(memory);
        FramePool& pool = of_this_thread();
        pool.free_[index] = ::new (memory) Block{pool.free_[index]};
#endif
    }

private:
    struct Block {
        Block* next;
    };
    static constexpr std::size_t granularity = 32;
    static constexpr std::size_t class_count = 32; ///< up to 1 KiB; larger ones are rare

    static FramePool& of_this_thread() {
        if (!this_thread_) [[unlikely]]
            adopt();
        return *this_thread_;
    }
    static void adopt();
    void* carve(std::size_t index);
    void add_slab();

    std::array<Block*, class_count> free_{};
    std::byte* slab_ = nullptr;
    std::byte* slab_end_ = nullptr;
    std::vector<void*> slabs_;

    static constinit inline thread_local FramePool* this_thread_ = nullptr;
    friend struct FramePoolReserve;
};

/// What allocates its objects in the pool derives from this.
struct Pooled {
    static void* operator new(std::size_t size) { return FramePool::allocate(size); }
    static void operator delete(void* memory, std::size_t size) noexcept {
        FramePool::deallocate(memory, size);
    }
};

} // namespace braid::detail
