// SPDX-License-Identifier: MIT
#include "bridge/script/running_scripts.h"

#include "bridge/script/script_turns.h"
#include "bridge/script/stack_run.h"

#include <iterator>
#include <utility>

namespace braid {

namespace {
/// Output is delivered in portions; what waits at the end is a few of them.
constexpr int last_turns = 16;
} // namespace

EventLoop& RunningScripts::loop() noexcept { return turns_.loop(); }

void RunningScripts::add(std::shared_ptr<StackRun> run) { runs_.push_back(std::move(run)); }

void RunningScripts::remove(StackRun& run) noexcept {
    goes_on(run);
    std::erase_if(runs_, [&](const auto& known) { return known.get() == &run; });
}

bool RunningScripts::shut_down(std::chrono::milliseconds patience,
                               const std::function<void()>& turn) {
    const TimePoint begin = Clock::now();
    // First as Ctrl-C, which gets the most time because programs clean up then; then harder.
    const TimePoint stages[] = {begin, begin + patience * 4 / 10, begin + patience * 7 / 10};
    std::size_t stage = 0;
    while (!runs_.empty() && Clock::now() < begin + patience) {
        if (stage < std::size(stages) && Clock::now() >= stages[stage]) {
            for (const auto& run : std::vector(runs_))
                stage == 0 ? run->stop_gently() : run->stop();
            ++stage;
        }
        turn();
    }
    // Those that have ended still have things to say.
    for (int i = 0; i < last_turns; ++i)
        loop().run_ready(Clock::now() + loop().budget.ready, false);
    return runs_.empty() && !StackRun::any_abandoned();
}

} // namespace braid
