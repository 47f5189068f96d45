// SPDX-License-Identifier: MIT
// One task of a group fails: the others are cancelled, clean up, and the group tells why.
#include <braid/loop/run.h>
#include <braid/loop/sleep.h>
#include <braid/loop/task_group.h>

#include <iostream>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

braid::Coroutine<> download(std::string name) {
    try {
        co_await braid::sleep(1h);
    } catch (const braid::CancelledError&) {
        std::cout << name << " stops\n";
        throw;
    }
}

braid::Coroutine<> fail() {
    co_await braid::sleep(5ms);
    throw std::runtime_error("the disk is full");
}

braid::Coroutine<> downloads() {
    braid::TaskGroup group;
    group.create_task(download("one"));
    group.create_task(download("two"));
    group.create_task(fail());
    try {
        co_await group.join();
    } catch (const braid::ExceptionGroup& e) {
        std::cout << e.what() << '\n';
    }
}

int main() { braid::run(downloads()); }
