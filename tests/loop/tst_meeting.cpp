#include "loop/async_generator.h"
#include "loop/barrier.h"
#include "loop/condition.h"
#include "loop/event.h"
#include "loop/gather.h"
#include "loop/lock.h"
#include "loop/queue.h"
#include "loop/semaphore.h"
#include "loop/sleep.h"
#include "tests/loop/coroutine_test.h"

#include <memory>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

Coroutine<> turns(int count) {
    for (int i = 0; i < count; ++i)
        co_await yield();
}

Coroutine<bool> was_cancelled(AnyTask task) {
    try {
        co_await task;
    } catch (const CancelledError&) {
        co_return true;
    }
    co_return false;
}

template<typename T>
Coroutine<> get_into(Queue<T>& queue, std::vector<T>& out) {
    T item = co_await queue.get();
    out.push_back(std::move(item));
}

} // namespace

class TestMeeting : public QObject {
    Q_OBJECT

private slots:
    // -- Lock ---------------------------------------------------------------------------------

    void a_lock_is_given_in_the_order_of_asking() {
        std::string order;
        run_test([&]() -> Coroutine<> {
            Lock lock;
            const auto work = [&](char c) -> Coroutine<> {
                const Lock::Guard guard = co_await lock;
                order += c;
                co_await turns(3);
                order += c;
            };
            co_await gather(work('a'), work('b'), work('c'));
            CO_VERIFY(!lock.locked());
        });
        QVERIFY2(order == "aabbcc", order.c_str());
    }

    void nobody_overtakes_those_who_wait_for_a_lock() {
        std::string order;
        run_test([&]() -> Coroutine<> {
            Lock lock;
            co_await lock.acquire();
            const auto waiter = [&]() -> Coroutine<> {
                co_await lock.acquire();
                order += 'w';
                lock.release();
            };
            auto task = create_task(waiter());
            co_await turns(1);
            lock.release();
            co_await lock.acquire(); // it is the waiter's already
            order += 'm';
            lock.release();
            co_await task;
        });
        QCOMPARE(order, std::string("wm"));
    }

    void a_waiter_cancelled_in_the_line_lets_the_next_move_up() {
        run_test([]() -> Coroutine<> {
            Lock lock;
            co_await lock.acquire();
            bool got = false;
            const auto wait = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await lock;
                got = true;
            };
            auto first = create_task(wait());
            auto second = create_task(wait());
            co_await turns(1);
            first.cancel();
            lock.release();
            const bool cancelled = co_await was_cancelled(first);
            co_await second;
            CO_VERIFY(cancelled && got && !lock.locked());
        });
    }

    void a_waiter_cancelled_when_the_lock_was_its_own_hands_it_on() {
        run_test([]() -> Coroutine<> {
            Lock lock;
            co_await lock.acquire();
            int got = 0;
            const auto wait = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await lock;
                ++got;
            };
            auto first = create_task(wait());
            auto second = create_task(wait());
            co_await turns(1);
            lock.release(); // first's
            first.cancel(); // before its turn
            co_await second;
            CO_VERIFY(first.cancelled() && got == 1 && !lock.locked());
        });
    }

    void releasing_what_nobody_has_is_an_error() {
        Lock lock;
        QVERIFY_THROWS_EXCEPTION(InvalidStateError, lock.release());
        BoundedSemaphore semaphore(1);
        QVERIFY_THROWS_EXCEPTION(InvalidStateError, semaphore.release());
    }

    // -- Event --------------------------------------------------------------------------------

    void an_event_wakes_all_and_lets_pass_until_cleared() {
        run_test([]() -> Coroutine<> {
            Event event;
            int passed = 0;
            const auto wait = [&]() -> Coroutine<> {
                co_await event.wait();
                ++passed;
            };
            std::vector<Task<>> tasks;
            for (int i = 0; i < 3; ++i)
                tasks.push_back(create_task(wait()));
            co_await turns(1);
            event.set();
            event.clear(); // those who waited pass all the same
            co_await gather(tasks);
            CO_VERIFY(passed == 3);
            auto late = create_task(wait());
            co_await turns(2);
            CO_VERIFY(!late.done());
            event.set();
            co_await event.wait();
            co_await late;
        });
    }

    // -- Condition ----------------------------------------------------------------------------

    void a_condition_wakes_as_many_as_it_is_told_to() {
        run_test([]() -> Coroutine<> {
            Condition condition;
            int woken = 0;
            const auto wait = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await condition.lock();
                co_await condition.wait();
                ++woken;
            };
            std::vector<Task<>> tasks;
            for (int i = 0; i < 5; ++i)
                tasks.push_back(create_task(wait()));
            co_await turns(10);
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify(2);
            }
            co_await turns(10);
            CO_VERIFY(woken == 2);
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify_all();
            }
            co_await gather(tasks);
            CO_VERIFY(woken == 5 && !condition.lock().locked());
        });
    }

    void a_cancelled_waiter_of_a_condition_has_the_lock_and_passes_the_notification_on() {
        run_test([]() -> Coroutine<> {
            Condition condition;
            bool had_lock = false;
            bool second_woken = false;
            const auto first = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await condition.lock();
                try {
                    co_await condition.wait();
                } catch (const CancelledError&) {
                    had_lock = condition.lock().locked();
                    throw;
                }
            };
            const auto second = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await condition.lock();
                co_await condition.wait();
                second_woken = true;
            };
            auto a = create_task(first());
            auto b = create_task(second());
            co_await turns(5);
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify(1); // a's
                a.cancel();
                co_await turns(3);
                CO_VERIFY(!a.done()); // it still needs the lock
            }
            co_await b;
            CO_VERIFY(a.cancelled() && had_lock && second_woken);
        });
    }

    void a_lock_knows_who_has_it_though_those_who_gave_it_up_are_destroyed() {
        Lock lock; // outlives the loop and its tasks
        Condition condition(lock);
        EventLoop loop;
        const auto with_guard = [&]() -> Coroutine<> {
            const Lock::Guard guard = co_await lock;
            co_await condition.wait();
        };
        const auto without = [&]() -> Coroutine<> {
            co_await lock.acquire();
            co_await condition.wait();
            lock.release();
        };
        const auto hold = [&]() -> Coroutine<> {
            const Lock::Guard guard = co_await lock;
            co_await sleep(1h);
        };
        for (const bool guarded : {true, false}) {
            auto waiting = create_task(loop, guarded ? with_guard() : without());
            while (loop.run_ready(Clock::now(), false)) {
            }
            auto holder = create_task(loop, hold());
            while (loop.run_ready(Clock::now(), false)) {
            }
            QVERIFY(lock.locked());
            waiting.any_state()->unwind("the test");
            QVERIFY(lock.locked()); // by the holder, whom no guard of the other's robs
            holder.cancel();
            while (loop.run_ready(Clock::now(), false)) {
            }
            QVERIFY(!lock.locked()); // its release counted
        }
    }

    void a_condition_waits_for_a_predicate() {
        run_test([]() -> Coroutine<> {
            Condition condition;
            int value = 0;
            const auto wait = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await condition.lock();
                const auto big = [&] { return value >= 3; };
                co_await condition.wait_for(big);
            };
            auto task = create_task(wait());
            while (!task.done()) {
                co_await turns(3);
                const Lock::Guard guard = co_await condition.lock();
                ++value;
                condition.notify_all();
            }
            CO_VERIFY(value >= 3);
        });
    }

    // -- Semaphore, Barrier -------------------------------------------------------------------

    void a_semaphore_lets_so_many_pass_at_a_time() {
        run_test([]() -> Coroutine<> {
            Semaphore semaphore(3);
            int inside = 0;
            int most = 0;
            const auto work = [&]() -> Coroutine<> {
                const Semaphore::Guard guard = co_await semaphore;
                most = std::max(most, ++inside);
                co_await turns(2);
                --inside;
            };
            std::vector<Task<>> tasks;
            for (int i = 0; i < 20; ++i)
                tasks.push_back(create_task(work()));
            co_await turns(1);
            tasks[3].cancel();
            tasks[5].cancel();
            co_await gather(return_exceptions, tasks);
            CO_VERIFY(most == 3 && semaphore.value() == 3);
        });
    }

    void a_barrier_lets_all_pass_together_again_and_again() {
        run_test([]() -> Coroutine<> {
            Barrier barrier(3);
            std::vector<std::size_t> numbers;
            const auto work = [&](int delay) -> Coroutine<> {
                for (int round = 0; round < 3; ++round) {
                    co_await turns(delay);
                    const std::size_t number = co_await barrier.wait();
                    numbers.push_back(number);
                }
            };
            co_await gather(work(1), work(5), work(9));
            std::sort(numbers.begin(), numbers.end());
            CO_VERIFY((numbers == std::vector<std::size_t>{0, 0, 0, 1, 1, 1, 2, 2, 2}));
        });
    }

    void a_cancelled_task_leaves_the_barrier_and_an_aborted_one_breaks() {
        run_test([]() -> Coroutine<> {
            Barrier barrier(2);
            const auto pass = [&]() -> Coroutine<std::size_t> {
                const std::size_t number = co_await barrier.wait();
                co_return number;
            };
            auto first = create_task(pass());
            co_await turns(1);
            first.cancel();
            const bool cancelled = co_await was_cancelled(first);
            CO_VERIFY(cancelled && barrier.n_waiting() == 0);
            auto second = create_task(pass());
            co_await turns(1);
            CO_VERIFY(barrier.n_waiting() == 1);
            barrier.abort();
            bool broken = false;
            try {
                co_await second;
            } catch (const BrokenBarrierError&) {
                broken = true;
            }
            CO_VERIFY(broken && barrier.broken());
            barrier.reset();
            const auto [a, b] = co_await gather(pass(), pass());
            CO_VERIFY(a + b == 1);
        });
    }

    // -- queues -------------------------------------------------------------------------------

    void a_queue_keeps_its_bound_and_its_order() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue(2);
            std::vector<int> got;
            const auto produce = [&]() -> Coroutine<> {
                for (int i = 0; i < 10; ++i) {
                    co_await queue.put(i);
                    CO_VERIFY(queue.qsize() <= 2);
                }
            };
            auto producer = create_task(produce());
            for (int i = 0; i < 10; ++i) {
                const int item = co_await queue.get();
                got.push_back(item);
            }
            co_await producer;
            CO_VERIFY((got == std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
        });
    }

    void getters_are_served_in_the_order_of_asking() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue;
            std::string order;
            const auto get = [&](char name) -> Coroutine<> {
                const int item = co_await queue.get();
                order += name + std::to_string(item);
            };
            auto a = create_task(get('a'));
            auto b = create_task(get('b'));
            co_await turns(1);
            queue.put_nowait(1);
            queue.put_nowait(2);
            CO_VERIFY(queue.empty()); // both are promised
            bool refused = false;
            try {
                queue.get_nowait();
            } catch (const QueueEmpty&) {
                refused = true;
            }
            co_await gather(a, b);
            CO_VERIFY(refused && order == "a1b2");
        });
    }

    void a_getter_cancelled_with_an_item_promised_loses_nothing() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue;
            std::vector<int> got;
            auto a = create_task(get_into(queue, got));
            auto b = create_task(get_into(queue, got));
            co_await turns(1);
            queue.put_nowait(1);
            a.cancel();
            co_await b;
            CO_VERIFY(a.cancelled() && got == std::vector{1});
            auto c = create_task(get_into(queue, got));
            co_await turns(1);
            queue.put_nowait(2);
            queue.put_nowait(3);
            c.cancel();
            co_await turns(2);
            CO_VERIFY(queue.qsize() == 2);
            CO_VERIFY(queue.get_nowait() == 2); // still the first
        });
    }

    void a_putter_cancelled_with_a_place_promised_hands_it_on() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue(1);
            queue.put_nowait(0);
            const auto put = [&](int i) -> Coroutine<> { co_await queue.put(i); };
            auto a = create_task(put(1));
            auto b = create_task(put(2));
            co_await turns(1);
            CO_VERIFY(queue.get_nowait() == 0); // the place is a's
            CO_VERIFY(queue.full());
            a.cancel();
            co_await b;
            CO_VERIFY(a.cancelled() && queue.get_nowait() == 2);
        });
    }

    void join_waits_until_every_item_is_done_with() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue;
            co_await queue.join(); // nothing was put
            for (int i = 0; i < 3; ++i)
                queue.put_nowait(i);
            const auto work = [&]() -> Coroutine<> {
                for (int i = 0; i < 3; ++i) {
                    co_await queue.get();
                    co_await turns(2);
                    queue.task_done();
                }
            };
            auto worker = create_task(work());
            co_await queue.join();
            CO_VERIFY(queue.empty());
            bool refused = false;
            try {
                queue.task_done();
            } catch (const InvalidStateError&) {
                refused = true;
            }
            CO_VERIFY(refused);
            co_await worker;
        });
    }

    void other_orders() {
        run_test([]() -> Coroutine<> {
            LifoQueue<int> lifo;
            PriorityQueue<int> priority;
            for (const int i : {2, 3, 1}) {
                lifo.put_nowait(i);
                priority.put_nowait(i);
            }
            for (const int i : {1, 3, 2}) {
                const int item = co_await lifo.get();
                CO_VERIFY(item == i);
            }
            for (const int i : {1, 2, 3}) {
                const int item = co_await priority.get();
                CO_VERIFY(item == i);
            }
        });
    }

    void a_queue_that_is_shut_down_gives_what_it_has_and_then_ends() {
        run_test([]() -> Coroutine<> {
            Queue<std::unique_ptr<int>> queue(1);
            queue.put_nowait(std::make_unique<int>(1));
            int refused = 0;
            const auto put = [&]() -> Coroutine<> {
                try {
                    co_await queue.put(std::make_unique<int>(2));
                } catch (const QueueShutDown&) {
                    ++refused;
                }
            };
            auto putter = create_task(put());
            co_await turns(1);
            queue.shutdown();
            co_await putter;
            const std::unique_ptr<int> item = co_await queue.get();
            CO_VERIFY(*item == 1);
            try {
                co_await queue.get();
            } catch (const QueueShutDown&) {
                ++refused;
            }
            CO_VERIFY(refused == 2);

            Queue<int> dropped;
            dropped.put_nowait(1);
            const auto join = [&]() -> Coroutine<> { co_await dropped.join(); };
            auto joiner = create_task(join());
            co_await turns(1);
            dropped.shutdown(true);
            co_await joiner;
            CO_VERIFY(dropped.empty());
        });
    }

    // -- generators ---------------------------------------------------------------------------

    void a_generator_gives_items_with_waiting_in_between() {
        run_test([]() -> Coroutine<> {
            const auto numbers = [](int count) -> AsyncGenerator<int> {
                for (int i = 0; i < count; ++i) {
                    co_await yield();
                    co_yield i;
                }
            };
            auto generator = numbers(3);
            int sum = 0;
            for (;;) {
                const std::optional<int> item = co_await generator.next();
                if (!item)
                    break;
                sum += *item;
            }
            CO_VERIFY(sum == 3);
            const std::optional<int> ended = co_await generator.next();
            CO_VERIFY(!ended);
        });
    }

    void a_generator_left_early_is_closed() {
        run_test([]() -> Coroutine<> {
            auto token = std::make_shared<int>();
            const auto numbers = [](std::shared_ptr<int>) -> AsyncGenerator<int> {
                for (int i = 0;; ++i)
                    co_yield i;
            };
            {
                auto generator = numbers(token);
                const auto first = co_await generator.next();
                CO_VERIFY(*first == 0 && token.use_count() == 2);
            }
            CO_VERIFY(token.use_count() == 1);
        });
    }

    void an_exception_leaves_a_generator_and_ends_it() {
        run_test([]() -> Coroutine<> {
            const auto failing = []() -> AsyncGenerator<int> {
                co_yield 1;
                co_await yield();
                throw std::runtime_error("x");
            };
            auto generator = failing();
            co_await generator.next();
            bool thrown = false;
            try {
                co_await generator.next();
            } catch (const std::runtime_error&) {
                thrown = true;
            }
            CO_VERIFY(thrown);
            const auto after = co_await generator.next();
            CO_VERIFY(!after);
        });
    }

    void cancellation_reaches_into_a_generator() {
        run_test([]() -> Coroutine<> {
            bool seen = false;
            const auto endless = [&]() -> AsyncGenerator<int> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                    seen = true;
                    throw;
                }
                co_yield 1;
            };
            const auto consume = [&]() -> Coroutine<> {
                auto generator = endless();
                co_await generator.next();
            };
            auto task = create_task(consume());
            co_await turns(2);
            task.cancel();
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled && seen);
        });
    }

    void a_million_items_need_no_stack() {
        run_test([]() -> Coroutine<> {
            const auto numbers = []() -> AsyncGenerator<int> {
                for (int i = 0; i < 1'000'000; ++i)
                    co_yield i;
            };
            auto generator = numbers();
            int count = 0;
            for (;;) {
                const auto item = co_await generator.next();
                if (!item)
                    break;
                ++count;
            }
            CO_VERIFY(count == 1'000'000);
        });
    }
};

QTEST_GUILESS_MAIN(TestMeeting)
#include "tst_meeting.moc"
