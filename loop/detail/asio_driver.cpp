// SPDX-License-Identifier: MIT
#include "loop/detail/asio_driver.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <utility>

namespace braid::detail {

AsioDriver::AsioDriver(boost::asio::io_context& io, Scheduler& scheduler, const Inbox& inbox)
    : io_(io)
    , scheduler_(scheduler)
    , inbox_(inbox)
    , work_(io.get_executor())
    , timer_(io)
    , bell_(io, eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

template<typename Function>
std::size_t AsioDriver::run_handlers(Function&& function) {
    std::size_t ran = 1; // what leaves by an exception has run
    scheduler_.guarded([&] { ran = function(); });
    scheduler_.others_ran = true;
    if (ran == 0 && io_.stopped())
        io_.restart(); // somebody's stop() must neither end the loop nor make it spin
    return ran;
}

bool AsioDriver::ask(TimePoint until) {
    const TurnBudget& budget = scheduler_.loop.budget;
    const bool ready_before = !scheduler_.ready.empty();
    const auto go_on = [&] { return (ready_before || scheduler_.ready.empty()) && !woken(); };
    int count = 0;
    std::size_t ran = 0;
    do {
        ran = run_handlers([this] { return io_.poll_one(); });
        count += int(ran);
    } while (ran > 0 && count < budget.handlers_in_a_row && go_on());
    if (ran > 0 && !ready_before && go_on()) {
        // The timer may outlive the stream, and then wakes the loop once for nothing: cheaper than
        // to disarm it.
        arm(std::max(until, Clock::now() + budget.least_slice));
        stream([this] { return io_.poll(); });
    }
    return count > 0;
}

void AsioDriver::wait(TimePoint until) {
    arm(std::min(next_timer(), until));
    sleep([this] { run_handlers([this] { return io_.run_one(); }); });
}

void AsioDriver::wait_and_stream() {
    stream([this] { return io_.run(); });
}

template<typename Function>
void AsioDriver::stream(Function&& function) {
    arm(next_timer());
    listen_for_bell();
    sleep([&] {
        streaming_ = true;
        scheduler_.set_stream(this);
        run_handlers(function);
        leave_stream();
    });
}

/// Calls `function`, which others end by ringing the bell, unless they have already come.
template<typename Function>
void AsioDriver::sleep(Function&& function) {
    // Exchanged, not stored: what those have brought who found us awake is seen now.
    asleep_.exchange(true);
    if (inbox_.empty() && !woken())
        function();
    asleep_.exchange(false);
}

void AsioDriver::leave_stream() noexcept {
    streaming_ = false;
    scheduler_.set_stream(nullptr);
    if (io_.stopped())
        io_.restart();
}

void AsioDriver::go_on_with(Job& job) noexcept {
    scheduler_.set_stream(nullptr);
    scheduler_.others_ran = true;
    scheduler_.schedule(job);
    scheduler_.run_some(scheduler_.loop.budget.steps_in_a_handler);
    scheduler_.set_stream(this);
    if (!scheduler_.ready.empty() || next_timer() < armed_)
        end_stream();
}

// -- timers and other threads -------------------------------------------------------------------

/// On the steady clock.
AsioDriver::TimePoint AsioDriver::next_timer() const {
    return scheduler_.clock.real_time(scheduler_.timers.next());
}

/// Has the one timer fire at `when` or before.
void AsioDriver::arm(TimePoint when) {
    if (when >= armed_)
        return;
    armed_ = when;
    timer_.expires_at(when);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error)
            return;
        armed_ = TimePoint::max();
        end_stream();
    });
}

void AsioDriver::listen_for_bell() {
    if (!std::exchange(bell_heard_, false))
        return;
    eventfd_t count = 0;
    eventfd_read(bell_.native_handle(), &count); // or it would be heard at once
    bell_.async_wait(bell_.wait_read, [this](boost::system::error_code) {
        bell_heard_ = true;
        end_stream();
    });
}

void AsioDriver::interrupt_wait() noexcept {
    if (asleep_.exchange(false))
        eventfd_write(bell_.native_handle(), 1);
}

} // namespace braid::detail
