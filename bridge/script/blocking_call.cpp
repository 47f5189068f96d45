// SPDX-License-Identifier: MIT
#include "bridge/script/blocking_call.h"

#include "bridge/script/descriptor_watch.h"
#include "bridge/script/script_turns.h"
#include "bridge/script/semaphore_waits.h"
#include "bridge/script/stack_run.h"

#include <boost/asio/steady_timer.hpp>

#include <poll.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <exception>
#include <utility>

namespace braid {

/// A deadline is one of the world outside, whatever the loop takes for time.
struct BlockingCall::Alarm {
    explicit Alarm(StackRun& run)
        : timer(run.loop().io_context()) {}
    boost::asio::steady_timer timer;
    bool rang = false;
};

StackRun* BlockingCall::if_it_may_wait(StackRun& run) noexcept {
    if (!run.may_leave_in_call())
        return nullptr;
    if (run.was_passed_over() && CurrentRun::in_own_process())
        run.let_others_go_in_call();
    return &run;
}

BlockingCall::~BlockingCall() {
    if (alarm_)
        alarm_->timer.cancel();
    if (blocked_)
        run_.unblocked();
}

bool BlockingCall::begin(bool for_input) {
    if (!CurrentRun::in_own_process())
        return false;
    if (!std::exchange(blocked_, true))
        run_.blocked(for_input ? WaitKind::Input : kind_, for_input ? "input" : name_);
    return true;
}

void BlockingCall::set_alarm() {
    if (!deadline_ || alarm_)
        return;
    alarm_ = std::make_shared<Alarm>(run_);
    alarm_->timer.expires_at(*deadline_);
    alarm_->timer.async_wait(
        [alarm = alarm_, weak = run_.weak_from_this()](boost::system::error_code error) {
            if (error)
                return;
            alarm->rang = true;
            if (const auto run = weak.lock())
                run->make_ready();
        });
}

template<typename Condition>
BlockingCall::End BlockingCall::stand_still(Condition over) {
    set_alarm();
    const LoopClock::Hold hold(run_.loop().clock()); // the world outside has a time of its own
    const bool uninterrupted =
        run_.wait_in_call([&] { return over() || (alarm_ && alarm_->rang); });
    if (over())
        return End::Ready;
    return uninterrupted ? End::TimedOut : End::Interrupted;
}

BlockingCall::End BlockingCall::wait_for(std::span<const pollfd> descriptors) noexcept try {
    if (deadline_ && Clock::now() >= *deadline_)
        return End::TimedOut;
    const bool for_input = run_.streams().is_input(descriptors);
    if (!begin(for_input))
        return End::Impossible;
    DescriptorWatch& watch = run_.descriptor_watch();
    if (!watch.watch(descriptors))
        return End::Impossible;
    if (for_input)
        run_.ask_for_input();
    const End end = stand_still([&] { return watch.ready(); });
    if (for_input)
        run_.input_came();
    watch.forget();
    return end;
} catch (const std::exception&) {
    return End::Impossible;
}

BlockingCall::End BlockingCall::wait_for(sem_t& semaphore) noexcept try {
    if (!begin())
        return End::Impossible;
    const SemaphoreWaits::Waiter waiter(run_.scripts().turns().semaphores(), run_, semaphore);
    return stand_still([&] { return waiter.has_it(); });
} catch (const std::exception&) {
    return End::Impossible;
}

BlockingCall::End BlockingCall::sleep(Duration delay) noexcept try {
    if (!begin())
        return End::Impossible;
    sleeps_until_ = run_.loop().time() + delay;
    bool over = false;
    TimerHandle timer = run_.loop().call_at(sleeps_until_, [this, &over] {
        over = true;
        run_.make_ready();
    });
    const bool uninterrupted = run_.wait_in_call([&] { return over; });
    timer.cancel();
    return uninterrupted ? End::TimedOut : End::Interrupted;
} catch (const std::exception&) {
    return End::Impossible;
}

Duration BlockingCall::rest_of_sleep() const noexcept {
    return std::max(Duration(), sleeps_until_ - run_.loop().time());
}

// -- in a thread ------------------------------------------------------------------------------

/// Both the thread and the stack have it; either may be last.
struct BlockingCall::Helper {
    std::function<bool()> call;
    std::shared_ptr<StackRun> run;
    std::atomic<bool> stop = false;
    std::atomic<bool> over = false;

    /// Ends the system call that a thread waits in, without any other effect.
    static int signal_number() noexcept {
        static const int number = [] {
            struct sigaction action {};
            action.sa_handler = [](int) {};
            sigaction(SIGRTMAX - 4, &action, nullptr);
            return SIGRTMAX - 4;
        }();
        return number;
    }

    static void* body(void* argument) {
        const auto* helper = static_cast<std::shared_ptr<Helper>*>(argument);
        const std::shared_ptr<Helper> self = *helper;
        delete helper;
        while (!self->call() && !self->stop)
            continue;
        self->over = true;
        self->run->wake_threadsafe();
        return nullptr;
    }
};

namespace {

/// Within a millisecond. Signals are queued: who got one after the other would do nothing else.
bool joined_soon(pthread_t thread) noexcept {
    timespec until{};
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 1'000'000;
    until.tv_sec += until.tv_nsec / 1'000'000'000;
    until.tv_nsec %= 1'000'000'000;
    return pthread_timedjoin_np(thread, nullptr, &until) == 0;
}

} // namespace

BlockingCall::End BlockingCall::in_thread(std::function<bool()> call, bool stops_by_signal) noexcept
    try {
    if (!begin())
        return End::Impossible;
    const auto helper = std::make_shared<Helper>();
    helper->call = std::move(call);
    helper->run = run_.shared_from_this();
    const int signal = Helper::signal_number();
    auto argument = std::make_unique<std::shared_ptr<Helper>>(helper);
    pthread_t thread;
    if (pthread_create(&thread, nullptr, Helper::body, argument.get()) != 0)
        return End::Impossible;
    static_cast<void>(argument.release());
    End end = stand_still([&] { return helper->over.load(); });
    while (end == End::Interrupted && !stops_by_signal)
        end = stand_still([&] { return helper->over.load(); });
    helper->stop = true;
    if (!helper->over)
        pthread_kill(thread, signal);
    while (!joined_soon(thread)) // it was about to wait, and has missed it
        pthread_kill(thread, signal);
    return end;
} catch (const std::exception&) {
    return End::Impossible;
}

} // namespace braid
