// SPDX-License-Identifier: MIT
#pragma once

#include "loop/sleep.h"
#include "tests/loop/coroutine_test.h"

#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

// What tests of combining and meeting have in common: small coroutines, and how
// something ends.

inline braid::Coroutine<int> after(braid::Duration delay, int value) {
    co_await braid::sleep(delay);
    co_return value;
}

inline braid::Coroutine<> fail(std::string why, int yields = 1) {
    for (int i = 0; i < yields; ++i)
        co_await braid::yield();
    throw std::runtime_error(why);
}

inline braid::Coroutine<> for_ever() { co_await braid::sleep(std::chrono::hours(24)); }

inline braid::Coroutine<> turns(int count) {
    for (int i = 0; i < count; ++i)
        co_await braid::yield();
}

inline braid::Coroutine<bool> was_cancelled(braid::AnyTask task) {
    try {
        co_await task;
    } catch (const braid::CancelledError&) {
        co_return true;
    }
    co_return false;
}

/// How something ends, in a word.
template<typename T>
braid::Coroutine<std::string> ending(braid::Coroutine<T> coroutine) {
    try {
        co_await std::move(coroutine);
    } catch (const braid::CancelledError&) {
        co_return "cancelled";
    } catch (const braid::TimeoutError&) {
        co_return "timeout";
    } catch (const std::exception& e) {
        co_return e.what();
    }
    co_return "ok";
}

template<typename Awaitable>
braid::Coroutine<std::string> ending_of(Awaitable awaitable) {
    try {
        co_await awaitable;
    } catch (const braid::CancelledError&) {
        co_return "cancelled";
    } catch (const std::exception& e) {
        co_return e.what();
    }
    co_return "ok";
}
