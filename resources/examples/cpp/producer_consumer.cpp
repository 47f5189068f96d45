// SPDX-License-Identifier: MIT
// A queue of two places between those who make and those who use.
#include <braid/loop/queue.h>
#include <braid/loop/run.h>
#include <braid/loop/task_group.h>

#include <iostream>

braid::Coroutine<> produce(braid::Queue<int>& queue) {
    for (int i = 1; i <= 5; ++i) {
        co_await queue.put(i);
        std::cout << "put " << i << '\n';
    }
    queue.shutdown(); // what is in it can still be got
}

braid::Coroutine<> consume(braid::Queue<int>& queue) {
    try {
        for (;;) {
            const int item = co_await queue.get();
            std::cout << "got " << item << '\n';
        }
    } catch (const braid::QueueShutDown&) {
        std::cout << "no more\n";
    }
}

braid::Coroutine<> market() {
    braid::Queue<int> queue(2);
    braid::TaskGroup group;
    group.create_task(produce(queue));
    group.create_task(consume(queue));
    co_await group.join();
}

int main() { braid::run(market()); }
