// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/qt/detail/object_wait.h"
#include "bridge/qt/detail/signal_arguments.h"
#include "loop/timeout.h"

#include <QScopeGuard>

#include <concepts>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

namespace braid {

/// The next emission of a signal, from the moment this is made: see `emitted`. Awaited once.
template<typename Result>
class [[nodiscard]] Emission {
public:
    using result_type = Result;

    explicit Emission(std::unique_ptr<detail::ObjectWait<Result>> wait) noexcept
        : wait_(std::move(wait)) {}

    bool pending() const noexcept { return wait_->pending(); }
    auto operator co_await() const noexcept { return wait_->operator co_await(); }

private:
    std::unique_ptr<detail::ObjectWait<Result>> wait_;
};

/// Waits for the next emission of a signal; its arguments are the result: nothing, the one, or a
/// tuple.
///
///     co_await emitted(button, &QPushButton::clicked);
///     const QString text = co_await emitted(edit, &QLineEdit::textEdited);
///
/// Throws ObjectDestroyedError if the sender dies first. The sender may live in another thread.
template<typename Sender, typename Class, typename... Arguments>
    requires std::derived_from<Sender, Class>
auto emitted(const Sender* sender, void (Class::*signal)(Arguments...)) {
    using Result = detail::SignalResult<Arguments...>;
    auto wait = std::make_unique<detail::ObjectWait<Result>>(sender, "a signal");
    QObject::connect(
        sender, signal, wait->context(),
        detail::withSignalValue<Arguments...>([wait = wait.get()]([[maybe_unused]] auto value) {
            if constexpr (std::is_void_v<Result>)
                wait->finish();
            else
                wait->finish(std::move(value));
        }));
    return Emission<Result>(std::move(wait));
}

/// The same, for so long at most: then throws TimeoutError.
template<typename Sender, typename Class, typename... Arguments>
    requires std::derived_from<Sender, Class>
auto emitted(const Sender* sender, void (Class::*signal)(Arguments...), Duration limit) {
    return timeout(limit, emitted(sender, signal));
}

/// All emissions of a signal, one after the other, none lost from the moment this is made.
///
///     SignalSequence clicks(button, &QPushButton::clicked);
///     for (;;) {
///         const auto click = co_await clicks.next();
///         if (!click)
///             break; // the button is gone
///     }
template<typename Result>
class SignalSequence {
public:
    using value_type = detail::SignalValue<Result>;

    template<typename Sender, typename Class, typename... Arguments>
        requires std::derived_from<Sender, Class>
    SignalSequence(const Sender* sender, void (Class::*signal)(Arguments...))
        : state_(std::make_unique<State>()) {
        QObject::connect(sender, signal, &state_->context,
                         detail::withSignalValue<Arguments...>([state = state_.get()](auto value) {
                             state->values.push_back(std::move(value));
                             state->announce();
                         }));
        QObject::connect(sender, &QObject::destroyed, &state_->context, [state = state_.get()] {
            state->sender_gone = true;
            state->announce();
        });
    }

    /// Waits for the next emission; gives its arguments, or nothing once the sender is gone. For
    /// one task at a time.
    Coroutine<std::optional<value_type>> next() {
        State& state = *state_;
        if (state.values.empty() && !state.sender_gone) {
            detail::ObjectWait<> wait("a signal");
            state.waiting = &wait;
            const auto forget = qScopeGuard([&state] { state.waiting = nullptr; });
            co_await wait;
        }
        std::optional<value_type> value;
        if (!state.values.empty()) {
            value = std::move(state.values.front());
            state.values.pop_front();
        }
        co_return value;
    }

private:
    struct State {
        void announce() {
            if (waiting)
                waiting->finish();
        }
        std::deque<value_type> values;
        bool sender_gone = false;
        detail::ObjectWait<>* waiting = nullptr;
        QObject context;
    };
    std::unique_ptr<State> state_;
};

template<typename Sender, typename Class, typename... Arguments>
SignalSequence(const Sender*, void (Class::*)(Arguments...))
    -> SignalSequence<detail::SignalResult<Arguments...>>;

} // namespace braid
