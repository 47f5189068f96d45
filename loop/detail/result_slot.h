// SPDX-License-Identifier: MIT
#pragma once

#include "loop/detail/frame_pool.h"

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace braid::detail {

/// Room for one value of type T, which may be a reference or void, made later.
template<typename T>
class ResultSlot {
public:
    ResultSlot() noexcept {}
    ~ResultSlot() {
        if (has_value_)
            std::destroy_at(&value_);
    }
    ResultSlot(const ResultSlot&) = delete;
    ResultSlot& operator=(const ResultSlot&) = delete;

    template<typename... Args>
    void emplace(Args&&... args) {
        std::construct_at(&value_, std::forward<Args>(args)...);
        has_value_ = true;
    }
    void take_from(ResultSlot& other) {
        if (other.has_value_)
            emplace(std::move(other.value_));
    }
    const T& get() const noexcept { return value_; }
    T&& take() noexcept { return std::move(value_); }

private:
    union {
        T value_;
    };
    bool has_value_ = false;
};

/// A value that must be aligned more strictly than coroutine frames are.
template<typename T>
    requires(std::is_object_v<T> && alignof(T) > frame_alignment)
class ResultSlot<T> {
public:
    template<typename... Args>
    void emplace(Args&&... args) {
        value_ = std::make_unique<T>(std::forward<Args>(args)...);
    }
    void take_from(ResultSlot& other) noexcept { value_ = std::move(other.value_); }
    const T& get() const noexcept { return *value_; }
    T&& take() noexcept { return std::move(*value_); }

private:
    std::unique_ptr<T> value_;
};

template<typename T>
class ResultSlot<T&> {
public:
    void emplace(T& value) noexcept { value_ = &value; }
    void take_from(ResultSlot& other) noexcept { value_ = other.value_; }
    T& get() const noexcept { return *value_; }
    T& take() noexcept { return *value_; }

private:
    T* value_ = nullptr;
};

template<>
class ResultSlot<void> {
public:
    void emplace() noexcept {}
    void take_from(ResultSlot&) noexcept {}
    void get() const noexcept {}
    void take() noexcept {}
};

/// What `result()` gives: a look at the value, which stays where it is.
template<typename T>
using ResultView = std::conditional_t<std::is_object_v<T>, std::add_lvalue_reference_t<const T>, T>;

} // namespace braid::detail
