// SPDX-License-Identifier: MIT
#include "bridge/script/running_scripts.h"

#include "bridge/script/kept_descriptors.h"
#include "bridge/script/script_turns.h"
#include "bridge/script/stack_run.h"

#include <utility>

namespace braid {

namespace {
/// Output is delivered in portions; what waits at the end is a few of them.
constexpr int last_turns = 16;
} // namespace

EventLoop& RunningScripts::loop() noexcept { return turns_.loop(); }

void RunningScripts::add(std::shared_ptr<StackRun> run) {
    if (runs_.empty())
        KeptDescriptors::keep_all();
    runs_.push_back(std::move(run));
}

void RunningScripts::remove(StackRun& run) noexcept {
    goes_on(run);
    std::erase_if(runs_, [&](const auto& known) { return known.get() == &run; });
}

bool RunningScripts::shut_down(std::chrono::milliseconds patience) {
    const auto over = [this] { return runs_.empty(); };
    const TimePoint begin = Clock::now();
    // First as Ctrl-C, which gets the most time because programs clean up then; then harder.
    constexpr int ends_of_stages[] = {4, 7, 10}; // tenths
    for (const int end : ends_of_stages) {
        for (const auto& run : std::vector(runs_))
            end == 4 ? run->stop_gently() : run->stop();
        if (loop().run_until(over, begin + patience * end / 10))
            break;
    }
    // Those that have ended still have things to say.
    for (int i = 0; i < last_turns; ++i)
        Turn(loop()).run_ready({});
    return over() && !StackRun::any_abandoned();
}

} // namespace braid
