// SPDX-License-Identifier: MIT
#pragma once

#include <dlfcn.h>

#include <atomic>

namespace braid {

/// The function of the C library that one of this program's stands before.
///
/// It is looked up when the program starts, or earlier, by a library that calls from its
/// constructors; from then on a call costs what any to a library does, also in a signal handler.
template<typename Function>
class RealCall {
public:
    explicit constexpr RealCall(const char* name) noexcept
        : name_(name) {}

    template<typename... Arguments>
    auto operator()(Arguments... arguments) {
        Function* function = function_.load(std::memory_order_relaxed);
        return (function ? function : look_up())(arguments...);
    }
    Function* look_up() noexcept {
        auto* function = reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name_));
        function_.store(function, std::memory_order_relaxed);
        return function;
    }

private:
    const char* const name_;
    std::atomic<Function*> function_ = nullptr;
};

/// Defines `real_NAME`, and has it looked up.
#define BRAID_REAL_CALL(name)                                                                      \
    constinit ::braid::RealCall<decltype(::name)> real_##name{#name};                              \
    [[gnu::constructor]] void look_up_##name() noexcept { real_##name.look_up(); }

} // namespace braid
