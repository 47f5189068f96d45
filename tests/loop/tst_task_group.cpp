// SPDX-License-Identifier: MIT
#include "loop/sleep.h"
#include "loop/task_group.h"
#include "loop/timeout.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

class TestTaskGroup : public QObject {
    Q_OBJECT

private slots:
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

    void a_child_that_is_cancelled_alone_leaves_the_group_going() {
        run_test([]() -> Coroutine<> {
            TaskGroup group;
            auto cancelled = group.create_task(for_ever());
            auto other = group.create_task(turns(5));
            const auto body = [&]() -> Coroutine<> {
                co_await turns(1);
                cancelled.cancel();
                co_await turns(1);
            };
            const std::string end = co_await ending(group.run(body()));
            CO_VERIFY(end == "ok" && cancelled.cancelled() && !other.cancelled());
        });
    }

    void a_group_that_fails_takes_no_more_tasks() {
        run_test([]() -> Coroutine<> {
            TaskGroup group;
            bool refused = false;
            const auto late = [&]() -> Coroutine<> {
                try {
                    co_await for_ever();
                } catch (const CancelledError&) {
                    try {
                        group.create_task(turns(1));
                    } catch (const InvalidStateError&) {
                        refused = true;
                    }
                    throw;
                }
            };
            group.create_task(late());
            group.create_task(fail("why"));
            const std::string end = co_await ending(group.join());
            CO_VERIFY(refused && end == "unhandled errors in a TaskGroup: why");
        });
    }

    void a_group_that_ended_before_its_body_does_not_begin_it() {
        run_test([]() -> Coroutine<> {
            bool began = false;
            const auto body = [&]() -> Coroutine<> {
                began = true;
                co_return;
            };
            TaskGroup failed;
            failed.create_task(fail("early"));
            co_await turns(3);
            const std::string failure = co_await ending(failed.run(body()));
            CO_VERIFY(failure == "unhandled errors in a TaskGroup: early");
            TaskGroup cancelled;
            auto task = cancelled.create_task(for_ever());
            cancelled.cancel();
            const std::string end = co_await ending(cancelled.run(body()));
            CO_VERIFY(end == "ok" && task.cancelled() && !began);
            const std::string again = co_await ending(cancelled.run(body()));
            CO_VERIFY(again == "TaskGroup.run: once only" && !began);
        });
    }

    void a_group_without_tasks_is_its_body() {
        run_test([]() -> Coroutine<> {
            TaskGroup empty;
            co_await empty.join();
            TaskGroup group;
            const auto gives_up = []() -> Coroutine<> {
                co_await yield();
                throw CancelledError("of its own");
            };
            const std::string end = co_await ending(group.run(gives_up()));
            CO_VERIFY(end == "cancelled" && current_task().cancelling() == 0);
        });
    }

    void a_parent_cancelled_again_and_again_waits_for_its_tasks() {
        run_test([]() -> Coroutine<> {
            int cleaned = 0;
            const auto slow_to_end = [&]() -> Coroutine<> {
                try {
                    co_await for_ever();
                } catch (const CancelledError&) {
                }
                co_await turns(20);
                ++cleaned;
            };
            const auto parent = [&]() -> Coroutine<> {
                TaskGroup group;
                group.create_task(slow_to_end());
                co_await group.join();
            };
            auto task = create_task(parent());
            for (int i = 0; i < 3; ++i) {
                co_await turns(3);
                task.cancel();
            }
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled && cleaned == 1 && task.cancelling() == 3);
        });
    }

    void a_parent_cancelled_while_its_group_fails_hears_of_both() { // cpython 108951
        run_test([]() -> Coroutine<> {
            const auto slow_to_end = []() -> Coroutine<> {
                try {
                    co_await for_ever();
                } catch (const CancelledError&) {
                }
                co_await turns(20);
            };
            std::string end;
            const auto parent = [&]() -> Coroutine<> {
                TaskGroup group;
                group.create_task(slow_to_end());
                group.create_task(fail("child"));
                end = co_await ending(group.join());
                CO_VERIFY(current_task().cancelling() == 1);
                co_await for_ever();
            };
            auto task = create_task(parent());
            co_await turns(10); // the group is on its way to its end
            task.cancel();
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled && end == "unhandled errors in a TaskGroup: child");
        });
    }

    void groups_within_groups_keep_count_of_cancellations() {
        run_test([]() -> Coroutine<> {
            std::vector<std::string> ends;
            const auto inner = [&]() -> Coroutine<> {
                TaskGroup group;
                const auto body = [&]() -> Coroutine<> {
                    co_await turns(2);
                    group.cancel();
                    co_await for_ever();
                };
                const std::string cancelled = co_await ending(group.run(body()));
                ends.push_back(cancelled);
                CO_VERIFY(current_task().cancelling() == 0);
                TaskGroup other;
                other.create_task(for_ever());
                const std::string outer_failed = co_await ending(other.join());
                ends.push_back(outer_failed);
                CO_VERIFY(current_task().cancelling() == 1); // the outer group's, to take back
                throw CancelledError();
            };
            TaskGroup outer;
            outer.create_task(fail("late", 20));
            const std::string end = co_await ending(outer.run(inner()));
            CO_VERIFY((ends == std::vector<std::string>{"ok", "cancelled"}));
            CO_VERIFY(end == "unhandled errors in a TaskGroup: late");
            CO_VERIFY(current_task().cancelling() == 0);
            co_await turns(3);
        });
    }
};

QTEST_GUILESS_MAIN(TestTaskGroup)
#include "tst_task_group.moc"
