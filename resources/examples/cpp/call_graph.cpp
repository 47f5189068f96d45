// SPDX-License-Identifier: MIT
// Who waits for whom, and where in the source: asked from inside.
#include <braid/loop/gather.h>
#include <braid/loop/introspection.h>
#include <braid/loop/lock.h>
#include <braid/loop/run.h>
#include <braid/loop/sleep.h>
#include <braid/loop/time_source.h>

#include <memory>

using namespace std::chrono_literals;

braid::Coroutine<> hold(braid::Lock& lock) {
    const braid::Lock::Guard guard = co_await lock;
    co_await braid::sleep(1h);
}

braid::Coroutine<> both(braid::Lock& lock) {
    auto a = braid::create_task(hold(lock), "a");
    auto b = braid::create_task(hold(lock), "b");
    co_await braid::gather(a, b);
}

braid::Coroutine<> look() {
    braid::Lock lock;
    auto task = braid::create_task(both(lock), "both");
    co_await braid::sleep(1s);
    braid::print_call_graph(stdout);
    task.cancel();
    co_await braid::gather(braid::return_exceptions, task); // before the lock ends
}

int main() {
    braid::Runner runner;
    runner.loop().set_time_source(std::make_unique<braid::VirtualTime>());
    runner.run(look());
}
