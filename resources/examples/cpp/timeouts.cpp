// SPDX-License-Identifier: MIT
// A day passes in no time: the loop's clock is virtual, and jumps.
#include <braid/loop/run.h>
#include <braid/loop/sleep.h>
#include <braid/loop/time_source.h>
#include <braid/loop/timeout.h>

#include <iostream>
#include <memory>

using namespace std::chrono_literals;

braid::Coroutine<int> compute(braid::Duration duration) {
    co_await braid::sleep(duration);
    co_return 42;
}

braid::Coroutine<> patience() {
    for (const auto duration : {8h, 30h}) {
        try {
            const int answer = co_await braid::timeout(24h, compute(duration));
            std::cout << "the answer is " << answer << '\n';
        } catch (const braid::TimeoutError&) {
            std::cout << "no answer in a day\n";
        }
    }
}

int main() {
    braid::Runner runner;
    runner.loop().set_time_source(std::make_unique<braid::VirtualTime>());
    const auto began = runner.loop().time();
    runner.run(patience());
    std::cout << (runner.loop().time() - began) / 1h << " hours later\n";
}
