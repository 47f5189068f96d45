// SPDX-License-Identifier: MIT
#include "loop/event_loop.h"

#include "loop/run.h"
#include "loop/sleep.h"

#include <QTest>

#include <boost/asio/post.hpp>

#include <stdexcept>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

bool turn(EventLoop& loop, bool wait = false) {
    return loop.run_ready(Clock::now() + loop.budget.ready, wait);
}

Coroutine<> count_for_ever(int& count) {
    for (;;) {
        ++count;
        co_await yield();
    }
}

} // namespace

class TestEventLoop : public QObject {
    Q_OBJECT

private slots:
    void callbacks_run_in_the_order_in_which_they_were_given() {
        EventLoop loop;
        std::vector<int> order;
        for (int i = 0; i < 5; ++i)
            loop.call_soon([&order, i] { order.push_back(i); });
        QVERIFY(turn(loop));
        QCOMPARE(order, (std::vector{0, 1, 2, 3, 4}));
        QVERIFY(!turn(loop));
    }

    void timers_run_by_time_and_equal_times_in_order() {
        EventLoop loop;
        std::vector<int> order;
        const TimePoint soon = loop.time() + 2ms;
        loop.call_at(soon + 2ms, [&] {
            order.push_back(4);
            loop.stop();
        });
        for (int i = 0; i < 3; ++i)
            loop.call_at(soon, [&order, i] { order.push_back(i); });
        loop.call_at(soon + 1ms, [&] { order.push_back(3); });
        loop.run_forever();
        QCOMPARE(order, (std::vector{0, 1, 2, 3, 4}));
    }

    void a_thousand_timers_keep_their_order_while_others_are_cancelled() {
        EventLoop loop;
        const TimePoint base = loop.time();
        std::vector<int> fired;
        std::vector<TimerHandle> cancelled;
        unsigned random = 1;
        for (int i = 0; i < 1000; ++i) {
            random = random * 1103515245u + 12345u;
            const int when = int(random >> 16) % 500;
            loop.call_at(base + std::chrono::microseconds(when),
                         [&fired, when] { fired.push_back(when); });
            cancelled.push_back(loop.call_at(base + std::chrono::microseconds(when),
                                             [] { QFAIL("a cancelled timer fired"); }));
        }
        for (TimerHandle& timer : cancelled)
            timer.cancel();
        loop.call_at(base + 1ms, [&] { loop.stop(); });
        loop.run_forever();
        QCOMPARE(fired.size(), std::size_t(1000));
        QVERIFY(std::is_sorted(fired.begin(), fired.end()));
    }

    void a_timer_can_be_cancelled_between_its_time_and_its_turn() {
        EventLoop loop;
        bool fired = false;
        TimerHandle second;
        const TimePoint now = loop.time();
        loop.call_at(now, [&] { second.cancel(); });
        second = loop.call_at(now, [&] { fired = true; });
        while (turn(loop)) {
        }
        QVERIFY(!fired);
    }

    void other_threads_wake_a_loop_that_waits() {
        EventLoop loop;
        int calls = 0;
        std::thread other([&] {
            for (int i = 0; i < 1000; ++i)
                loop.call_soon_threadsafe([&] {
                    if (++calls == 1000)
                        loop.stop();
                });
        });
        loop.run_forever();
        other.join();
        QCOMPARE(calls, 1000);
    }

    void calls_of_one_thread_keep_their_order() {
        EventLoop loop;
        std::vector<int> order;
        std::thread([&] {
            for (int i = 0; i < 100; ++i)
                loop.call_soon_threadsafe([&order, i] { order.push_back(i); });
        }).join();
        while (turn(loop)) {
        }
        QCOMPARE(order.size(), std::size_t(100));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

    void wake_breaks_a_wait_and_is_reported() {
        EventLoop loop;
        std::thread other([&] { loop.wake(); });
        QVERIFY(turn(loop, true));
        other.join();
        turn(loop);
        QVERIFY(!turn(loop));
    }

    void wake_ends_a_turn_of_spinning_coroutines_long_before_its_time() {
        EventLoop loop;
        int count = 0;
        create_task(loop, count_for_ever(count));
        std::thread other([&] {
            std::this_thread::sleep_for(5ms);
            loop.wake();
        });
        loop.run_ready(Clock::now() + 1h, false);
        QVERIFY(count > 1);
        other.join();
    }

    void spinning_coroutines_progress_though_every_turn_begins_woken() {
        EventLoop loop;
        int count = 0;
        create_task(loop, count_for_ever(count));
        for (int i = 0; i < 100; ++i) {
            loop.wake();
            turn(loop);
        }
        QVERIFY(count >= 100);
    }

    void a_turn_ends_when_its_time_is_over() {
        EventLoop loop;
        int count = 0;
        create_task(loop, count_for_ever(count));
        for (int i = 0; i < 3; ++i)
            loop.run_ready(Clock::now() + 1ms, true);
        QVERIFY(count > 0);
    }

    void asio_and_timers_are_served_while_coroutines_spin() {
        EventLoop loop;
        int count = 0;
        create_task(loop, count_for_ever(count));
        bool posted = false;
        bool fired = false;
        loop.call_soon([&] {
            boost::asio::post(loop.io_context(), [&] { posted = true; });
            loop.call_later(100us, [&] { fired = true; });
        });
        for (int i = 0; i < 1000 && !(posted && fired); ++i)
            loop.run_ready(Clock::now() + 2ms, false);
        QVERIFY(posted);
        QVERIFY(fired);
    }

    void an_exception_of_a_callback_reaches_the_handler_and_the_loop_goes_on() {
        EventLoop loop;
        std::vector<std::string> errors;
        loop.set_exception_handler([&](std::exception_ptr error) {
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& e) {
                errors.push_back(e.what());
            }
        });
        bool went_on = false;
        loop.call_soon([] { throw std::runtime_error("one"); });
        boost::asio::post(loop.io_context(), [] { throw std::runtime_error("two"); });
        loop.call_soon([&] { went_on = true; });
        while (turn(loop)) {
        }
        std::sort(errors.begin(), errors.end());
        QCOMPARE(errors, (std::vector<std::string>{"one", "two"}));
        QVERIFY(went_on);
    }

    void a_handler_of_exceptions_may_fail_itself() {
        EventLoop loop;
        int handled = 0;
        loop.set_exception_handler([&](const LostException&) {
            ++handled;
            throw std::runtime_error("the handler");
        });
        bool went_on = false;
        loop.call_soon([] { throw std::runtime_error("a callback"); });
        loop.call_soon([&] { went_on = true; });
        while (turn(loop)) {
        }
        QVERIFY(handled == 1 && went_on);
    }

    void a_callback_is_no_task_and_what_it_calls_comes_after_the_others() {
        EventLoop loop;
        std::vector<int> order;
        loop.call_soon([&] {
            QVERIFY(!current_task());
            order.push_back(1);
            loop.call_soon([&] { order.push_back(3); });
        });
        loop.call_soon([&] { order.push_back(2); });
        while (turn(loop)) {
        }
        QCOMPARE(order, (std::vector{1, 2, 3}));
    }

    void a_time_that_is_over_is_as_soon_as_possible() {
        EventLoop loop;
        std::vector<int> order;
        loop.call_later(-1h, [&] { order.push_back(1); });
        loop.call_at(loop.time() - 1ms, [&] { order.push_back(2); });
        loop.call_later(0s, [&] { order.push_back(3); });
        QVERIFY(order.empty());
        while (turn(loop)) {
        }
        QCOMPARE(order, (std::vector{1, 2, 3}));
    }

    void a_sleep_until_a_time_that_is_over_lets_the_others_run() {
        EventLoop loop;
        std::string order;
        const auto sleeps = [&]() -> Coroutine<> {
            order += 'a';
            co_await sleep_until(EventLoop::current()->time() - 1h);
            order += 'b';
        };
        const auto task = create_task(loop, sleeps());
        loop.call_soon([&] { order += 'c'; });
        run_until_done(loop, task);
        QCOMPARE(order, std::string("acb"));
    }

    void a_timer_may_be_cancelled_twice_after_its_time_and_by_itself() {
        EventLoop loop;
        int fired = 0;
        TimerHandle handle;
        handle = loop.call_later(0s, [&] {
            handle.cancel();
            ++fired;
        });
        TimerHandle copy = handle;
        while (turn(loop)) {
        }
        handle.cancel();
        copy.cancel();
        copy.cancel();
        QCOMPARE(fired, 1);
    }

    void a_loop_that_was_stopped_before_it_runs_makes_one_turn() {
        EventLoop loop;
        std::vector<int> order;
        loop.call_soon([&] { order.push_back(1); });
        loop.call_later(1h, [&] { order.push_back(9); });
        loop.stop();
        loop.run_forever();
        QCOMPARE(order, std::vector{1});
        loop.call_soon([&] {
            order.push_back(2);
            loop.stop();
        });
        loop.run_forever(); // the stop before counted once
        QCOMPARE(order, (std::vector{1, 2}));
    }

    void a_nested_loop_goes_on_with_the_same_queue() {
        EventLoop loop;
        std::vector<std::string> order;
        boost::asio::post(loop.io_context(), [&] {
            order.push_back("outer");
            boost::asio::post(loop.io_context(), [&] { order.push_back("posted"); });
            loop.call_soon([&] { order.push_back("called"); });
            while (order.size() < 3)
                turn(loop, true);
            order.push_back("outer ends");
        });
        turn(loop, true);
        QCOMPARE(order.size(), std::size_t(4));
        QCOMPARE(order.back(), std::string("outer ends"));
    }

    void a_nested_loop_inside_a_coroutine_runs_the_other_tasks() {
        EventLoop loop;
        std::vector<std::string> order;
        const auto inner = [&]() -> Coroutine<> {
            order.push_back("inner begins");
            co_await sleep(1ms);
            order.push_back("inner ends");
        };
        const auto outer = [&]() -> Coroutine<> {
            const AnyTask self = current_task();
            const auto task = create_task(inner);
            while (!task.done())
                turn(loop, true);
            order.push_back("modal ends");
            [&] { QCOMPARE(current_task(), self); }();
            co_await yield();
        };
        const auto task = create_task(loop, outer());
        run_until_done(loop, task);
        QCOMPARE(order, (std::vector<std::string>{"inner begins", "inner ends", "modal ends"}));
    }

    void somebody_stopping_the_io_context_does_not_end_the_loop() {
        EventLoop loop;
        loop.io_context().stop();
        bool called = false;
        loop.call_later(1ms, [&] {
            called = true;
            loop.stop();
        });
        loop.run_forever();
        QVERIFY(called);
    }

    void callbacks_that_never_had_their_turn_are_dropped_with_the_loop() {
        auto token = std::make_shared<int>(1);
        TimerHandle handle;
        {
            EventLoop loop;
            loop.call_soon([token] {});
            loop.call_soon_threadsafe([token] {});
            handle = loop.call_later(1h, [token] {});
        }
        QVERIFY(token.use_count() <= 2); // at most the handle keeps its own
        handle.cancel();
        QCOMPARE(token.use_count(), 1L);
    }

    void loops_of_a_thread_nest() {
        QVERIFY(!EventLoop::current());
        EventLoop outer;
        {
            EventLoop inner;
            QCOMPARE(EventLoop::current(), &inner);
        }
        QCOMPARE(EventLoop::current(), &outer);
    }
};

QTEST_GUILESS_MAIN(TestEventLoop)
#include "tst_event_loop.moc"
