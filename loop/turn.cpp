// SPDX-License-Identifier: MIT
#include "loop/turn.h"

#include "loop/event_loop.h"

#include <algorithm>

namespace braid {

/// A phase ends quietly, as to be interrupted once more than needed does no harm; but who begins
/// one and looks at the bell then does not miss those who did not see it.
class WindowBell::PhaseScope {
public:
    PhaseScope(WindowBell* bell, Phase now) noexcept
        : bell_(bell) {
        if (bell_)
            outer_ = bell_->phase_.exchange(now);
    }
    ~PhaseScope() {
        if (bell_)
            bell_->phase_.store(outer_, std::memory_order_release);
    }
    PhaseScope(const PhaseScope&) = delete;
    PhaseScope& operator=(const PhaseScope&) = delete;

private:
    WindowBell* const bell_;
    Phase outer_ = Phase::Window;
};

void WindowBell::ring() noexcept {
    // The thread of the turns is awake, and looks at the counters before it waits.
    if (thread_.load(std::memory_order_relaxed) == std::this_thread::get_id()) {
        ++own_rings_;
        return;
    }
    rings_by_others_.fetch_add(1);
    switch (phase_.load()) {
    case Phase::Window:
        break;
    case Phase::Ready:
        loop_.load()->wake();
        break;
    case Phase::Guests:
        loop_.load()->hurry_guests();
        break;
    }
}

Turn::Turn(EventLoop& loop, WindowBell* bell) noexcept
    : loop_(loop)
    , bell_(bell) {
    loop_.begin_turn();
    if (!bell_)
        return;
    bell_->belong_here();
    if (bell_->loop_.load(std::memory_order_relaxed) != &loop_)
        bell_->loop_.store(&loop_);
    // A nested turn serves the window first, too.
    outer_phase_ = bell_->phase_.load(std::memory_order_relaxed);
    if (outer_phase_ != WindowBell::Phase::Window)
        bell_->phase_.exchange(WindowBell::Phase::Window);
}

Turn::~Turn() {
    if (bell_)
        bell_->phase_.store(outer_phase_, std::memory_order_release);
    loop_.end_turn();
}

bool Turn::run_ready(const Ready& how) {
    const WindowBell::PhaseScope phase(bell_, WindowBell::Phase::Ready);
    const TurnBudget& budget = loop_.budget;
    const TimePoint until =
        std::min(how.now + budget.ready, std::max(how.next_timer, how.now + budget.least_ready));
    // Who rings from here on sees the phase, and wakes the loop; who did before is seen by us.
    const bool rang = window_rang();
    if (rang && bell_->rings_by_others_.load() != rings_by_others_)
        loop_.wake();
    const bool wait = how.wait && !rang;
    return loop_.run_phase(until, wait ? how.wait_until : TimePoint::min(), how);
}

void Turn::run_guests(TimePoint next_timer) {
    if (!loop_.guests_ready())
        return;
    const WindowBell::PhaseScope phase(bell_, WindowBell::Phase::Guests);
    const TurnBudget& budget = loop_.budget;
    if (window_rang() && bell_->guest_skips_ < budget.guest_skips) {
        ++bell_->guest_skips_;
        return;
    }
    if (bell_)
        bell_->guest_skips_ = 0;
    const TimePoint now = Clock::now();
    loop_.run_guests(
        std::min(now + budget.guests, std::max(next_timer, now + budget.least_guests)));
}

} // namespace braid
