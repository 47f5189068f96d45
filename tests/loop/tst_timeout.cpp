#include "loop/gather.h"
#include "loop/shield.h"
#include "loop/sleep.h"
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
};

QTEST_GUILESS_MAIN(TestTimeout)
#include "tst_timeout.moc"
