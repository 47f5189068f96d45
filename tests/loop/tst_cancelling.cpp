// SPDX-License-Identifier: MIT
#include "loop/gather.h"
#include "loop/sleep.h"
#include "loop/task.h"
#include "tests/loop/combining_test.h"

#include <stdexcept>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

Coroutine<int> answer() { co_return 42; }

Coroutine<> await_any(const AnyTask& task) { co_await task; }

} // namespace

class TestCancelling : public QObject {
    Q_OBJECT

private slots:
    void cancelling_throws_where_the_task_waits() {
        std::string story;
        run_test([&]() -> Coroutine<> {
            const auto work = [&]() -> Coroutine<> {
                try {
                    co_await for_ever();
                } catch (const CancelledError& e) {
                    story += e.message();
                    throw;
                }
            };
            auto task = create_task(work());
            co_await yield();
            CO_VERIFY(task.cancel("enough"));
            CO_VERIFY(!task.done());
            try {
                co_await task;
            } catch (const CancelledError& e) {
                story += "+" + e.message();
            }
            CO_VERIFY(task.cancelled() && task.done());
            CO_VERIFY(!task.cancel());
        });
        QCOMPARE(story, std::string("enough+enough"));
    }

    void a_task_cancelled_before_its_first_step_never_begins() {
        bool began = false;
        run_test([&]() -> Coroutine<> {
            const auto work = [&]() -> Coroutine<> {
                began = true;
                co_return;
            };
            auto task = create_task(work());
            task.cancel();
            try {
                co_await task;
            } catch (const CancelledError&) {
            }
            CO_VERIFY(task.cancelled());
        });
        QVERIFY(!began);
    }

    void a_task_that_cancels_itself_notices_at_its_next_wait() {
        std::string story;
        run_test([&]() -> Coroutine<> {
            const auto work = [&]() -> Coroutine<> {
                current_task().cancel();
                story += "still running ";
                const int x = co_await answer(); // does not wait
                story += std::to_string(x);
                co_await sleep(24h);
                story += " never";
            };
            auto task = create_task(work());
            try {
                co_await task;
            } catch (const CancelledError&) {
            }
            CO_VERIFY(task.cancelled());
        });
        QCOMPARE(story, std::string("still running 42"));
    }

    void cancelling_a_task_that_awaits_another_cancels_that_one() {
        run_test([]() -> Coroutine<> {
            auto inner = create_task(for_ever());
            const auto waiter = [inner]() -> Coroutine<> { co_await inner; };
            auto outer = create_task(waiter);
            co_await yield();
            co_await yield();
            outer.cancel();
            try {
                co_await outer;
            } catch (const CancelledError&) {
            }
            CO_VERIFY(outer.cancelled());
            CO_VERIFY(inner.cancelled());
        });
    }

    void a_task_may_refuse_to_be_cancelled() {
        run_test([]() -> Coroutine<> {
            const auto stubborn = []() -> Coroutine<int> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                }
                const int asked = current_task().cancelling();
                const int left = current_task().uncancel();
                co_await yield();
                co_return 7 * asked + left;
            };
            auto task = create_task(stubborn());
            co_await yield();
            task.cancel();
            const int x = co_await task;
            CO_VERIFY(x == 7);
            CO_VERIFY(!task.cancelled());
        });
    }

    void cancelling_a_woken_task_wins_over_its_result() {
        run_test([]() -> Coroutine<> {
            Future<int> future;
            const auto waiter = [future]() -> Coroutine<int> {
                const int x = co_await future;
                co_return x;
            };
            auto task = create_task(waiter);
            co_await yield();
            future.set_result(1);
            task.cancel();
            try {
                const int x = co_await task;
                CO_VERIFY(x == -1);
            } catch (const CancelledError&) {
            }
            CO_VERIFY(task.cancelled());
        });
    }

    void cancelled_error_is_no_std_exception() {
        run_test([]() -> Coroutine<> {
            const auto swallow = []() -> Coroutine<> {
                try {
                    co_await sleep(24h);
                } catch (const std::exception&) {
                }
            };
            auto task = create_task(swallow());
            co_await yield();
            task.cancel();
            try {
                co_await task;
            } catch (const CancelledError&) {
            }
            CO_VERIFY(task.cancelled());
        });
    }

    void a_request_to_cancel_that_is_taken_back_in_time_is_never_noticed() { // cpython 102780
        run_test([]() -> Coroutine<> {
            int steps = 0;
            const auto work = [&]() -> Coroutine<> {
                current_task().cancel();
                current_task().uncancel();
                co_await yield();
                ++steps;
                current_task().cancel();
                current_task().cancel();
                const int left = current_task().uncancel();
                CO_VERIFY(left == 1);
                try {
                    co_await yield();
                } catch (const CancelledError&) {
                    ++steps;
                }
                current_task().uncancel();
                co_await yield();
                ++steps;
            };
            auto task = create_task(work());
            co_await task;
            CO_VERIFY(steps == 3);
            CO_VERIFY(task.cancelling() == 0);
        });
    }

    void requests_are_counted_and_never_less_than_none() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(for_ever());
            co_await turns(1);
            CO_VERIFY(task.uncancel() == 0 && task.cancelling() == 0);
            CO_VERIFY(task.cancel("first") && task.cancel("second"));
            CO_VERIFY(task.cancelling() == 2);
            std::string message;
            try {
                co_await task;
            } catch (const CancelledError& e) {
                message = e.message();
            }
            CO_VERIFY(message == "second"); // the latest
            CO_VERIFY(!task.cancel() && task.cancelling() == 2);
        });
    }

    void a_task_can_be_cancelled_again_while_it_cleans_up() {
        std::string story;
        run_test([&]() -> Coroutine<> {
            const auto work = [&]() -> Coroutine<> {
                try {
                    co_await for_ever();
                } catch (const CancelledError& e) {
                    story += e.message();
                }
                try {
                    co_await for_ever();
                } catch (const CancelledError& e) {
                    story += e.message();
                    throw;
                }
            };
            auto task = create_task(work());
            for (const char* const message : {"a", "b"}) {
                co_await turns(2);
                task.cancel(message);
            }
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled && task.cancelling() == 2);
        });
        QCOMPARE(story, std::string("ab"));
    }

    void the_message_goes_down_to_what_is_awaited_and_comes_back() {
        std::string story;
        run_test([&]() -> Coroutine<> {
            const auto inner = [&]() -> Coroutine<> {
                try {
                    co_await for_ever();
                } catch (const CancelledError& e) {
                    story += "inner " + e.message();
                    throw;
                }
            };
            auto awaited = create_task(inner());
            const auto outer = [&]() -> Coroutine<> { co_await awaited; };
            auto task = create_task(outer());
            co_await turns(2);
            task.cancel("why");
            try {
                co_await task;
            } catch (const CancelledError& e) {
                story += ", outer " + e.message();
            }
            CO_VERIFY(awaited.cancelling() == 1);
        });
        QCOMPARE(story, std::string("inner why, outer why"));
    }

    void a_request_after_the_last_wait_cancels_what_returns_but_not_what_throws() {
        run_test([]() -> Coroutine<> {
            const auto returns = []() -> Coroutine<int> {
                current_task().cancel("late");
                co_return 1;
            };
            const auto throws = []() -> Coroutine<int> {
                current_task().cancel("late");
                throw std::runtime_error("thrown");
                co_return 1;
            };
            auto returning = create_task(returns());
            auto throwing = create_task(throws());
            const std::string first = co_await ending_of(returning);
            const std::string second = co_await ending_of(throwing);
            CO_VERIFY(first == "cancelled" && returning.cancelled());
            CO_VERIFY(second == "thrown" && !throwing.cancelled());
        });
    }

    void a_task_that_throws_cancelled_error_of_its_own_is_cancelled() {
        run_test([]() -> Coroutine<> {
            const auto gives_up = []() -> Coroutine<> {
                co_await yield();
                throw CancelledError("of its own");
            };
            auto task = create_task(gives_up());
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled && task.cancelled() && task.cancelling() == 0);
            bool thrown = false;
            try {
                static_cast<void>(task.exception());
            } catch (const CancelledError&) {
                thrown = true;
            }
            CO_VERIFY(thrown);
        });
    }

    void who_waits_for_the_same_as_one_who_is_cancelled_is_not_cancelled_itself() {
        run_test([]() -> Coroutine<> {
            Future<> future;
            int cancelling = -1;
            const auto survive = [&]() -> Coroutine<std::string> {
                const std::string end = co_await ending_of(future);
                cancelling = current_task().cancelling();
                co_await yield();
                co_return end;
            };
            auto bystander = create_task(survive());
            const auto wait = [=]() -> Coroutine<> { co_await future; };
            auto task = create_task(wait);
            co_await turns(2);
            task.cancel();
            const std::string end = co_await bystander;
            CO_VERIFY(end == "cancelled" && cancelling == 0 && !bystander.cancelled());
        });
    }

    void tasks_that_wait_for_each_other_can_be_cancelled() {
        run_test([]() -> Coroutine<> {
            for (const bool gathering : {false, true}) {
                std::vector<AnyTask> circle(3);
                const auto follow = [&](int next) -> Coroutine<> {
                    if (gathering)
                        co_await gather(await_any(circle[next]));
                    else
                        co_await circle[next];
                };
                for (int i = 0; i < 3; ++i)
                    circle[i] = create_task(follow((i + 1) % 3));
                co_await turns(3);
                circle[0].cancel();
                for (const AnyTask& task : circle) {
                    const bool cancelled = co_await was_cancelled(task);
                    CO_VERIFY(cancelled);
                }
            }
            AnyTask self;
            const auto wait = [&]() -> Coroutine<> { co_await self; };
            self = create_task(wait());
            co_await turns(2);
            self.cancel();
            const bool cancelled = co_await was_cancelled(self);
            CO_VERIFY(cancelled);
        });
    }

    void a_loop_ends_though_tasks_wait_for_each_other() {
        std::vector<AnyTask> pair(2);
        {
            EventLoop loop;
            const auto follow = [&](int next) -> Coroutine<> { co_await pair[next]; };
            for (int i = 0; i < 2; ++i)
                pair[i] = create_task(loop, follow(1 - i));
            while (loop.run_ready(Clock::now(), false)) {
            }
        }
        QVERIFY(pair[0].cancelled() && pair[1].cancelled());
    }
};

QTEST_GUILESS_MAIN(TestCancelling)
#include "tst_cancelling.moc"
