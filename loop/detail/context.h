#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace braid::detail {

/// The values of context variables, shared with other tasks until one of them changes something.
class Context {
public:
    const void* find(const void* variable) const noexcept {
        if (values_)
            for (const auto& [key, value] : *values_)
                if (key == variable)
                    return value.get();
        return nullptr;
    }

    /// Returns the value before; null stands for none.
    std::shared_ptr<const void> replace(const void* variable, std::shared_ptr<const void> value) {
        auto changed = values_ ? std::make_shared<Values>(*values_) : std::make_shared<Values>();
        std::shared_ptr<const void> before;
        for (auto& [key, old] : *changed)
            if (key == variable) {
                before = std::exchange(old, std::move(value));
                values_ = std::move(changed);
                return before;
            }
        changed->emplace_back(variable, std::move(value));
        values_ = std::move(changed);
        return before;
    }

private:
    using Values = std::vector<std::pair<const void*, std::shared_ptr<const void>>>;
    std::shared_ptr<const Values> values_;
};

/// Of the task that runs, or of this thread's loop. Throws InvalidStateError if there is none.
Context& current_context();

} // namespace braid::detail
