// SPDX-License-Identifier: MIT
#include "loop/gather.h"
#include "loop/introspection.h"
#include "loop/sleep.h"
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
            CO_VERIFY(!a.error() && !b && b.error());
            bool thrown = false;
            try {
                static_cast<void>(b.value());
            } catch (const std::runtime_error&) {
                thrown = true;
            }
            CO_VERIFY(thrown);
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

    void a_child_that_is_cancelled_counts_as_one_that_throws_cancelled_error() {
        run_test([]() -> Coroutine<> {
            auto cancelled = create_task(for_ever());
            auto other = create_task(after(2ms, 7));
            EventLoop::current()->call_soon([=] { cancelled.cancel(); });
            const std::string end = co_await ending_of(gather(cancelled, other));
            CO_VERIFY(end == "cancelled");
            CO_VERIFY(current_task().cancelling() == 0); // we were not
            CO_VERIFY(!other.done());
            const int x = co_await other;
            CO_VERIFY(x == 7);
        });
    }

    void a_gather_cancelled_after_the_first_exception_cancels_nobody() {
        run_test([]() -> Coroutine<> {
            Future<> failing;
            auto other = create_task(after(2ms, 7));
            const auto waiter = [=]() -> Coroutine<> { co_await gather(failing, other); };
            auto task = create_task(waiter);
            co_await turns(1);
            failing.set_exception(std::make_exception_ptr(std::runtime_error("first")));
            task.cancel(); // before its turn
            const std::string end = co_await ending_of(task);
            CO_VERIFY(end == "cancelled" && !other.done());
            const int x = co_await other;
            CO_VERIFY(x == 7);
            CO_VERIFY(failing.exception() != nullptr);
        });
    }

    /// As CPython 3.11 does.
    void a_child_that_fails_while_a_gather_is_cancelled_throws_through_it() {
        run_test([]() -> Coroutine<> {
            for (const bool all : {false, true}) {
                const auto failing = []() -> Coroutine<> {
                    try {
                        co_await sleep(24h);
                    } catch (const CancelledError&) {
                        throw std::runtime_error("in cleanup");
                    }
                };
                const auto waiter = [=]() -> Coroutine<> {
                    if (all)
                        co_await gather(return_exceptions, failing(), for_ever());
                    else
                        co_await gather(failing(), for_ever());
                };
                auto task = create_task(waiter);
                co_await turns(2);
                task.cancel();
                const std::string end = co_await ending_of(task);
                CO_VERIFY(end == (all ? "cancelled" : "in cleanup"));
            }
        });
    }

    void a_second_failure_is_reported() {
        EventLoop loop;
        std::vector<std::string> lost;
        loop.set_exception_handler([&](const LostException& e) { lost.push_back(e.message); });
        const auto main = []() -> Coroutine<> {
            auto second = create_task(fail("two", 3), "second");
            const std::string end = co_await ending_of(gather(fail("one"), std::move(second)));
            CO_VERIFY(end == "one");
            co_await turns(5);
        };
        auto task = create_task(loop, main());
        run_until_done(loop, task);
        QCOMPARE(lost.size(), std::size_t(1));
        QVERIFY(lost[0].starts_with("second"));
    }

    void one_task_may_be_gathered_twice_and_nothing_at_all() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(after(1ms, 3));
            const auto [a, b] = co_await gather(task, task);
            CO_VERIFY(a == 3 && b == 3);
            const std::tuple<> nothing = co_await gather();
            static_cast<void>(nothing);
        });
    }

    void gathered_coroutines_begin_here_and_now() {
        run_test([]() -> Coroutine<> {
            bool began = false;
            const auto begin = [&]() -> Coroutine<> {
                began = true;
                co_return;
            };
            auto later = gather(begin());
            co_await yield();
            CO_VERIFY(began);
            co_await later;
        });
    }

    void coroutines_of_a_range_know_where_they_became_tasks() {
        run_test([]() -> Coroutine<> {
            const auto work = []() -> Coroutine<std::string> {
                co_await yield();
                const std::source_location where = current_task().any_state()->created_at;
                co_return describe(where).substr(0, describe(where).find(' '));
            };
            std::vector<Coroutine<std::string>> works;
            works.push_back(work());
            const auto places = co_await gather(works);
            const std::string here = "tst_gather.cpp:" + std::to_string(__LINE__ - 1);
            CO_VERIFY(places[0] == here);
            const auto [unknown] = co_await gather(work());
            CO_VERIFY(unknown == "an");
        });
    }
};

QTEST_GUILESS_MAIN(TestGather)
#include "tst_gather.moc"
