// SPDX-License-Identifier: MIT
#include "loop/context_var.h"
#include "loop/executor.h"
#include "loop/sleep.h"
#include "loop/timeout.h"
#include "tests/loop/coroutine_test.h"

#include <atomic>
#include <future>
#include <memory>
#include <set>
#include <thread>

using namespace braid;
using namespace std::chrono_literals;

namespace {

ContextVar<std::string> user("nobody");

Coroutine<> turns(int count) {
    for (int i = 0; i < count; ++i)
        co_await yield();
}

} // namespace

class TestLeaving : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // -- threads ------------------------------------------------------------------------------

    void a_function_runs_in_another_thread_while_the_loop_goes_on() {
        run_test([]() -> Coroutine<> {
            std::promise<void> go;
            const auto block = [](std::promise<void>& gate) {
                gate.get_future().wait();
                return std::this_thread::get_id();
            };
            auto task = create_task(to_thread(block, std::ref(go)));
            co_await turns(100); // the loop is alive
            CO_VERIFY(!task.done());
            go.set_value();
            const std::thread::id id = co_await task;
            CO_VERIFY(id != std::this_thread::get_id());
        });
    }

    void results_only_move_and_exceptions_come_back() {
        run_test([]() -> Coroutine<> {
            auto seven = std::make_unique<int>(7);
            const auto doubled = [](std::unique_ptr<int> x) {
                return std::make_unique<int>(2 * *x);
            };
            const auto result = co_await to_thread(doubled, std::move(seven));
            CO_VERIFY(*result == 14);
            bool thrown = false;
            const auto fail = [] { throw std::runtime_error("there"); };
            try {
                co_await to_thread(fail);
            } catch (const std::runtime_error&) {
                thrown = true;
            }
            CO_VERIFY(thrown);
        });
    }

    /// ThreadSanitizer sees here whether a thread lets go of what it has handed over.
    void exceptions_come_back_again_and_again() {
        run_test([]() -> Coroutine<> {
            const auto fail = [](int i) { throw std::runtime_error(std::to_string(i)); };
            for (int i = 0; i < 200; ++i) {
                std::string what;
                try {
                    co_await to_thread(fail, i);
                } catch (const std::runtime_error& e) {
                    what = e.what();
                }
                CO_VERIFY(what == std::to_string(i));
            }
        });
    }

    void an_exception_that_comes_too_late_is_reported() {
        EventLoop loop;
        std::atomic<int> lost = 0;
        loop.set_exception_handler([&](const LostException&) { ++lost; });
        std::promise<void> go;
        const auto arrived = go.get_future().share();
        const auto fail = [arrived] {
            arrived.wait();
            throw std::runtime_error("late");
        };
        auto task = create_task(loop, to_thread(fail));
        loop.run_ready(Clock::now(), false);
        task.cancel();
        run_until_done(loop, task);
        QVERIFY(task.cancelled());
        go.set_value();
        while (lost == 0)
            loop.run_ready(Clock::now() + 1ms, true);
    }

    void a_cancelled_task_does_not_wait_for_its_thread() {
        std::promise<void> go;
        auto arrived = go.get_future().share();
        {
            EventLoop loop;
            const auto block = [arrived] { arrived.wait(); };
            auto task = create_task(loop, to_thread(block));
            loop.run_ready(Clock::now(), false);
            task.cancel();
            while (!task.done())
                loop.run_ready(Clock::now() + 1ms, false);
            QVERIFY(task.cancelled());
            go.set_value();
        }
    }

    void an_executor_maps_in_order_and_by_completion() {
        run_test([]() -> Coroutine<> {
            ThreadPoolExecutor pool(4);
            std::vector<int> items;
            for (int i = 0; i < 100; ++i)
                items.push_back(i);
            const auto square = [](int x) { return x * x; };
            const std::vector<int> squares = co_await map(pool, square, items);
            for (int i = 0; i < 100; ++i)
                CO_VERIFY(squares[i] == i * i);
            std::set<int> seen;
            auto results = map_as_completed(pool, square, items);
            for (;;) {
                const auto task = co_await results.next();
                if (!task)
                    break;
                seen.insert(task->result());
            }
            CO_VERIFY(seen.size() == 100);
        });
    }

    void an_executor_outlives_a_loop_that_still_waits_for_it() {
        ThreadPoolExecutor pool(1);
        std::promise<void> go;
        auto arrived = go.get_future().share();
        std::atomic<bool> ran = false;
        {
            EventLoop loop;
            const auto work = [arrived, &ran] {
                arrived.wait();
                ran = true;
            };
            create_task(loop, run_in_executor(pool, work));
            loop.run_ready(Clock::now(), false);
        }
        go.set_value();
        while (!ran)
            std::this_thread::yield();
    }

    void futures_are_set_from_other_threads_by_the_loop() {
        run_test([]() -> Coroutine<> {
            EventLoop& loop = *EventLoop::current();
            Future<int> future;
            std::thread other(
                [&] { loop.call_soon_threadsafe([future] { future.set_result(5); }); });
            const int x = co_await future;
            other.join();
            CO_VERIFY(x == 5);
        });
    }

    void an_executor_waits_for_what_it_was_given_and_serves_any_loop() {
        std::atomic<int> done = 0;
        {
            ThreadPoolExecutor pool(2);
            QCOMPARE(pool.size(), std::size_t(2));
            QCOMPARE(ThreadPoolExecutor().size() > 0, true);
            const auto work = [&] { ++done; };
            std::vector<std::thread> loops;
            for (int i = 0; i < 3; ++i)
                loops.emplace_back([&] { run(run_in_executor(pool, work)); });
            for (std::thread& loop : loops)
                loop.join();
            QCOMPARE(int(done), 3);
            for (int i = 0; i < 100; ++i)
                pool.submit(work);
        }
        QCOMPARE(int(done), 103);
    }

    void a_loop_waits_at_its_end_for_what_its_threads_do() {
        std::atomic<bool> finished = false;
        {
            EventLoop loop;
            std::promise<void> begun;
            auto begins = begun.get_future();
            const auto work = [&] {
                begun.set_value();
                std::this_thread::sleep_for(5ms);
                finished = true;
            };
            create_task(loop, to_thread(work));
            loop.run_ready(Clock::now(), false);
            begins.wait();
        }
        QVERIFY(finished);
    }

    void a_map_throws_the_first_exception() {
        run_test([]() -> Coroutine<> {
            ThreadPoolExecutor pool(2);
            const std::vector<int> items{1, 2, 3};
            const auto odd = [](int x) {
                if (x == 2)
                    throw std::runtime_error("even");
                return x;
            };
            std::string what;
            try {
                co_await map(pool, odd, items);
            } catch (const std::runtime_error& e) {
                what = e.what();
            }
            CO_VERIFY(what == "even");
        });
    }

    void a_coroutine_may_be_made_in_one_thread_and_run_or_dropped_in_another() {
        const auto add = [](int a, std::string text) -> Coroutine<std::string> {
            co_await yield();
            co_return text + std::to_string(a);
        };
        for (int i = 0; i < 100; ++i) {
            Coroutine<std::string> made;
            Coroutine<std::string> dropped;
            std::thread([&] {
                made = add(i, "a text that is too long to be kept in place: ");
                dropped = add(i, "the same");
            }).join();
            QVERIFY(run(std::move(made)).ends_with(std::to_string(i)));
        }
    }

    // -- context ------------------------------------------------------------------------------

    void a_context_value_is_the_tasks_own_and_inherited_by_its_children() {
        run_test([]() -> Coroutine<> {
            const auto name = []() -> Coroutine<std::string> {
                co_await yield();
                co_return user.get();
            };
            const auto as = [&](std::string who) -> Coroutine<std::string> {
                user.set(who);
                co_await turns(2);
                auto child = create_task(name());
                user.set("changed later");
                const std::string seen = co_await child;
                co_return seen;
            };
            auto all = gather(as("ada"), as("grace"));
            const auto [a, b] = co_await all;
            CO_VERIFY(a == "ada" && b == "grace" && user.get() == "nobody");
            const auto token = user.set("x");
            CO_VERIFY(user.get() == "x");
            user.reset(token);
            CO_VERIFY(user.get() == "nobody");
        });
    }

    void a_context_value_that_is_set_twice_is_reset_step_by_step() {
        run_test([]() -> Coroutine<> {
            const auto first = user.set("a");
            const auto second = user.set("b");
            user.reset(second);
            CO_VERIFY(user.get() == "a");
            user.reset(first);
            CO_VERIFY(user.get() == "nobody");
            co_return;
        });
    }

    void callbacks_see_the_loops_values_and_threads_none() {
        run_test([]() -> Coroutine<> {
            user.set("ada");
            std::string in_callback;
            EventLoop::current()->call_soon([&] { in_callback = user.get(); });
            co_await yield();
            CO_VERIFY(in_callback == "nobody");
            const auto ask = [] {
                try {
                    return user.get();
                } catch (const InvalidStateError&) {
                    return std::string("refused");
                }
            };
            const std::string in_thread = co_await to_thread(ask);
            CO_VERIFY(in_thread == "refused");
        });
    }
};

QTEST_GUILESS_MAIN(TestLeaving)
#include "tst_leaving.moc"
