// SPDX-License-Identifier: MIT
// All headers at once, those of the loop twice.
#include <braid/braid.h>
#include <braid/qt.h>

braid::Coroutine<int> program() {
    const int result =
        co_await braid::timeout(std::chrono::hours(1), braid::to_thread([] { return 0; }));
    co_return result;
}

int main() { return braid::run(program()); }
