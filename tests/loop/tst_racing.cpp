// SPDX-License-Identifier: MIT
#include "loop/sleep.h"
#include "loop/time_source.h"
#include "loop/timeout.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <string>

using namespace braid;
using namespace std::chrono_literals;

/// A time limit and a result in the same turn.
class TestRacing : public QObject {
    Q_OBJECT

private slots:
    void a_result_that_comes_just_before_the_limit_is_lost_to_the_one_who_waits_and_only_to_it() {
        run_test([]() -> Coroutine<> {
            Future<int> future;
            Timeout limit(std::nullopt);
            const auto body = [=]() -> Coroutine<> { co_await future; };
            auto task = create_task(ending(limit.run(body())));
            co_await turns(2);
            limit.reschedule(EventLoop::current()->time()); // queued
            future.set_result(1);                           // wakes the task, behind it
            const std::string end = co_await task;
            CO_VERIFY(end == "timeout" && future.result() == 1);
        });
    }

    void a_limit_that_comes_just_before_the_result_cancels_what_would_give_it() {
        run_test([]() -> Coroutine<> {
            Future<int> future;
            Timeout limit(std::nullopt);
            const auto body = [=]() -> Coroutine<> { co_await future; };
            auto task = create_task(ending(limit.run(body())));
            co_await turns(2);
            limit.reschedule(EventLoop::current()->time());
            bool refused = false;
            EventLoop::current()->call_soon([&, future] {
                try {
                    future.set_result(1);
                } catch (const InvalidStateError&) {
                    refused = true;
                }
            });
            const std::string end = co_await task;
            CO_VERIFY(end == "timeout" && refused && future.cancelled());
        });
    }

    void a_result_that_was_taken_before_the_limit_counts() {
        run_test([]() -> Coroutine<> {
            Future<int> future;
            Timeout limit(std::nullopt);
            const auto body = [=]() -> Coroutine<> { co_await future; };
            auto task = create_task(ending(limit.run(body())));
            co_await turns(2);
            future.set_result(1);                           // wakes the task
            limit.reschedule(EventLoop::current()->time()); // queued, behind it
            const std::string end = co_await task;
            CO_VERIFY(end == "ok" && !limit.expired());
            co_await turns(3); // and nothing comes of it later
        });
    }

    void two_limits_that_end_in_the_same_turn_are_the_outer_ones_timeout() {
        EventLoop loop;
        loop.set_time_source(std::make_unique<VirtualTime>());
        std::string story;
        const auto main = [&]() -> Coroutine<> {
            const TimePoint then = EventLoop::current()->time() + 1s;
            Timeout outer(then);
            Timeout inner(then);
            const auto body = [&]() -> Coroutine<> {
                const std::string end = co_await ending(inner.run(for_ever()));
                story += "inner: " + end;
                CO_VERIFY(current_task().cancelling() == 1);
                throw CancelledError();
            };
            const std::string end = co_await ending(outer.run(body()));
            story += ", outer: " + end;
            CO_VERIFY(inner.expired() && outer.expired());
            CO_VERIFY(current_task().cancelling() == 0);
        };
        auto task = create_task(loop, main());
        run_until_done(loop, task);
        QCOMPARE(story, std::string("inner: cancelled, outer: timeout"));
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
};

QTEST_GUILESS_MAIN(TestRacing)
#include "tst_racing.moc"
