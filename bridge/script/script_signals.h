// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bitset>
#include <cstdint>

namespace braid {

class ProcessSignals;

/// What one script does about each signal, and those that have come for it: what the kernel keeps
/// for a process, as several scripts are one.
///
/// For the loop's thread, on the script's stack or off it.
class ScriptSignals {
public:
    /// Numbers count from 1.
    static constexpr int end = 65;
    using Set = std::bitset<end>;
    enum class Action : std::uint8_t {
        Default, ///< ends the script, or nothing: see `is_deadly`
        Ignore,
        Handle, ///< the script has a handler
    };

    ScriptSignals() noexcept;

    Action action(int number) const noexcept { return actions_[std::size_t(number)]; }
    void set_action(int number, Action action);
    const Set& blocked() const noexcept { return blocked_; }
    void set_blocked(const Set& blocked);
    /// Those that have come while they were blocked.
    Set pending() const noexcept { return pending_ & blocked_; }

    bool has_come(int number) const noexcept { return pending_[std::size_t(number)]; }

    /// Notes that one has come. False if nobody is to do anything about it.
    bool add(int number) noexcept;
    /// The next that has come and is not blocked; it has not come any more then. 0 if there is
    /// none.
    int take() noexcept;
    bool any_to_take() const noexcept { return (pending_ & ~blocked_).any(); }
    /// As `take`, of these, blocked or not.
    int take_of(const Set& wanted) noexcept;

    /// A signal of the process is of interest: it is not to do what it does by default.
    bool wants(int number) const noexcept {
        return actions_[std::size_t(number)] != Action::Default || blocked_[std::size_t(number)];
    }

    /// Whoever hears of the process's signals for it; null: nobody.
    void listen(ProcessSignals* process) noexcept { process_ = process; }

    /// In a child that the script has forked: what the kernel keeps becomes what is kept here, but
    /// for handlers, which are the language's affair. Async-signal-safe.
    void apply_to_process() const noexcept;

    /// Does it end a process that has not said anything about it?
    static bool is_deadly(int number) noexcept;

private:
    std::array<Action, end> actions_{};
    Set blocked_;
    Set pending_;
    ProcessSignals* process_ = nullptr;
};

} // namespace braid
