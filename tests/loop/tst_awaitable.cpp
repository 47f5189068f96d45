// SPDX-License-Identifier: MIT
#include "loop/asio.h"
#include "loop/barrier.h"
#include "loop/event.h"
#include "loop/executor.h"
#include "loop/gather.h"
#include "loop/lock.h"
#include "loop/queue.h"
#include "loop/semaphore.h"
#include "loop/shield.h"
#include "loop/sleep.h"
#include "loop/task_group.h"
#include "loop/timeout.h"
#include "loop/wait.h"
#include "tests/loop/coroutine_test.h"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;
namespace asio = boost::asio;

// Everything that can stand behind co_await can be given a limit, gathered, shielded and made a
// task: asyncio's coroutines and futures can, and nobody should have to know what `Queue.get`
// returns.

static_assert(Awaitable<Coroutine<int>> && Awaitable<Task<int>> && Awaitable<Task<int>&>);
static_assert(Awaitable<Lock&> && Awaitable<Future<>> && Awaitable<const Future<>&>);
static_assert(!Awaitable<int> && !Awaitable<std::string> && !Awaitable<Event&>);
static_assert(!Awaitable<Coroutine<int>&>, "a coroutine is awaited once: std::move it");

namespace {

template<typename T>
Coroutine<bool> times_out(T awaitable) {
    try {
        (void)co_await std::move(awaitable);
    } catch (const TimeoutError&) {
        co_return true;
    }
    co_return false;
}

Coroutine<int> after(Duration delay, int value) {
    co_await sleep(delay);
    co_return value;
}

} // namespace

class TestAwaitable : public QObject {
    Q_OBJECT

private slots:
    void what_does_not_come_in_time_is_a_timeout() {
        run_test([&]() -> Coroutine<> {
            Queue<int> empty, full(1);
            full.put_nowait(1);
            Event event;
            Lock lock;
            Semaphore semaphore(0);
            Barrier barrier(2);
            Future<int> future;
            const Lock::Guard guard = co_await lock;
            asio::steady_timer timer(EventLoop::current()->io_context(), 1h);

            std::vector<Task<bool>> waits;
            waits.push_back(create_task(times_out(wait_for(empty.get(), 1ms))));
            waits.push_back(create_task(times_out(wait_for(full.put(2), 1ms))));
            waits.push_back(create_task(times_out(wait_for(full.join(), 1ms))));
            waits.push_back(create_task(times_out(timeout(1ms, event.wait()))));
            waits.push_back(create_task(times_out(timeout(1ms, lock))));
            waits.push_back(create_task(times_out(timeout(1ms, lock.acquire()))));
            waits.push_back(create_task(times_out(timeout(1ms, semaphore.acquire()))));
            waits.push_back(create_task(times_out(timeout(1ms, barrier.wait()))));
            waits.push_back(create_task(times_out(timeout(1ms, sleep(1h)))));
            waits.push_back(create_task(times_out(timeout(1ms, gather(sleep(1h), event.wait())))));
            waits.push_back(create_task(times_out(timeout(1ms, shield(sleep(1h))))));
            waits.push_back(create_task(times_out(timeout(1ms, future))));
            waits.push_back(create_task(
                times_out(timeout_at(Clock::now() + 1ms, timer.async_wait(asio::deferred)))));
            waits.push_back(create_task(times_out(timeout(1ms, timer.async_wait(use_coroutine)))));
            for (const auto& wait : waits) {
                const bool timed_out = co_await wait;
                CO_VERIFY(timed_out);
            }
            CO_VERIFY(empty.empty() && full.qsize() == 1 && lock.locked());
            CO_VERIFY(future.cancelled());
        });
    }

    void what_comes_in_time_is_the_result() {
        run_test([&]() -> Coroutine<> {
            Queue<std::unique_ptr<int>> queue;
            queue.put_nowait(std::make_unique<int>(7));
            const std::unique_ptr<int> item = co_await wait_for(queue.get(), 1h);
            CO_VERIFY(*item == 7);

            Lock lock;
            {
                const Lock::Guard guard = co_await timeout(1h, lock);
                CO_VERIFY(lock.locked());
            }
            CO_VERIFY(!lock.locked());

            const auto [a, b] = co_await timeout(1h, gather(after(0s, 1), after(1ms, 2)));
            CO_VERIFY(a == 1 && b == 2);

            Future<std::unique_ptr<int>> future;
            future.set_result(std::make_unique<int>(8));
            const std::unique_ptr<int> moved = co_await timeout(1h, std::move(future));
            CO_VERIFY(*moved == 8);

            int number = 9;
            const auto refer = [](int& n) -> Coroutine<int&> { co_return n; };
            int& same = co_await timeout(1h, refer(number));
            CO_VERIFY(&same == &number);

            asio::steady_timer timer(EventLoop::current()->io_context(), 1ms);
            co_await timeout(1h, timer.async_wait(asio::deferred));
        });
    }

    void a_task_may_be_given_a_limit_and_keeps_its_result() {
        run_test([&]() -> Coroutine<> {
            const Task<std::string> task = create_task([]() -> Coroutine<std::string> {
                co_await sleep(1ms);
                co_return std::string("a result that is longer than a small string");
            });
            const std::string result = co_await wait_for(task, 1h);
            CO_VERIFY(result == task.result());
        });
    }

    void a_timeout_loses_no_item() {
        run_test([&]() -> Coroutine<> {
            Queue<int> queue;
            const auto impatient = create_task(times_out(wait_for(queue.get(), 1ms)));
            const bool timed_out = co_await impatient;
            CO_VERIFY(timed_out);
            // Cancelled in the very turn in which the item comes: the next one gets it.
            const auto cancelled = create_task(timeout(1h, queue.get()));
            const auto next = create_task(queue.get());
            co_await sleep(0s);
            co_await sleep(0s);
            queue.put_nowait(1);
            cancelled.cancel();
            const int item = co_await next;
            CO_VERIFY(item == 1);
        });
    }

    void anything_is_gathered() {
        run_test([&]() -> Coroutine<> {
            Queue<int> queue;
            Event event;
            const auto set = create_task([&]() -> Coroutine<> {
                co_await sleep(1ms);
                event.set();
                co_await queue.put(5);
            });
            const auto [item, none, square] = co_await gather(
                queue.get(), event.wait(), to_thread([](int x) { return x * x; }, 6));
            static_cast<void>(none);
            CO_VERIFY(item == 5 && square == 36);
            co_await set;
        });
    }

    void anything_becomes_a_task() {
        run_test([&]() -> Coroutine<> {
            Queue<int> queue;
            const Task<int> task = create_task(queue.get(), "getter");
            CO_VERIFY(task.name() == "getter");
            TaskGroup group;
            const Task<int> other = group.create_task(queue.get());
            group.create_task(queue.put(1));
            group.create_task(queue.put(2));
            co_await group.join();
            CO_VERIFY(task.result() == 1 && other.result() == 2);
        });
    }

    void coroutines_come_as_they_are_completed() {
        run_test([&]() -> Coroutine<> {
            std::vector<Coroutine<int>> works;
            works.push_back(after(3ms, 3));
            works.push_back(after(1ms, 1));
            works.push_back(after(2ms, 2));
            auto arrivals = as_completed(std::move(works));
            std::vector<int> order;
            for (;;) {
                const auto task = co_await arrivals.next();
                if (!task)
                    break;
                order.push_back(task->result());
            }
            CO_VERIFY((order == std::vector{1, 2, 3}));
        });
    }

    void a_limit_can_be_moved_while_anything_waits() {
        run_test([&]() -> Coroutine<> {
            Event event;
            Timeout limit(1h);
            const auto waiting = create_task(times_out(limit.run(event.wait())));
            co_await yield();
            limit.reschedule(Clock::now());
            const bool timed_out = co_await waiting;
            CO_VERIFY(timed_out && limit.expired());
        });
    }
};

QTEST_GUILESS_MAIN(TestAwaitable)
#include "tst_awaitable.moc"
