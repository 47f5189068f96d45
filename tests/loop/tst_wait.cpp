// SPDX-License-Identifier: MIT
#include "loop/sleep.h"
#include "loop/time_source.h"
#include "loop/wait.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

class TestWait : public QObject {
    Q_OBJECT

private slots:
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

    void to_be_cancelled_is_no_exception_to_wait_for() {
        run_test([]() -> Coroutine<> {
            std::vector<Task<>> tasks{create_task(for_ever()), create_task(turns(20))};
            EventLoop::current()->call_soon([=] { tasks[0].cancel(); });
            auto outcome = co_await wait(tasks, ReturnWhen::FirstException);
            CO_VERIFY(outcome.pending.empty());
        });
    }

    void wait_for_what_is_done_does_not_wait() {
        run_test([]() -> Coroutine<> {
            auto nothing = co_await wait(std::vector<Task<>>());
            CO_VERIFY(nothing.done.empty() && nothing.pending.empty());
            std::vector<Task<>> tasks{create_task(turns(0)), create_task(fail("x")),
                                      create_task(for_ever())};
            co_await turns(3);
            auto first = co_await wait(tasks, ReturnWhen::FirstCompleted);
            CO_VERIFY(first.done.size() == 2 && first.pending.size() == 1);
            auto failed = co_await wait(tasks, ReturnWhen::FirstException);
            CO_VERIFY(failed.done.size() == 2);
            CO_VERIFY(tasks[1].exception() != nullptr);
            auto looked = co_await wait(tasks, ReturnWhen::AllCompleted, 0s);
            CO_VERIFY(looked.done.size() == 2);
        });
    }

    void a_limit_and_a_result_in_the_same_turn_are_told_apart_by_what_is_done() {
        for (const bool result_first : {true, false}) {
            EventLoop loop;
            loop.set_time_source(std::make_unique<VirtualTime>());
            const auto main = [=]() -> Coroutine<> {
                Future<int> future;
                const auto set = [=] { future.set_result(1); };
                if (result_first)
                    EventLoop::current()->call_later(1s, set);
                const std::vector<Future<int>> futures{future};
                const auto waiter = [=]() -> Coroutine<std::size_t> {
                    auto outcome = co_await wait(futures, ReturnWhen::FirstCompleted, 1s);
                    co_return outcome.done.size();
                };
                auto task = create_task(waiter);
                co_await turns(1);
                if (!result_first)
                    EventLoop::current()->call_later(1s, set);
                const std::size_t done = co_await task;
                CO_VERIFY(done == (result_first ? 1 : 0));
                co_await turns(2);
                CO_VERIFY(future.result() == 1);
            };
            auto task = create_task(loop, main());
            run_until_done(loop, task);
            task.result();
        }
    }

    void as_completed_gives_those_that_failed_and_were_cancelled_too() {
        run_test([]() -> Coroutine<> {
            const std::vector<Task<>> tasks{create_task(fail("x", 3)), create_task(for_ever()),
                                            create_task(turns(8))};
            EventLoop::current()->call_soon([=] { tasks[1].cancel(); });
            auto arrivals = as_completed(tasks);
            std::vector<std::string> ends;
            for (;;) {
                const auto task = co_await arrivals.next();
                if (!task)
                    break;
                CO_VERIFY(task->done());
                const std::string end = co_await ending_of(*task);
                ends.push_back(end);
            }
            CO_VERIFY((ends == std::vector<std::string>{"cancelled", "x", "ok"}));
        });
    }

    void as_completed_gives_first_what_is_done_already_and_ends_when_it_is_cancelled() {
        run_test([]() -> Coroutine<> {
            auto done = create_task(after(0s, 1));
            co_await done;
            auto pending = create_task(after(24h, 2));
            const auto consume = [=](int& got) -> Coroutine<> {
                auto arrivals = as_completed(std::vector{pending, done});
                for (;;) {
                    const auto task = co_await arrivals.next();
                    got = task->result();
                }
            };
            int got = 0;
            auto task = create_task(consume(got));
            co_await turns(3);
            CO_VERIFY(got == 1 && !task.done());
            task.cancel();
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled && !pending.done());
        });
    }
};

QTEST_GUILESS_MAIN(TestWait)
#include "tst_wait.moc"
