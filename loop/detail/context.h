// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace braid::detail {

/// The values of context variables, shared with other tasks of the loop until one of them changes
/// something. One pointer, because every task has it.
class Context {
public:
    Context() = default;
    Context(const Context& other) noexcept
        : values_(other.values_) {
        if (values_)
            ++values_->users;
    }
    Context& operator=(Context other) noexcept {
        std::swap(values_, other.values_);
        return *this;
    }
    ~Context() {
        if (values_ && --values_->users == 0)
            delete values_;
    }

    const void* find(const void* variable) const noexcept {
        if (values_)
            for (const auto& [key, value] : values_->list)
                if (key == variable)
                    return value.get();
        return nullptr;
    }

    /// Returns the value before; null stands for none.
    std::shared_ptr<const void> replace(const void* variable, std::shared_ptr<const void> value) {
        Context changed;
        changed.values_ = new Values{values_ ? values_->list : List()};
        for (auto& [key, old] : changed.values_->list)
            if (key == variable) {
                std::swap(old, value);
                *this = changed;
                return value;
            }
        changed.values_->list.emplace_back(variable, std::move(value));
        *this = changed;
        return nullptr;
    }

private:
    using List = std::vector<std::pair<const void*, std::shared_ptr<const void>>>;
    struct Values {
        List list;
        std::size_t users = 1;
    };
    Values* values_ = nullptr;
};

/// Of the task that runs, or of this thread's loop. Throws InvalidStateError if there is none.
Context& current_context();

} // namespace braid::detail
