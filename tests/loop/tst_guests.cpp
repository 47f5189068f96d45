// SPDX-License-Identifier: MIT
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// A program that wants to run so many times.
class Visitor final : public Guest {
public:
    bool ready() const noexcept override { return wants > 0; }
    void run(TimePoint until) override {
        --wants;
        ++runs;
        latest_until = until;
        if (doing)
            doing();
    }
    void hurry() noexcept override { ++hurries; }
    void turn_began() noexcept override { deepest = std::max(deepest, ++depth); }
    void turn_ended() noexcept override { --depth; }

    int wants = 0;
    int runs = 0;
    int depth = 0;
    int deepest = 0;
    std::atomic<int> hurries = 0;
    TimePoint latest_until;
    std::function<void()> doing;
};

} // namespace

/// Programs on stacks of their own that share the loop's thread.
class TestGuests : public QObject {
    Q_OBJECT

private slots:
    void a_guest_that_is_ready_runs_and_the_loop_does_not_wait() {
        EventLoop loop;
        Visitor guest;
        loop.add_guest(guest);
        guest.wants = 3;
        guest.doing = [&] {
            if (guest.wants == 0)
                loop.stop();
        };
        loop.run_forever();
        QCOMPARE(guest.runs, 3);
        QVERIFY(guest.deepest == 1 && guest.depth == 0);
        loop.remove_guest(guest);
    }

    void guests_come_after_callbacks_and_coroutines() {
        EventLoop loop;
        Visitor guest;
        loop.add_guest(guest);
        std::string order;
        guest.wants = 1;
        guest.doing = [&] {
            order += 'g';
            loop.stop();
        };
        const auto work = [&]() -> Coroutine<> {
            order += 't';
            co_await yield();
            order += 't';
        };
        create_task(loop, work());
        loop.call_soon([&] { order += 'c'; });
        loop.run_forever();
        QCOMPARE(order, std::string("tctg"));
        loop.remove_guest(guest);
    }

    void guests_get_their_budget_or_the_callers_deadline() {
        EventLoop loop;
        loop.budget.guests = 1h;
        Visitor guest;
        loop.add_guest(guest);
        guest.wants = 2;
        const TimePoint soon = Clock::now() + 10min;
        Turn(loop).run_guests(soon);
        QVERIFY(guest.latest_until == soon);
        Turn(loop).run_guests();
        QVERIFY(guest.latest_until > soon && guest.latest_until <= Clock::now() + 1h);
        Turn(loop).run_guests();
        QCOMPARE(guest.runs, 2); // only those who are ready
        loop.remove_guest(guest);
    }

    void guests_wait_while_the_window_has_events_but_not_for_long() {
        EventLoop loop;
        Visitor guest;
        loop.add_guest(guest);
        guest.wants = 100;
        WindowBell bell;
        std::string turns;
        for (int i = 0; i < 2 * (loop.budget.guest_skips + 1); ++i) {
            Turn turn(loop, bell);
            turn.begin_window();
            bell.ring();
            QVERIFY(turn.window_rang());
            const int before = guest.runs;
            turn.run_guests();
            turns += guest.runs == before ? '-' : 'g';
        }
        QCOMPARE(turns, std::string("----g----g"));
        Turn turn(loop, bell);
        QVERIFY(turn.begin_window()); // it has rung in the turn before
        QVERIFY(!turn.window_rang());
        const int before = guest.runs;
        turn.run_guests();
        QCOMPARE(guest.runs, before + 1);
        loop.remove_guest(guest);
    }

    void a_windows_timer_that_is_due_leaves_guests_their_least() {
        EventLoop loop;
        Visitor guest;
        loop.add_guest(guest);
        guest.wants = 1;
        const TimePoint before = Clock::now();
        Turn(loop).run_guests(before - 1s);
        QVERIFY(guest.latest_until >= before + loop.budget.least_guests);
        QVERIFY(guest.latest_until <= Clock::now() + loop.budget.least_guests);
        loop.remove_guest(guest);
    }

    void a_bell_that_another_thread_rings_ends_what_the_turn_does() {
        EventLoop loop;
        loop.budget.ready = 1h;
        Visitor guest;
        loop.add_guest(guest);
        WindowBell bell;
        std::atomic<bool> spins = false;
        std::thread other([&] {
            while (!spins) {
            }
            bell.ring();
        });
        {
            Turn turn(loop, bell);
            turn.begin_window();
            const auto spin = [&]() -> Coroutine<> {
                for (;;) {
                    spins = true;
                    co_await yield();
                }
            };
            create_task(loop, spin());
            turn.run_ready({}); // returns though the task never ends
            QVERIFY(turn.window_rang());
        }
        other.join();
        guest.wants = 1;
        guest.doing = [&] {
            std::thread late([&] { bell.ring(); });
            late.join();
        };
        Turn turn(loop, bell);
        turn.begin_window();
        turn.run_guests();
        QCOMPARE(int(guest.hurries), 1);
        loop.remove_guest(guest);
    }

    void a_bell_that_rang_before_its_thread_saw_the_phase_ends_it_too() {
        EventLoop loop;
        loop.budget.ready = 1h;
        WindowBell bell;
        const auto spin = []() -> Coroutine<> {
            for (;;)
                co_await yield();
        };
        create_task(loop, spin());
        Turn turn(loop, bell);
        turn.begin_window();
        std::thread early([&] { bell.ring(); });
        early.join();
        turn.run_ready({}); // returns though the task never ends
        QVERIFY(turn.begin_window());
        loop.wake();
        turn.run_ready({});
    }

    void a_bell_that_has_rung_keeps_the_turn_from_waiting() {
        EventLoop loop;
        WindowBell bell;
        Turn turn(loop, bell);
        turn.begin_window();
        bell.ring();
        turn.run_ready({.wait = true}); // or this test would not end
        QVERIFY(turn.begin_window());
    }

    void a_condition_is_waited_for_with_guests_served_and_a_limit() {
        EventLoop loop;
        Visitor guest;
        loop.add_guest(guest);
        guest.wants = 3;
        QVERIFY(loop.run_until([&] { return guest.runs == 3; }));
        QVERIFY(!loop.run_until([] { return false; }, Clock::now() + 1ms));
        const TimePoint soon = Clock::now() + 10ms;
        QVERIFY(loop.run_until([&] { return Clock::now() >= soon; })); // by time alone
        loop.remove_guest(guest);
    }

    void one_guest_may_leave_while_another_runs() {
        EventLoop loop;
        Visitor first;
        Visitor second;
        loop.add_guest(first);
        loop.add_guest(second);
        first.wants = second.wants = 1;
        first.doing = [&] { loop.remove_guest(first); };
        Turn(loop).run_guests();
        QVERIFY(first.runs == 1 && second.runs == 1);
        first.wants = 1;
        QVERIFY(!loop.guests_ready());
        loop.remove_guest(second);
    }

    void other_threads_hurry_guests_while_these_come_and_go() {
        EventLoop loop;
        Visitor stays;
        loop.add_guest(stays);
        std::atomic<bool> over = false;
        std::thread other([&] {
            while (!over)
                loop.hurry_guests();
        });
        while (stays.hurries < 100) {
            Visitor guest;
            loop.add_guest(guest);
            loop.remove_guest(guest);
        }
        over = true;
        other.join();
        loop.remove_guest(stays);
    }

    void turns_of_nested_loops_nest_for_guests() {
        EventLoop loop;
        Visitor guest;
        loop.add_guest(guest);
        guest.wants = 1;
        guest.doing = [&] {
            {
                const Turn nested(loop);
                QCOMPARE(guest.depth, 2);
                loop.run_ready(Clock::now(), false);
            }
            QCOMPARE(guest.depth, 1);
            loop.stop();
        };
        loop.run_forever();
        QVERIFY(guest.deepest == 2 && guest.depth == 0);
        loop.remove_guest(guest);
    }
};

QTEST_GUILESS_MAIN(TestGuests)
#include "tst_guests.moc"
