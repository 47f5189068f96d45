// SPDX-License-Identifier: MIT
// Two tasks take turns on one thread.
#include <braid/loop/gather.h>
#include <braid/loop/run.h>
#include <braid/loop/sleep.h>

#include <iostream>
#include <string>

using namespace std::chrono_literals;

braid::Coroutine<> sleeper(std::string name, braid::Duration pause) {
    for (int i = 1; i <= 3; ++i) {
        co_await braid::sleep(pause);
        std::cout << name << ' ' << i << '\n';
    }
}

braid::Coroutine<> hello() {
    co_await braid::gather(sleeper("tick", 10ms), sleeper("tock", 100ms));
    std::cout << "done\n";
}

int main() { braid::run(hello()); }
