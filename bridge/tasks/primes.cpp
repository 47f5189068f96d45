// SPDX-License-Identifier: MIT
// Counts primes on all cores: computing beside a window that stays alive.
#include "bridge/tasks/batch.h"
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"
#include "loop/executor.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace braid::tasks {

namespace {

/// Numbers that are sieved in one go: their flags fit a core's cache.
constexpr std::uint64_t stretch = 1 << 20;

using Primes = std::vector<std::uint32_t>;

/// The odd primes up to `last`.
Primes small_primes(std::uint32_t last) {
    std::vector<bool> composite(last + 1);
    Primes primes;
    for (std::uint64_t n = 3; n <= last; n += 2) {
        if (composite[n])
            continue;
        primes.push_back(std::uint32_t(n));
        for (std::uint64_t multiple = n * n; multiple <= last; multiple += 2 * n)
            composite[multiple] = true;
    }
    return primes;
}

/// How many of the odd numbers from `begin`, an even one, to below `end` are prime.
std::uint64_t count_odd_primes(std::uint64_t begin, std::uint64_t end,
                               const std::shared_ptr<const Primes>& primes) {
    std::vector<std::uint8_t> composite((end - begin) / 2); // of begin + 1, begin + 3, …
    for (const std::uint64_t prime : *primes) {
        if (prime * prime >= end)
            break;
        std::uint64_t multiple = std::max(prime * prime, (begin / prime + 1) * prime);
        if (multiple % 2 == 0)
            multiple += prime;
        for (std::uint64_t at = (multiple - begin) / 2; at < composite.size(); at += prime)
            composite[at] = 1;
    }
    const auto found = std::count(composite.begin(), composite.end(), 0);
    return std::uint64_t(found) - (begin == 0 && !composite.empty()); // 1 is none
}

struct Counting {
    TaskContext& task;
    std::uint64_t end;
    std::shared_ptr<const Primes> primes;
    std::uint64_t next = 0; ///< the first number that nobody has taken
    std::uint64_t done = 0;
    std::uint64_t found = 0;
    ThreadPoolExecutor cores{0}; // as many as there are
};

Coroutine<> count_stretches(Counting& all) {
    while (all.next < all.end) {
        const std::uint64_t begin = all.next;
        const std::uint64_t end = std::min(begin + stretch, all.end);
        all.next = end;
        const std::uint64_t found =
            co_await run_in_executor(all.cores, count_odd_primes, begin, end, all.primes);
        all.found += found;
        all.done += end - begin;
        all.task.progress(double(all.done) / double(all.end), in_groups(all.found) + " found");
    }
}

Coroutine<> start_all(Counting& all, Batch& batch) {
    for (std::size_t core = 1; core <= all.cores.size(); ++core)
        co_await batch.start(count_stretches(all), "core " + std::to_string(core));
}

Coroutine<> count_primes(TaskContext& task) {
    const std::uint64_t last = task.number("up-to");
    const auto root = std::uint32_t(std::sqrt(double(last))) + 1;
    Counting all{task, last + 1, nullptr};
    all.primes = std::make_shared<const Primes>(small_primes(root));
    const TimePoint began = Clock::now();
    Batch batch(all.cores.size());
    co_await batch.run(start_all(all, batch));
    task.print(in_groups(all.found + (last >= 2)) + " primes up to " + in_groups(last) + ", in " +
               in_time(Clock::now() - began) + " on " + counted(all.cores.size(), "core"));
}

} // namespace

TaskKind primes() {
    return {.name = "primes",
            .title = "Count primes",
            .description = "Counts the primes up to a number, on all cores.",
            .parameters = {{.name = "up-to",
                            .title = "Up to",
                            .description = "the last number that is looked at",
                            .value_name = "N",
                            .kind = Parameter::Kind::Number,
                            .fallback = "1000000000",
                            .is_positional = true,
                            .most = 1e12}},
            .run = count_primes};
}

} // namespace braid::tasks
