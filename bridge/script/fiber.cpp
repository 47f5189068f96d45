// SPDX-License-Identifier: MIT
#include "bridge/script/fiber.h"

#include <boost/context/protected_fixedsize_stack.hpp>

#include <cstring>
#include <cxxabi.h>
#include <memory>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#define BRAID_START_SWITCH(fake, bottom, size) __sanitizer_start_switch_fiber(fake, bottom, size)
#define BRAID_FINISH_SWITCH(fake, bottom, size) __sanitizer_finish_switch_fiber(fake, bottom, size)
#define BRAID_FORGET_STACK(bottom, size) __asan_unpoison_memory_region(bottom, size)
#else
#define BRAID_START_SWITCH(fake, bottom, size) (void)0
#define BRAID_FINISH_SWITCH(fake, bottom, size) (void)0
#define BRAID_FORGET_STACK(bottom, size) (void)0
#endif

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#define BRAID_TSAN(...) __VA_ARGS__
#else
#define BRAID_TSAN(...) (void)0
#endif

namespace braid {

/// Boost's allocator, noting where the stack lies.
struct Fiber::Stack {
    Fiber* fiber;
    boost::context::protected_fixedsize_stack allocator{stack_bytes};

    boost::context::stack_context allocate() {
        const auto stack = allocator.allocate();
        fiber->inside_bottom_ = static_cast<char*>(stack.sp) - stack.size;
        fiber->inside_size_ = stack.size;
        return stack;
    }
    void deallocate(boost::context::stack_context& stack) {
        // Its first frames never return. What AddressSanitizer knows of them must not be held
        // against those who get this memory next.
        BRAID_FORGET_STACK(static_cast<char*>(stack.sp) - stack.size, stack.size);
        allocator.deallocate(stack);
    }
};

Fiber::Fiber(std::function<void()> body)
    : body_(std::move(body)) {}

Fiber::~Fiber() {
    if (started_ && !ended_)
        new boost::context::fiber(std::move(inside_));
    BRAID_TSAN(if (ended_) __tsan_destroy_fiber(inside_tsan_));
}

void Fiber::start() {
    started_ = true;
    inside_ = boost::context::fiber(
        std::allocator_arg, Stack{this}, [this](boost::context::fiber&& outside) {
            outside_ = std::move(outside);
            BRAID_FINISH_SWITCH(nullptr, &outside_bottom_, &outside_size_);
            body_();
            ended_ = true;
            BRAID_TSAN(__tsan_switch_to_fiber(outside_tsan_, 0));
            BRAID_START_SWITCH(nullptr, outside_bottom_, outside_size_);
            return std::move(outside_);
        });
    BRAID_TSAN(inside_tsan_ = __tsan_create_fiber(0));
}

Fiber::Exceptions Fiber::exchange_exceptions(Exceptions of_next) noexcept {
    // Its type is not told; the Itanium C++ ABI says what is in it.
    void* const here = abi::__cxa_get_globals();
    Exceptions of_last;
    std::memcpy(&of_last, here, sizeof of_last);
    std::memcpy(here, &of_next, sizeof of_next);
    return of_last;
}

void Fiber::enter() {
    if (!started_)
        start();
    const Exceptions outside = exchange_exceptions(exceptions_);
    [[maybe_unused]] void* fake_stack = nullptr;
    BRAID_TSAN(outside_tsan_ = __tsan_get_current_fiber());
    BRAID_TSAN(__tsan_switch_to_fiber(inside_tsan_, 0));
    BRAID_START_SWITCH(&fake_stack, inside_bottom_, inside_size_);
    inside_ = std::move(inside_).resume();
    BRAID_FINISH_SWITCH(fake_stack, nullptr, nullptr);
    exceptions_ = exchange_exceptions(outside);
}

void Fiber::leave() {
    BRAID_TSAN(__tsan_switch_to_fiber(outside_tsan_, 0));
    BRAID_START_SWITCH(&inside_fake_stack_, outside_bottom_, outside_size_);
    outside_ = std::move(outside_).resume();
    BRAID_FINISH_SWITCH(inside_fake_stack_, &outside_bottom_, &outside_size_);
}

} // namespace braid
