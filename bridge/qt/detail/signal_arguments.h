// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace braid::detail {

/// Signals that only their class may emit end with an argument of a private type of that class. All
/// that can be known of the type is its name.
template<typename T>
constexpr bool isPrivateSignal() {
    return std::string_view(__PRETTY_FUNCTION__).find("QPrivateSignal") != std::string_view::npos;
}

/// Copies of a signal's arguments, without a private one.
template<typename... Arguments>
using SignalCopies = decltype(std::tuple_cat(
    std::declval<std::conditional_t<isPrivateSignal<Arguments>(), std::tuple<>,
                                    std::tuple<std::decay_t<Arguments>>>>()...));

template<typename Copies>
struct SignalResultOf {
    using type = Copies;
};
template<>
struct SignalResultOf<std::tuple<>> {
    using type = void;
};
template<typename One>
struct SignalResultOf<std::tuple<One>> {
    using type = One;
};
/// What awaiting a signal gives: nothing, its only argument, or a tuple of them.
template<typename... Arguments>
using SignalResult = typename SignalResultOf<SignalCopies<Arguments...>>::type;

/// The same as something that can be stored.
template<typename Result>
using SignalValue = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

/// A slot that calls a function with the one `SignalValue`.
template<typename Function, typename Copies>
struct SignalReceiver;
template<typename Function, typename... Copies>
struct SignalReceiver<Function, std::tuple<Copies...>> {
    Function function;
    void operator()(const Copies&... copies) {
        if constexpr (sizeof...(Copies) == 0)
            function(std::monostate{});
        else if constexpr (sizeof...(Copies) == 1)
            function(copies...);
        else
            function(std::tuple<Copies...>(copies...));
    }
};
template<typename... Arguments, typename Function>
auto withSignalValue(Function function) {
    return SignalReceiver<Function, SignalCopies<Arguments...>>{std::move(function)};
}

} // namespace braid::detail
