#include "loop/gather.h"
#include "loop/shield.h"
#include "loop/sleep.h"
#include "loop/task_group.h"
#include "loop/timeout.h"
#include "loop/wait.h"
#include "tests/loop/coroutine_test.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

Coroutine<int> after(Duration delay, int value) {
    co_await sleep(delay);
    co_return value;
}

Coroutine<> fail(std::string why, int yields = 1) {
    for (int i = 0; i < yields; ++i)
        co_await yield();
    throw std::runtime_error(why);
}

Coroutine<> for_ever() { co_await sleep(24h); }

Coroutine<> turns(int count) {
    for (int i = 0; i < count; ++i)
        co_await yield();
}

/// How something ends, in a word.
template<typename T>
Coroutine<std::string> ending(Coroutine<T> coroutine) {
    try {
        co_await std::move(coroutine);
    } catch (const CancelledError&) {
        co_return "cancelled";
    } catch (const TimeoutError&) {
        co_return "timeout";
    } catch (const std::exception& e) {
        co_return e.what();
    }
    co_return "ok";
}

template<typename Awaitable>
Coroutine<std::string> ending_of(Awaitable awaitable) {
    try {
        co_await awaitable;
    } catch (const CancelledError&) {
        co_return "cancelled";
    } catch (const std::exception& e) {
        co_return e.what();
    }
    co_return "ok";
}

} // namespace

class TestCombining : public QObject {
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

    // -- timeouts -----------------------------------------------------------------------------

    void a_timeout_cancels_what_runs_inside() {
        run_test([]() -> Coroutine<> {
            const std::string late = co_await ending(timeout(1ms, for_ever()));
            CO_VERIFY(late == "timeout");
            CO_VERIFY(current_task().cancelling() == 0);
            const int in_time = co_await timeout(24h, after(1ms, 5));
            CO_VERIFY(in_time == 5);
            const std::string failed = co_await ending(timeout(24h, fail("why")));
            CO_VERIFY(failed == "why");
            const TimePoint now = EventLoop::current()->time();
            const std::string at = co_await ending(timeout_at(now + 1ms, for_ever()));
            CO_VERIFY(at == "timeout");
            co_await turns(3); // nothing of it lingers
        });
    }

    void a_timeout_can_be_rescheduled_from_inside() {
        run_test([]() -> Coroutine<> {
            Timeout limit(1ms);
            const auto body = [&]() -> Coroutine<int> {
                limit.reschedule(EventLoop::current()->time() + 24h);
                co_await sleep(3ms);
                co_return 1;
            };
            const int x = co_await limit.run(body());
            CO_VERIFY(x == 1 && !limit.expired());

            Timeout never(std::nullopt);
            const auto shorten = [&]() -> Coroutine<> {
                never.reschedule(EventLoop::current()->time());
                co_await for_ever();
            };
            const std::string end = co_await ending(never.run(shorten()));
            CO_VERIFY(end == "timeout" && never.expired());
        });
    }

    void nested_timeouts_know_their_own() {
        run_test([]() -> Coroutine<> {
            const std::string inner = co_await ending(timeout(24h, timeout(1ms, for_ever())));
            CO_VERIFY(inner == "timeout");
            const auto swallow = []() -> Coroutine<> {
                const std::string end = co_await ending(timeout(24h, for_ever()));
                CO_VERIFY(end == "cancelled"); // the outer one's doing
            };
            const std::string outer = co_await ending(timeout(1ms, swallow()));
            CO_VERIFY(outer == "ok");
        });
    }

    void a_cancellation_from_outside_stays_one_inside_a_timeout() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(timeout(24h, for_ever()));
            co_await turns(1);
            task.cancel();
            const std::string end = co_await ending_of(task);
            CO_VERIFY(end == "cancelled");
        });
    }

    void a_timeout_and_a_cancellation_at_once_are_a_cancellation() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(timeout(1ms, for_ever()));
            co_await yield();
            std::this_thread::sleep_for(2ms); // the limit is over, and has not been seen
            task.cancel();
            const std::string end = co_await ending_of(task);
            CO_VERIFY(end == "cancelled");
        });
    }

    void a_timeout_that_meets_the_result_leaves_nothing_behind() {
        run_test([]() -> Coroutine<> {
            for (int i = 0; i < 200; ++i) {
                Future<> future;
                EventLoop::current()->call_later(50us, [=] {
                    if (!future.done())
                        future.set_result();
                });
                const auto wait = [=]() -> Coroutine<> { co_await future; };
                const std::string end = co_await ending(timeout(50us, wait()));
                CO_VERIFY(end == "ok" || end == "timeout");
                CO_VERIFY(current_task().cancelling() == 0);
                co_await yield();
            }
        });
    }

    void wait_for_cancels_a_task_and_waits_for_its_end() {
        run_test([]() -> Coroutine<> {
            bool cleaned = false;
            const auto work = [&]() -> Coroutine<int> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                }
                co_await turns(3);
                cleaned = true;
                throw CancelledError();
            };
            auto task = create_task(work());
            const std::string end = co_await ending(wait_for(task, 1ms));
            CO_VERIFY(end == "timeout");
            CO_VERIFY(cleaned && task.cancelled());
            const int x = co_await wait_for(after(1ms, 3), 24h);
            CO_VERIFY(x == 3);
        });
    }

    // -- shield -------------------------------------------------------------------------------

    void shield_keeps_cancellation_from_what_it_waits_for() {
        run_test([]() -> Coroutine<> {
            auto inner = create_task(after(2ms, 9));
            const auto wait = [=]() -> Coroutine<int> {
                const int x = co_await shield(inner);
                co_return x;
            };
            auto outer = create_task(wait);
            co_await turns(2);
            outer.cancel();
            const std::string end = co_await ending_of(outer);
            CO_VERIFY(end == "cancelled");
            CO_VERIFY(!inner.done());
            const int x = co_await shield(inner);
            CO_VERIFY(x == 9);
        });
    }

    void what_is_shielded_lives_though_nobody_keeps_it() {
        run_test([]() -> Coroutine<> {
            int finished = 0;
            const auto inner = [&]() -> Coroutine<> {
                co_await turns(5);
                ++finished;
            };
            const auto wait = [&]() -> Coroutine<> { co_await shield(inner()); };
            auto outer = create_task(wait());
            co_await turns(2);
            outer.cancel();
            co_await turns(10);
            CO_VERIFY(finished == 1);
        });
    }

    // -- task groups --------------------------------------------------------------------------

    void a_group_ends_after_its_tasks() {
        run_test([]() -> Coroutine<> {
            int done = 0;
            const auto work = [&](int n) -> Coroutine<> {
                co_await turns(n);
                ++done;
            };
            TaskGroup group;
            const auto body = [&]() -> Coroutine<> {
                group.create_task(work(5));
                group.create_task(work, 7);
                co_await turns(1);
                group.create_task(work(1));
            };
            co_await group.run(body());
            CO_VERIFY(done == 3);
            bool closed = false;
            try {
                group.create_task(turns(1));
            } catch (const InvalidStateError&) {
                closed = true;
            }
            CO_VERIFY(closed);
        });
    }

    void tasks_of_a_group_may_add_others() {
        run_test([]() -> Coroutine<> {
            TaskGroup group;
            int done = 0;
            struct Tree {
                static Coroutine<> grow(TaskGroup& group, int& done, int depth) {
                    if (depth > 0) {
                        group.create_task(grow(group, done, depth - 1));
                        group.create_task(grow(group, done, depth - 1));
                    }
                    co_await yield();
                    ++done;
                }
            };
            group.create_task(Tree::grow(group, done, 5));
            co_await group.join();
            CO_VERIFY(done == 63);
        });
    }

    void a_failing_task_cancels_the_others_and_every_error_is_kept() {
        run_test([]() -> Coroutine<> {
            std::string message;
            bool sibling_cancelled = false;
            const auto sibling = [&]() -> Coroutine<> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                    sibling_cancelled = true;
                    throw std::runtime_error("while cleaning up");
                }
            };
            TaskGroup group;
            group.create_task(fail("one"));
            group.create_task(sibling());
            const auto body = []() -> Coroutine<> { co_await for_ever(); };
            try {
                co_await group.run(body());
            } catch (const ExceptionGroup& e) {
                message = e.what();
                CO_VERIFY(e.exceptions().size() == 2);
            }
            CO_VERIFY(sibling_cancelled);
            CO_VERIFY(message == "unhandled errors in a TaskGroup: one; while cleaning up");
            CO_VERIFY(current_task().cancelling() == 0);
            co_await turns(3); // and no cancellation lingers
        });
    }

    void an_exception_of_the_body_cancels_the_tasks() {
        run_test([]() -> Coroutine<> {
            TaskGroup group;
            auto task = group.create_task(for_ever());
            const std::string end = co_await ending(group.run(fail("body")));
            CO_VERIFY(end == "unhandled errors in a TaskGroup: body");
            CO_VERIFY(task.cancelled());
        });
    }

    void cancelling_the_parent_cancels_the_group() {
        run_test([]() -> Coroutine<> {
            for (const bool in_body : {true, false}) {
                Task<> child;
                const auto parent = [&]() -> Coroutine<> {
                    TaskGroup group;
                    child = group.create_task(for_ever());
                    co_await group.run(turns(in_body ? 1000 : 1));
                };
                auto task = create_task(parent());
                co_await turns(10);
                task.cancel();
                const std::string end = co_await ending_of(task);
                CO_VERIFY(end == "cancelled");
                CO_VERIFY(child.cancelled());
            }
        });
    }

    void a_child_that_fails_while_being_cancelled_wins_over_the_cancellation() {
        // and the parent's request stays counted (cpython 102780, 108951)
        run_test([]() -> Coroutine<> {
            int cancelling = -1;
            const auto parent = [&]() -> Coroutine<> {
                TaskGroup group;
                const auto child = []() -> Coroutine<> {
                    try {
                        co_await sleep(24h);
                    } catch (const CancelledError&) {
                        throw std::runtime_error("in cleanup");
                    }
                };
                group.create_task(child());
                std::string end;
                try {
                    co_await group.join();
                } catch (const ExceptionGroup&) {
                    end = "group";
                }
                CO_VERIFY(end == "group");
                cancelling = current_task().cancelling();
                co_await yield(); // here the cancellation arrives after all
                CO_VERIFY(false);
            };
            auto task = create_task(parent());
            co_await turns(5);
            task.cancel();
            const std::string end = co_await ending_of(task);
            CO_VERIFY(cancelling == 1);
            CO_VERIFY(end == "cancelled");
        });
    }

    void a_group_can_be_cancelled_without_failing() {
        run_test([]() -> Coroutine<> {
            TaskGroup group;
            auto task = group.create_task(for_ever());
            const auto body = [&]() -> Coroutine<> {
                co_await turns(2);
                group.cancel();
                co_await for_ever();
            };
            co_await group.run(body());
            CO_VERIFY(task.cancelled());
            CO_VERIFY(current_task().cancelling() == 0);
        });
    }

    void cancelling_a_group_does_not_swallow_a_cancellation_from_outside() { // cpython 155433
        run_test([]() -> Coroutine<> {
            const auto parent = []() -> Coroutine<> {
                TaskGroup group;
                const auto body = [&]() -> Coroutine<> {
                    current_task().cancel("outside");
                    group.cancel();
                    co_await for_ever();
                };
                co_await group.run(body());
            };
            auto task = create_task(parent());
            const std::string end = co_await ending_of(task);
            CO_VERIFY(end == "cancelled");
        });
    }

    void nested_groups_pass_failures_up() {
        run_test([]() -> Coroutine<> {
            TaskGroup outer;
            auto bystander = outer.create_task(for_ever());
            const auto inner = []() -> Coroutine<> {
                TaskGroup group;
                group.create_task(fail("deep"));
                co_await group.run(for_ever());
            };
            outer.create_task(inner());
            const std::string end = co_await ending(outer.join());
            CO_VERIFY(end ==
                      "unhandled errors in a TaskGroup: unhandled errors in a TaskGroup: deep");
            CO_VERIFY(bystander.cancelled());
        });
    }

    void a_group_that_is_destroyed_unwinds_its_tasks_on_the_spot() {
        run_test([]() -> Coroutine<> {
            auto token = std::make_shared<int>();
            const auto hold = [](std::shared_ptr<int>) -> Coroutine<> { co_await for_ever(); };
            Task<> handle;
            {
                TaskGroup group;
                handle = group.create_task(hold(token));
                group.create_task(hold(token));
                co_await turns(2);
            }
            CO_VERIFY(token.use_count() == 1);
            CO_VERIFY(handle.cancelled());
        });
    }
};

QTEST_GUILESS_MAIN(TestCombining)
#include "tst_combining.moc"
