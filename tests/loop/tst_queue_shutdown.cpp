// SPDX-License-Identifier: MIT
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

const std::string shut_down = QueueShutDown().what();

} // namespace

class TestQueueShutdown : public QObject {
    Q_OBJECT

private slots:
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

    void those_who_wait_for_what_cannot_come_are_told() {
        run_test([]() -> Coroutine<> {
            Queue<int> empty;
            Queue<int> full(1);
            full.put_nowait(0);
            for (const bool immediate : {false, true}) {
                std::vector<Task<std::string>> ends;
                for (int i = 0; i < 2; ++i) {
                    ends.push_back(create_task(ending_of(create_task(empty.get()))));
                    ends.push_back(create_task(ending_of(create_task(full.put(1)))));
                }
                co_await turns(3);
                empty.shutdown(immediate);
                full.shutdown(immediate);
                for (const auto& end : ends) {
                    const std::string how = co_await end;
                    CO_VERIFY(how == shut_down);
                }
            }
        });
    }

    void nothing_can_be_put_any_more() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue;
            queue.shutdown();
            queue.shutdown(); // twice is no error
            const std::string put = co_await ending_of(create_task(queue.put(1)));
            const std::string get = co_await ending_of(create_task(queue.get()));
            CO_VERIFY(put == shut_down && get == shut_down);
            int refused = 0;
            try {
                queue.put_nowait(1);
            } catch (const QueueShutDown&) {
                ++refused;
            }
            try {
                queue.get_nowait();
            } catch (const QueueShutDown&) {
                ++refused;
            }
            CO_VERIFY(refused == 2);
        });
    }

    void what_is_there_can_be_got_and_is_waited_for() {
        run_test([]() -> Coroutine<> {
            PriorityQueue<int> queue;
            for (const int item : {3, 1, 2})
                queue.put_nowait(item);
            auto joining = create_task(queue.join());
            queue.shutdown();
            for (const int expected : {1, 2, 3}) {
                const int item = co_await queue.get();
                CO_VERIFY(item == expected && !joining.done());
                queue.task_done();
            }
            co_await joining;
            const std::string end = co_await ending_of(create_task(queue.get()));
            CO_VERIFY(end == shut_down);
        });
    }

    void at_once_it_drops_what_is_there_but_waits_for_what_was_got() {
        run_test([]() -> Coroutine<> {
            Queue<int> queue;
            for (int i = 0; i < 3; ++i)
                queue.put_nowait(i);
            queue.get_nowait();
            auto joining = create_task(queue.join());
            co_await turns(1);
            queue.shutdown(true);
            CO_VERIFY(queue.empty());
            co_await turns(2);
            CO_VERIFY(!joining.done()); // one is being worked on
            queue.task_done();
            co_await joining;
        });
    }

    void an_item_that_was_promised_is_given_and_dropped_if_it_comes_back() {
        run_test([]() -> Coroutine<> {
            for (const bool comes_back : {false, true}) {
                Queue<int> queue;
                auto getter = create_task(queue.get());
                co_await turns(1);
                queue.put_nowait(1); // the getter's
                queue.shutdown(true);
                if (comes_back)
                    getter.cancel();
                const std::string end = co_await ending_of(getter);
                CO_VERIFY(end == (comes_back ? "cancelled" : "ok"));
                CO_VERIFY(queue.empty());
                if (!comes_back)
                    queue.task_done();
                co_await queue.join();
            }
        });
    }
};

QTEST_GUILESS_MAIN(TestQueueShutdown)
#include "tst_queue_shutdown.moc"
