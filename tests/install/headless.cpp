// SPDX-License-Identifier: MIT
// Needs no Qt.
#include <braid/loop/run.h>
#include <braid/loop/sleep.h>

braid::Coroutine<int> program() {
    co_await braid::sleep(std::chrono::milliseconds(1));
    co_return 0;
}

int main() { return braid::run(program()); }
