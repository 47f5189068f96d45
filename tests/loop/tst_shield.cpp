// SPDX-License-Identifier: MIT
#include "loop/shield.h"
#include "loop/sleep.h"
#include "loop/timeout.h"
#include "tests/loop/combining_test.h"

#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

class TestShield : public QObject {
    Q_OBJECT

private slots:
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

    void a_shield_around_what_is_done_gives_it_at_once() {
        run_test([]() -> Coroutine<> {
            auto done = create_task(after(0s, 3));
            co_await done;
            auto other = create_task(turns(1));
            const int three = co_await shield(done);
            CO_VERIFY(three == 3 && !other.done()); // nobody else had a turn
            co_await other;
        });
    }

    void what_is_shielded_and_cancelled_by_others_cancels_the_shield() {
        run_test([]() -> Coroutine<> {
            auto inner = create_task(for_ever());
            EventLoop::current()->call_soon([=] { inner.cancel("others"); });
            std::string message;
            try {
                co_await shield(inner);
            } catch (const CancelledError& e) {
                message = e.message();
            }
            CO_VERIFY(message == "others" && current_task().cancelling() == 0);
            const std::string failed = co_await ending_of(shield(fail("why")));
            CO_VERIFY(failed == "why");
        });
    }

    void what_fails_behind_a_shield_that_was_left_is_reported() {
        EventLoop loop;
        std::vector<std::string> lost;
        loop.set_exception_handler([&](const LostException& e) { lost.push_back(e.message); });
        const auto main = []() -> Coroutine<> {
            const std::string end = co_await ending(timeout(0s, shield(fail("late", 5))));
            CO_VERIFY(end == "timeout");
            co_await turns(10);
        };
        auto task = create_task(loop, main());
        run_until_done(loop, task);
        QCOMPARE(lost.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestShield)
#include "tst_shield.moc"
