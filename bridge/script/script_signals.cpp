// SPDX-License-Identifier: MIT
#include "bridge/script/script_signals.h"

#include "bridge/script/process_signals.h"

#include <pthread.h>

#include <csignal>

namespace braid {

namespace {

/// The C library keeps two for itself.
bool exists(int number) noexcept { return number < 32 || number >= SIGRTMIN; }

} // namespace

/// A script begins with what the process was started with, as a process does.
ScriptSignals::ScriptSignals() noexcept {
    for (int number = 1; number < end; ++number)
        if (ProcessSignals::ignored_at_start(number))
            actions_[std::size_t(number)] = Action::Ignore;
}

void ScriptSignals::set_action(int number, Action action) {
    actions_[std::size_t(number)] = action;
    if (action == Action::Ignore || (action == Action::Default && !is_deadly(number)))
        pending_.reset(std::size_t(number));
    if (process_)
        process_->revise(number);
}

void ScriptSignals::set_blocked(const Set& blocked) {
    const Set changed = blocked_ ^ blocked;
    blocked_ = blocked;
    blocked_.reset(SIGKILL).reset(SIGSTOP);
    for (int number = 1; process_ && number < end; ++number)
        if (changed[std::size_t(number)])
            process_->revise(number);
}

bool ScriptSignals::add(int number) noexcept {
    const auto at = std::size_t(number);
    const bool to_nobody =
        actions_[at] == Action::Ignore || (actions_[at] == Action::Default && !is_deadly(number));
    if (to_nobody && !blocked_[at])
        return false;
    pending_.set(at);
    return true;
}

int ScriptSignals::take() noexcept { return take_of(~blocked_); }

int ScriptSignals::take_of(const Set& wanted) noexcept {
    const Set ready = pending_ & wanted;
    if (ready.none())
        return 0;
    const auto first = ready._Find_first();
    pending_.reset(first);
    return int(first);
}

void ScriptSignals::apply_to_process() const noexcept {
    sigset_t mask;
    sigemptyset(&mask);
    for (int number = 1; number < end; ++number) {
        if (!exists(number) || number == SIGKILL || number == SIGSTOP)
            continue;
        if (blocked_[std::size_t(number)])
            sigaddset(&mask, number);
        struct sigaction now;
        sigaction(number, nullptr, &now);
        const bool ours = ProcessSignals::is_ours(now);
        const Action wanted = actions_[std::size_t(number)];
        if (wanted == Action::Ignore && now.sa_handler != SIG_IGN)
            std::signal(number, SIG_IGN);
        else if (wanted != Action::Ignore && (ours || now.sa_handler == SIG_IGN))
            std::signal(number, SIG_DFL);
    }
    pthread_sigmask(SIG_SETMASK, &mask, nullptr);
}

bool ScriptSignals::is_deadly(int number) noexcept {
    switch (number) {
    case SIGCHLD:
    case SIGCONT:
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
    case SIGURG:
    case SIGWINCH:
        return false;
    default:
        return true;
    }
}

} // namespace braid
