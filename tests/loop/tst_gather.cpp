#include "loop/gather.h"
#include "loop/sleep.h"
#include "loop/wait.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

class TestGather : public QObject {
    Q_OBJECT

private slots:
    // -- gather -------------------------------------------------------------------------------

    void gather_gives_the_values_in_the_order_of_its_arguments() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(after(1ms, 3));
            Future<std::string> future;
            EventLoop::current()->call_soon([future] { future.set_result("f"); });
            auto all = gather(after(2ms, 1), after(0ms, 2), task, future, turns(3));
            const auto [a, b, c, text, nothing] = co_await all;
            CO_VERIFY(a == 1 && b == 2 && c == 3 && text == "f");
            static_cast<void>(nothing);
        });
    }

    void gather_takes_ranges_and_moves_what_cannot_be_copied() {
        run_test([]() -> Coroutine<> {
            const auto make = [](int i) -> Coroutine<std::unique_ptr<int>> {
                co_await yield();
                co_return std::make_unique<int>(i);
            };
            std::vector<Coroutine<std::unique_ptr<int>>> coroutines;
            for (int i = 0; i < 10; ++i)
                coroutines.push_back(make(i));
            const auto values = co_await gather(coroutines);
            CO_VERIFY(values.size() == 10);
            CO_VERIFY(*values[7] == 7);
            const auto none = co_await gather(std::vector<Task<int>>());
            CO_VERIFY(none.empty());
        });
    }

    void gather_leaves_values_to_those_who_have_a_handle() {
        run_test([]() -> Coroutine<> {
            const auto text = []() -> Coroutine<std::string> { co_return "text"; };
            auto task = create_task(text());
            const auto [copy] = co_await gather(task);
            CO_VERIFY(copy == "text");
            CO_VERIFY(task.result() == "text");
        });
    }

    void gather_takes_tasks_that_are_done_already() {
        run_test([]() -> Coroutine<> {
            auto done = create_task(after(0ms, 1));
            co_await done;
            auto all = gather(done, after(1ms, 2), done);
            const auto [a, b, c] = co_await all;
            CO_VERIFY(a == 1 && b == 2 && c == 1);
            const auto [only] = co_await gather(done);
            CO_VERIFY(only == 1);
        });
    }

    void gather_throws_the_first_exception_at_once_and_the_others_go_on() {
        run_test([]() -> Coroutine<> {
            auto slow = create_task(after(2ms, 7));
            auto both = gather(slow, fail("first", 1), turns(1000));
            bool thrown = false;
            try {
                co_await both;
            } catch (const std::runtime_error& e) {
                thrown = std::string(e.what()) == "first";
            }
            CO_VERIFY(thrown);
            CO_VERIFY(!slow.done());
            const int x = co_await slow;
            CO_VERIFY(x == 7);
        });
    }

    void gather_can_return_exceptions() {
        run_test([]() -> Coroutine<> {
            auto cancelled = create_task(for_ever());
            cancelled.cancel();
            auto all = gather(return_exceptions, after(1ms, 1), fail("x"), cancelled);
            const auto [a, b, c] = co_await all;
            CO_VERIFY(a && a.value() == 1);
            CO_VERIFY(!b && b.error());
            CO_VERIFY(!c && detail::is_cancelled_error(c.error()));
        });
    }

    void cancelling_gather_cancels_every_child() {
        run_test([]() -> Coroutine<> {
            auto a = create_task(for_ever());
            auto b = create_task(for_ever());
            const auto wait = [=]() -> Coroutine<> { co_await gather(a, b); };
            auto task = create_task(wait);
            co_await turns(2);
            task.cancel();
            const std::string end = co_await ending_of(task);
            CO_VERIFY(end == "cancelled");
            co_await turns(2);
            CO_VERIFY(a.cancelled() && b.cancelled());
        });
    }

    void a_cancelled_gather_is_cancelled_though_its_children_refuse() {
        run_test([]() -> Coroutine<> {
            const auto stubborn = []() -> Coroutine<int> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                }
                co_return 1;
            };
            for (const bool all : {false, true}) {
                auto child = create_task(stubborn());
                const auto wait = [=]() -> Coroutine<> {
                    if (all)
                        co_await gather(return_exceptions, child);
                    else
                        co_await gather(child);
                };
                auto task = create_task(wait);
                co_await turns(2);
                task.cancel();
                const std::string end = co_await ending_of(task);
                CO_VERIFY(end == "cancelled");
                CO_VERIFY(child.result() == 1);
            }
        });
    }

    // -- wait, as_completed -------------------------------------------------------------------

    void wait_tells_what_is_done_when_asked_to() {
        run_test([]() -> Coroutine<> {
            std::vector<Task<int>> tasks{create_task(after(24h, 0)), create_task(after(1ms, 1))};
            auto first = co_await wait(tasks, ReturnWhen::FirstCompleted);
            CO_VERIFY(first.done.size() == 1 && first.done[0] == tasks[1]);
            CO_VERIFY(first.pending.size() == 1);
            auto limited = co_await wait(tasks, ReturnWhen::AllCompleted, 1ms);
            CO_VERIFY(limited.done.size() == 1 && limited.pending.size() == 1);
            tasks[0].cancel();
            auto all = co_await wait(tasks);
            CO_VERIFY(all.pending.empty() && all.done.size() == 2);
        });
    }

    void wait_for_the_first_exception_ignores_success() {
        run_test([]() -> Coroutine<> {
            std::vector<Task<>> tasks{create_task(turns(1)), create_task(fail("x", 5)),
                                      create_task(for_ever())};
            auto outcome = co_await wait(tasks, ReturnWhen::FirstException);
            CO_VERIFY(outcome.done.size() == 2);
            CO_VERIFY(tasks[1].exception() != nullptr);
            tasks[2].cancel();
        });
    }

    void cancelling_wait_cancels_no_child() {
        run_test([]() -> Coroutine<> {
            auto child = create_task(for_ever());
            const auto waiter = [=]() -> Coroutine<> {
                const std::vector<Task<>> tasks{child};
                co_await wait(tasks, ReturnWhen::AllCompleted, 24h);
            };
            auto task = create_task(waiter);
            co_await turns(2);
            task.cancel();
            const std::string end = co_await ending_of(task);
            CO_VERIFY(end == "cancelled");
            CO_VERIFY(!child.done());
        });
    }

    void as_completed_gives_tasks_as_they_end() {
        std::vector<int> order;
        run_test([&]() -> Coroutine<> {
            std::vector<Task<int>> tasks;
            for (const int ms : {5, 1, 3})
                tasks.push_back(create_task(after(std::chrono::milliseconds(ms), ms)));
            auto done = as_completed(tasks);
            for (;;) {
                const auto task = co_await done.next();
                if (!task)
                    break;
                order.push_back(task->result());
            }
        });
        QCOMPARE(order, (std::vector{1, 3, 5}));
    }
};

QTEST_GUILESS_MAIN(TestGather)
#include "tst_gather.moc"
