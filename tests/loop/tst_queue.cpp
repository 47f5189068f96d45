#include "loop/gather.h"
#include "loop/queue.h"
#include "loop/sleep.h"
#include "tests/loop/combining_test.h"

#include <memory>
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
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
