// SPDX-License-Identifier: MIT
#include "bridge/script/process_signals.h"

#include "bridge/script/current_run.h"
#include "bridge/script/script_children.h"
#include "bridge/script/script_turns.h"
#include "bridge/script/stack_run.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>

namespace braid {

namespace {

constexpr int end = ScriptSignals::end;

// What the handler looks at.
std::atomic<int> write_end = -1;
std::array<struct sigaction, end> before; ///< what the process did about it
std::array<std::atomic<bool>, end> taken; ///< it does something for the scripts now

/// Told with a signal's number: it comes from the process itself, from a timer, or a thread that
/// means itself; so it is for those alone who want it.
constexpr unsigned char from_within = 0x80;

/// Told in place of a number: something has become of a child.
constexpr unsigned char of_a_child = 0x7f;

bool is_of_a_child(const siginfo_t& info) noexcept {
    return info.si_signo == SIGCHLD && info.si_code > 0;
}

bool comes_from_within(const siginfo_t& info) noexcept {
    return (info.si_code <= 0 && info.si_pid == getpid()) || info.si_signo == SIGALRM ||
           info.si_signo == SIGVTALRM || info.si_signo == SIGPROF;
}

void on_signal(int number, siginfo_t* info, void* context) {
    const CurrentRun::Aside aside; // or a write would be the script's, and might leave its stack
    const int saved_errno = errno;
    const auto byte =
        is_of_a_child(*info)
            ? of_a_child
            : static_cast<unsigned char>(number | (comes_from_within(*info) ? from_within : 0));
    (void)!::write(write_end, &byte, 1);
    SliceTimer::interrupt(); // whoever computes may be the one to be told
    const struct sigaction& other = before[std::size_t(number)];
    if (other.sa_flags & SA_SIGINFO)
        other.sa_sigaction(number, info, context);
    else if (other.sa_handler != SIG_DFL && other.sa_handler != SIG_IGN)
        other.sa_handler(number);
    errno = saved_errno;
}

bool was_nobodys(int number) noexcept {
    const struct sigaction& other = before[std::size_t(number)];
    return !(other.sa_flags & SA_SIGINFO) && other.sa_handler == SIG_DFL;
}

/// Signals that are not told later: they are about what the thread does at that moment, or are the
/// kernel's alone.
bool can_wait(int number) noexcept {
    switch (number) {
    case SIGSEGV:
    case SIGBUS:
    case SIGFPE:
    case SIGILL:
    case SIGTRAP:
    case SIGKILL:
    case SIGSTOP:
        return false;
    default:
        return number != SliceTimer::signal_number() && (number < 32 || number >= SIGRTMIN);
    }
}

std::bitset<end> ignored_then = [] {
    std::bitset<end> result;
    for (int number = 1; number < end; ++number) {
        struct sigaction now;
        if (sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN)
            result.set(std::size_t(number));
    }
    return result;
}();

} // namespace

bool ProcessSignals::ignored_at_start(int number) noexcept {
    return ignored_then[std::size_t(number)];
}

void ProcessSignals::no_longer_ignore(int number) noexcept {
    std::signal(number, SIG_DFL);
    ignored_then.reset(std::size_t(number));
}

bool ProcessSignals::is_ours(const struct sigaction& action) noexcept {
    return (action.sa_flags & SA_SIGINFO) && action.sa_sigaction == on_signal;
}

ProcessSignals::ProcessSignals(ScriptTurns& turns)
    : turns_(turns)
    , read_end_(turns.loop().io_context()) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
        throw std::system_error(errno, std::generic_category(), "the pipe that tells of signals");
    read_end_.assign(ends[0]);
    write_end = ends[1];
    wait();
}

ProcessSignals::~ProcessSignals() {
    runs_.clear();
    for (int number = 1; number < end; ++number)
        revise(number);
    close(write_end.exchange(-1));
}

void ProcessSignals::add(StackRun& run) {
    runs_.push_back(&run);
    run.script_signals().listen(this);
    for (int number = 1; number < end; ++number)
        if (run.script_signals().wants(number))
            revise(number);
}

void ProcessSignals::remove(StackRun& run) {
    run.script_signals().listen(nullptr);
    std::erase(runs_, &run);
    for (int number = 1; number < end; ++number)
        if (run.script_signals().wants(number))
            revise(number);
}

void ProcessSignals::revise(int number) {
    if (!can_wait(number))
        return;
    const auto at = std::size_t(number);
    const bool wanted = std::any_of(runs_.begin(), runs_.end(), [&](StackRun* run) {
        return run->script_signals().wants(number);
    });
    if (wanted == taken[at])
        return;
    if (!wanted) {
        taken[at] = false;
        sigaction(number, &before[at], nullptr);
        return;
    }
    sigaction(number, nullptr, &before[at]);
    if (!(before[at].sa_flags & SA_SIGINFO) && before[at].sa_handler == SIG_IGN)
        return; // it never comes
    taken[at] = true;
    if (number == SIGCHLD) // what was before is no news
        for (const StackRun* run : runs_)
            ScriptChildren::any_news(*run);
    struct sigaction action {};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigaction(number, &action, nullptr);
}

void ProcessSignals::wait() {
    read_end_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                         [this](boost::system::error_code error) {
                             if (error)
                                 return;
                             tell();
                             wait();
                         });
}

void ProcessSignals::tell() {
    unsigned char numbers[256];
    ssize_t count = 0;
    while ((count = ::read(read_end_.native_handle(), numbers, sizeof numbers)) > 0)
        for (ssize_t i = 0; i < count; ++i)
            if (numbers[i] == of_a_child)
                tell_of_children();
            else
                tell(numbers[i] & ~from_within, (numbers[i] & from_within) != 0);
}

void ProcessSignals::tell_of_children() {
    for (StackRun* run : std::vector(runs_))
        if (ScriptChildren::any_news(*run) && run->script_signals().wants(SIGCHLD))
            run->signal(SIGCHLD);
}

void ProcessSignals::look_at_children() noexcept {
    if (taken[SIGCHLD])
        (void)!::write(write_end, &of_a_child, 1);
}

void ProcessSignals::tell(int number, bool within) {
    const bool to_all = !within && was_nobodys(number);
    for (StackRun* run : std::vector(runs_))
        if (to_all || run->script_signals().wants(number))
            number == SIGINT ? run->interrupt() : run->signal(number);
}

} // namespace braid
