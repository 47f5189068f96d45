// SPDX-License-Identifier: MIT
#include "loop/sleep.h"
#include "loop/task_group.h"
#include "loop/time_source.h"
#include "loop/timeout.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

class TestTimeout : public QObject {
    Q_OBJECT

private slots:
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

    void limits_and_groups_keep_count_of_each_others_cancellations() {
        run_test([]() -> Coroutine<> {
            const auto in_group = []() -> Coroutine<> {
                TaskGroup group;
                group.create_task(for_ever());
                co_await group.run(for_ever());
            };
            // A limit around a group, a group that fails inside of a limit, a limit in a group.
            const std::string around = co_await ending(timeout(1ms, in_group()));
            CO_VERIFY(around == "timeout" && current_task().cancelling() == 0);

            const auto failing = []() -> Coroutine<> {
                TaskGroup group;
                group.create_task(fail("child"));
                co_await group.run(for_ever());
            };
            const std::string inside = co_await ending(timeout(24h, failing()));
            CO_VERIFY(inside == "unhandled errors in a TaskGroup: child");
            CO_VERIFY(current_task().cancelling() == 0);

            TaskGroup group;
            group.create_task(fail("child", 5));
            const std::string body = co_await ending(group.run(timeout(24h, for_ever())));
            CO_VERIFY(body == "unhandled errors in a TaskGroup: child");
            CO_VERIFY(current_task().cancelling() == 0);

            // Somebody else's request is not theirs to take back.
            auto cancelled = create_task([=]() -> Coroutine<> {
                const std::string end = co_await ending(timeout(24h, in_group()));
                CO_VERIFY(end == "cancelled" && current_task().cancelling() == 1);
                const std::string again = co_await ending(timeout(1ms, in_group()));
                CO_VERIFY(again == "timeout" && current_task().cancelling() == 1);
                throw CancelledError();
            });
            co_await turns(3);
            cancelled.cancel();
            const bool was = co_await was_cancelled(cancelled);
            CO_VERIFY(was && cancelled.cancelling() == 1);
            co_await turns(3); // nothing lingers
        });
    }

    void an_exception_while_a_limit_cancels_comes_out() {
        run_test([]() -> Coroutine<> {
            const auto cleanup = []() -> Coroutine<> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                    throw std::runtime_error("in cleanup");
                }
            };
            const std::string inside = co_await ending(timeout(1ms, cleanup()));
            const std::string of_task = co_await ending(wait_for(create_task(cleanup()), 1ms));
            CO_VERIFY(inside == "in cleanup" && of_task == "in cleanup");
            CO_VERIFY(current_task().cancelling() == 0);
        });
    }

    void a_task_that_others_cancel_within_a_limit_is_no_timeout() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(for_ever());
            EventLoop::current()->call_soon([=] { task.cancel(); });
            const std::string end = co_await ending(wait_for(task, 24h));
            CO_VERIFY(end == "cancelled" && current_task().cancelling() == 0);
        });
    }

    void one_who_refuses_to_end_gives_its_result_in_spite_of_the_limit() {
        run_test([]() -> Coroutine<> {
            const auto stubborn = []() -> Coroutine<int> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                }
                co_return 5;
            };
            Timeout limit(1ms);
            const int inside = co_await limit.run(stubborn());
            CO_VERIFY(inside == 5 && limit.expired());
            auto task = create_task(stubborn());
            const int of_task = co_await wait_for(task, 1ms);
            CO_VERIFY(of_task == 5 && !task.cancelled());
            CO_VERIFY(current_task().cancelling() == 0);
            co_await turns(3);
        });
    }

    void no_time_at_all_cancels_at_the_first_wait() {
        run_test([]() -> Coroutine<> {
            for (const Duration delay : {Duration(0s), Duration(-1h)}) {
                int waits = 0;
                const auto body = [&]() -> Coroutine<> {
                    for (; waits < 3; ++waits)
                        co_await yield();
                };
                const std::string end = co_await ending(timeout(delay, body()));
                CO_VERIFY(end == "timeout" && waits == 0);
                const auto busy = []() -> Coroutine<int> { co_return 1; };
                const int x = co_await timeout(delay, busy()); // does not wait
                CO_VERIFY(x == 1);
                co_await turns(3);
            }
        });
    }

    void what_is_over_cannot_be_moved_nor_used_again() {
        run_test([]() -> Coroutine<> {
            Timeout limit(0s);
            const std::string end = co_await ending(limit.run(for_ever()));
            CO_VERIFY(end == "timeout" && limit.expired() && limit.when());
            bool refused = false;
            try {
                limit.reschedule(std::nullopt);
            } catch (const InvalidStateError&) {
                refused = true;
            }
            CO_VERIFY(refused);
            const std::string again = co_await ending(limit.run(for_ever()));
            CO_VERIFY(again == "Timeout.run: once only");
        });
    }

    void a_limit_can_be_taken_away() {
        run_test([]() -> Coroutine<> {
            Timeout limit(1ms);
            CO_VERIFY(!limit.when());
            const auto body = [&]() -> Coroutine<> {
                CO_VERIFY(limit.when());
                limit.reschedule(std::nullopt);
                CO_VERIFY(!limit.when());
                co_await sleep(3ms);
            };
            const std::string end = co_await ending(limit.run(body()));
            CO_VERIFY(end == "ok" && !limit.expired());
        });
    }
};

QTEST_GUILESS_MAIN(TestTimeout)
#include "tst_timeout.moc"
