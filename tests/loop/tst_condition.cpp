// SPDX-License-Identifier: MIT
#include "loop/condition.h"
#include "loop/gather.h"
#include "loop/lock.h"
#include "loop/sleep.h"
#include "tests/loop/combining_test.h"

#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

class TestCondition : public QObject {
    Q_OBJECT

private slots:
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

    void a_predicate_that_is_true_needs_no_waiting() {
        run_test([]() -> Coroutine<> {
            Condition condition;
            Lock::Guard guard = co_await condition.lock();
            auto other = create_task(condition.lock().acquire());
            co_await turns(1);
            const auto yes = [] { return true; };
            co_await condition.wait_for(yes);
            CO_VERIFY(!other.done()); // the lock was never given up
            guard.release();
            co_await other;
        });
    }

    // In these, a was notified, and needs only the lock that the notifier still has.

    void one_who_is_cancelled_while_it_takes_the_lock_again_passes_the_notification_on() {
        run_test([]() -> Coroutine<> {
            Condition condition;
            bool had_lock = false;
            const auto wait = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await condition.lock();
                try {
                    co_await condition.wait();
                } catch (const CancelledError&) {
                    had_lock = condition.lock().locked();
                    throw;
                }
            };
            auto a = create_task(wait());
            auto b = create_task(wait());
            co_await turns(5);
            std::string message;
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify(1);
                co_await turns(3);
                a.cancel("first");
                co_await turns(3);
                CO_VERIFY(!a.done());
                a.cancel("second");
                co_await turns(3);
                CO_VERIFY(!a.done());
            }
            try {
                co_await a;
            } catch (const CancelledError& e) {
                message = e.message();
            }
            CO_VERIFY(had_lock && message == "second"); // the latest, as in asyncio
            co_await b;
            CO_VERIFY(!condition.lock().locked());
        });
    }

    void one_who_is_destroyed_while_it_takes_the_lock_again_passes_the_notification_on() {
        run_test([]() -> Coroutine<> {
            Condition condition;
            const auto wait = [&]() -> Coroutine<> {
                const Lock::Guard guard = co_await condition.lock();
                co_await condition.wait();
            };
            auto a = create_task(wait());
            auto b = create_task(wait());
            co_await turns(5);
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify(1);
                co_await turns(3);
                a.any_state()->unwind("the test");
            }
            co_await b;
            CO_VERIFY(!condition.lock().locked());
        });
    }

    void those_who_were_notified_and_stay_keep_their_notification() {
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
            co_await turns(5);
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify(3);
                tasks[0].cancel(); // its notification goes to the fourth
                co_await turns(3);
                tasks[2].cancel(); // and this one's to the fifth
            }
            co_await gather(return_exceptions, tasks);
            CO_VERIFY(woken == 3);
        });
    }

    void waiting_and_notifying_need_the_lock() {
        run_test([]() -> Coroutine<> {
            Condition condition;
            const std::string waited = co_await ending(condition.wait());
            CO_VERIFY(waited == "Lock.release: it is not locked");
            bool refused = false;
            try {
                condition.notify_all();
            } catch (const InvalidStateError&) {
                refused = true;
            }
            CO_VERIFY(refused);
        });
    }

    void conditions_may_share_a_lock() {
        run_test([]() -> Coroutine<> {
            Lock lock;
            Condition full(lock);
            Condition empty(lock);
            const auto wait = [&](Condition& condition) -> Coroutine<> {
                const Lock::Guard guard = co_await lock;
                co_await condition.wait();
            };
            auto a = create_task(wait(full));
            auto b = create_task(wait(empty));
            co_await turns(3);
            {
                const Lock::Guard guard = co_await lock;
                empty.notify();
            }
            co_await b;
            CO_VERIFY(!a.done());
            {
                const Lock::Guard guard = co_await lock;
                full.notify();
            }
            co_await a;
        });
    }
};

QTEST_GUILESS_MAIN(TestCondition)
#include "tst_condition.moc"
