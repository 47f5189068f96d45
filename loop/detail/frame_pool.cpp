// SPDX-License-Identifier: MIT
#include "loop/detail/frame_pool.h"

#include "loop/detail/huge_pages.h"

#include <algorithm>
#include <mutex>

namespace braid::detail {

/// Pools of threads that have ended, for the next threads: their blocks may still be in use
/// elsewhere, so they cannot be freed.
struct FramePoolReserve {
    std::mutex mutex;
    std::vector<FramePool*> pools;

    static FramePoolReserve& instance() {
        // Never destroyed: threads and static objects may end after it would have been.
        static auto* const reserve = new FramePoolReserve;
        return *reserve;
    }

    struct Return {
        FramePool* pool;
        ~Return() {
            // What is still freed on this thread from here on finds a new pool.
            FramePool::this_thread_ = nullptr;
            FramePoolReserve& reserve = instance();
            const std::lock_guard lock(reserve.mutex);
            reserve.pools.push_back(pool);
        }
    };
};

void FramePool::adopt() {
    FramePoolReserve& reserve = FramePoolReserve::instance();
    {
        const std::lock_guard lock(reserve.mutex);
        if (!reserve.pools.empty()) {
            this_thread_ = reserve.pools.back();
            reserve.pools.pop_back();
        }
    }
    if (!this_thread_)
        this_thread_ = new FramePool;
    thread_local FramePoolReserve::Return at_thread_end{this_thread_};
}

void FramePool::add_slab() {
    // Growing slabs: small programs stay small.
    constexpr std::size_t smallest = 16 * 1024;
    const std::size_t size = std::clamp(smallest << slabs_.size(), smallest, 2 * huge_page);
    slabs_.reserve(slabs_.size() + 1);
    slab_ = size < huge_page ? static_cast<std::byte*>(::operator new(size))
                             : allocate_huge_pages(size);
    slab_end_ = slab_ + size;
    slabs_.push_back(slab_);
}

void* FramePool::carve(std::size_t index) {
    const std::size_t size = (index + 1) * granularity;
    if (std::size_t(slab_end_ - slab_) < size)
        add_slab();
    void* block = slab_;
    slab_ += size;
    return block;
}

} // namespace braid::detail
