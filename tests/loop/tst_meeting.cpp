// SPDX-License-Identifier: MIT
#include "loop/barrier.h"
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

namespace {

std::string release_once_more(BoundedSemaphore& semaphore) {
    try {
        semaphore.release();
    } catch (const InvalidStateError&) {
        return "refused";
    }
    return "allowed";
}

Coroutine<std::size_t> pass(Barrier& barrier) {
    const std::size_t place = co_await barrier.wait();
    co_return place;
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

    void a_guard_can_be_handed_on_and_released_early() {
        run_test([]() -> Coroutine<> {
            Lock lock;
            Semaphore semaphore(1);
            Lock::Guard kept = co_await lock;
            Semaphore::Guard also_kept = co_await semaphore;
            {
                const Lock::Guard moved = std::move(kept);
                const Semaphore::Guard also_moved = std::move(also_kept);
                CO_VERIFY(lock.locked() && semaphore.locked());
            }
            CO_VERIFY(!lock.locked() && semaphore.value() == 1);
            Lock::Guard again = co_await lock;
            again.release();
            CO_VERIFY(!lock.locked());
            co_await lock.acquire(); // somebody else's now
            again.release();
            CO_VERIFY(lock.locked());
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

    void a_semaphore_is_given_in_the_order_of_asking_and_nobody_overtakes() {
        std::string order;
        run_test([&]() -> Coroutine<> {
            Semaphore semaphore(0);
            const auto work = [&](char name) -> Coroutine<> {
                co_await semaphore.acquire();
                order += name;
            };
            auto a = create_task(work('a'));
            auto b = create_task(work('b'));
            co_await turns(1);
            semaphore.release();
            CO_VERIFY(semaphore.locked()); // it is a's
            auto c = create_task(work('c'));
            co_await turns(2);
            CO_VERIFY(a.done() && !c.done());
            semaphore.release();
            semaphore.release();
            co_await gather(a, b, c);
            CO_VERIFY(semaphore.value() == 0);
        });
        QCOMPARE(order, std::string("abc"));
    }

    void a_semaphore_may_be_released_more_often_than_acquired_but_not_a_bounded_one() {
        Semaphore semaphore(1);
        semaphore.release();
        QCOMPARE(semaphore.value(), std::size_t(2));
        QVERIFY(!semaphore.locked());
        run_test([]() -> Coroutine<> {
            BoundedSemaphore bounded(2);
            co_await bounded.acquire();
            co_await bounded.acquire();
            CO_VERIFY(bounded.locked());
            auto waiting = create_task(bounded.acquire());
            co_await turns(1);
            bounded.release(); // to the one who waits
            co_await waiting;
            bounded.release();
            bounded.release();
            CO_VERIFY(bounded.value() == 2);
            const std::string end = release_once_more(bounded);
            CO_VERIFY(end == "refused" && bounded.value() == 2);
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
            auto first = create_task(pass(barrier));
            co_await turns(1);
            first.cancel();
            const bool cancelled = co_await was_cancelled(first);
            CO_VERIFY(cancelled && barrier.n_waiting() == 0);
            auto second = create_task(pass(barrier));
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
            const auto [a, b] = co_await gather(pass(barrier), pass(barrier));
            CO_VERIFY(a + b == 1);
        });
    }

    void an_aborted_barrier_lets_nobody_wait_and_a_reset_one_is_as_new() {
        run_test([]() -> Coroutine<> {
            Barrier barrier(2);
            auto waiting = create_task(pass(barrier));
            co_await turns(1);
            barrier.reset();
            const std::string end = co_await ending_of(waiting);
            CO_VERIFY(end == BrokenBarrierError().what());
            CO_VERIFY(!barrier.broken() && barrier.n_waiting() == 0);
            barrier.abort();
            for (int i = 0; i < 2; ++i) {
                const std::string refused = co_await ending_of(barrier.wait());
                CO_VERIFY(refused == BrokenBarrierError().what());
            }
            barrier.reset();
            const auto [a, b] = co_await gather(pass(barrier), pass(barrier));
            CO_VERIFY(a + b == 1);
        });
    }

    void those_behind_one_who_leaves_a_barrier_move_up() {
        run_test([]() -> Coroutine<> {
            Barrier barrier(3);
            auto first = create_task(pass(barrier));
            auto second = create_task(pass(barrier));
            co_await turns(1);
            first.cancel();
            co_await turns(1);
            CO_VERIFY(barrier.n_waiting() == 1);
            const auto [a, b, c] = co_await gather(second, pass(barrier), pass(barrier));
            CO_VERIFY(a == 0 && b == 1 && c == 2);
        });
    }

    void a_barrier_for_one_is_none_and_for_nobody_an_error() {
        run_test([]() -> Coroutine<> {
            Barrier barrier(1);
            for (int i = 0; i < 3; ++i) {
                const std::size_t place = co_await barrier.wait();
                CO_VERIFY(place == 0 && barrier.n_waiting() == 0);
            }
            CO_VERIFY(barrier.parties() == 1);
        });
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Barrier(0));
    }
};

QTEST_GUILESS_MAIN(TestMeeting)
#include "tst_meeting.moc"
