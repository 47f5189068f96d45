// SPDX-License-Identifier: MIT
#include "loop/gather.h"
#include "loop/queue.h"
#include "loop/sleep.h"
#include "tests/loop/combining_test.h"

#include <random>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

template<typename T>
Coroutine<> get_into(Queue<T>& queue, std::vector<T>& out) {
    T item = co_await queue.get();
    out.push_back(std::move(item));
}

} // namespace

class TestQueue : public QObject {
    Q_OBJECT

private slots:
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

    void what_cannot_be_done_at_once_is_an_error_without_waiting() {
        Queue<int> queue(2);
        QCOMPARE(queue.maxsize(), std::size_t(2));
        QVERIFY_THROWS_EXCEPTION(QueueEmpty, queue.get_nowait());
        queue.put_nowait(1);
        queue.put_nowait(2);
        QVERIFY(queue.full());
        QVERIFY_THROWS_EXCEPTION(QueueFull, queue.put_nowait(3));
        QCOMPARE(queue.get_nowait(), 1);
        QVERIFY(!queue.full() && queue.qsize() == 1);
        Queue<int> endless;
        for (int i = 0; i < 1000; ++i)
            endless.put_nowait(i);
        QVERIFY(!endless.full() && endless.qsize() == 1000);
    }

    void putters_are_served_in_the_order_of_asking_and_nobody_overtakes() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue(1);
            queue.put_nowait(0);
            auto first = create_task(queue.put(1));
            auto second = create_task(queue.put(2));
            co_await turns(1);
            CO_VERIFY(queue.get_nowait() == 0);
            bool refused = false;
            try {
                queue.put_nowait(9); // the place is the first one's
            } catch (const QueueFull&) {
                refused = true;
            }
            CO_VERIFY(refused);
            for (int expected : {1, 2}) {
                const int item = co_await queue.get();
                CO_VERIFY(item == expected);
            }
            co_await gather(first, second);
        });
    }

    void a_queue_can_be_joined_again_after_more_was_put() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue;
            for (int round = 0; round < 2; ++round) {
                queue.put_nowait(round);
                auto first = create_task(queue.join());
                auto second = create_task(queue.join());
                co_await turns(2);
                CO_VERIFY(!first.done() && !second.done());
                queue.get_nowait();
                auto third = create_task(queue.join());
                co_await turns(2);
                CO_VERIFY(!first.done() && !third.done()); // it was got, and is not done with
                queue.task_done();
                co_await gather(first, second, third);
            }
        });
    }

    void many_getters_and_putters_that_give_up_at_random_lose_nothing() {
        run_test([]() -> Coroutine<> {
            std::mt19937 random(1);
            Queue<int> queue(3);
            int put = 0;
            std::vector<int> got;
            const auto putter = [&]() -> Coroutine<> {
                const int item = put;
                co_await queue.put(item);
                ++put;
            };
            const auto getter = [&]() -> Coroutine<> {
                const int item = co_await queue.get();
                got.push_back(item);
            };
            std::vector<Task<>> tasks;
            for (int i = 0; i < 2000; ++i) {
                tasks.push_back(random() % 2 ? create_task(putter()) : create_task(getter()));
                if (random() % 3 == 0)
                    co_await turns(int(random() % 3));
                if (random() % 3 == 0)
                    tasks[random() % tasks.size()].cancel();
            }
            co_await turns(10);
            for (const Task<>& task : tasks)
                task.cancel();
            co_await gather(return_exceptions, tasks);
            CO_VERIFY(put == int(got.size() + queue.qsize()) && got.size() > 300);
        });
    }
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
