#include "loop/barrier.h"
#include "loop/condition.h"
#include "loop/event.h"
#include "loop/gather.h"
#include "loop/lock.h"
#include "loop/semaphore.h"
#include "loop/sleep.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

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
};

QTEST_GUILESS_MAIN(TestMeeting)
#include "tst_meeting.moc"
