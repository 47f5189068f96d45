// SPDX-License-Identifier: MIT
#include "loop/sleep.h"
#include "loop/task.h"
#include "loop/task_group.h"
#include "tests/loop/coroutine_test.h"

#include <concepts>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

Coroutine<int> answer() { co_return 42; }

Coroutine<int> add(int a, int b) {
    co_await yield();
    co_return a + b;
}

Coroutine<> fail(std::string why) {
    co_await yield();
    throw std::runtime_error(why);
}

} // namespace

class TestTask : public QObject {
    Q_OBJECT

private slots:
    void a_result_is_aligned_as_its_type_wants() {
        struct alignas(64) Wide {
            double values[8];
        };
        const auto make = [](double value) -> Coroutine<Wide> {
            co_await yield();
            co_return Wide{{value}};
        };
        const auto is_aligned = [](const Wide& wide) {
            return reinterpret_cast<std::uintptr_t>(&wide) % alignof(Wide) == 0;
        };
        run_test([&]() -> Coroutine<> {
            const Task<Wide> task = create_task(make(2.5));
            co_await task;
            CO_VERIFY(is_aligned(task.result()) && task.result().values[0] == 2.5);
        });
        const Wide wide = run(make(1.5));
        QVERIFY(is_aligned(wide));
        QCOMPARE(wide.values[0], 1.5);
    }

    void a_coroutine_runs_only_when_it_is_awaited() {
        run_test([]() -> Coroutine<> {
            bool ran = false;
            const auto work = [&]() -> Coroutine<int> {
                ran = true;
                co_return 1;
            };
            auto coroutine = work();
            co_await yield();
            CO_VERIFY(!ran);
            const int one = co_await std::move(coroutine);
            CO_VERIFY(ran && one == 1);
        });
    }

    void a_coroutine_is_awaited_once() {
        run_test([]() -> Coroutine<> {
            auto coroutine = answer();
            const int x = co_await std::move(coroutine);
            CO_VERIFY(x == 42);
            bool refused = false;
            try {
                const int y = co_await std::move(coroutine);
                CO_VERIFY(y == -1);
            } catch (const InvalidStateError&) {
                refused = true;
            }
            CO_VERIFY(refused);
        });
    }

    void results_may_be_values_references_and_things_that_only_move() {
        run_test([]() -> Coroutine<> {
            int variable = 1;
            const auto reference = [&]() -> Coroutine<int&> { co_return variable; };
            int& same = co_await reference();
            CO_VERIFY(&same == &variable);
            const auto owner = []() -> Coroutine<std::unique_ptr<int>> {
                co_await yield();
                co_return std::make_unique<int>(7);
            };
            const std::unique_ptr<int> owned = co_await owner();
            CO_VERIFY(*owned == 7);
            const std::unique_ptr<int> from_task = co_await create_task(owner());
            CO_VERIFY(*from_task == 7);
            auto task = create_task(reference());
            int& still_same = co_await task;
            CO_VERIFY(&still_same == &variable);
        });
    }

    void run_returns_the_result_and_throws_the_exception() {
        QCOMPARE(run(answer()), 42);
        QCOMPARE(run(add(2, 3)), 5);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, run(fail("why")));
    }

    void tasks_take_turns_in_the_order_in_which_they_were_made() {
        std::string order;
        const auto letter = [&](char c) -> Coroutine<> {
            for (int i = 0; i < 3; ++i) {
                order += c;
                co_await yield();
            }
        };
        run_test([&]() -> Coroutine<> {
            auto a = create_task(letter('a'));
            auto b = create_task(letter('b'));
            order += '-';
            co_await a;
            co_await b;
        });
        QCOMPARE(order, std::string("-ababab"));
    }

    void a_task_can_be_awaited_many_times_and_by_many() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(add(1, 2));
            const auto waiter = [task]() -> Coroutine<int> {
                const int x = co_await task;
                co_return 10 * x;
            };
            auto first = create_task(waiter);
            auto second = create_task(waiter);
            const int x = co_await first;
            const int y = co_await second;
            const int z = co_await task;
            CO_VERIFY(x == 30 && y == 30 && z == 3 && task.result() == 3);
        });
    }

    void a_function_and_its_arguments_live_as_long_as_its_task() {
        run_test([]() -> Coroutine<> {
            const auto token = std::make_shared<int>(5);
            auto task = create_task(
                [copy = token](const std::string& text, int n) -> Coroutine<std::string> {
                    co_await yield();
                    co_return text + std::to_string(*copy + n);
                },
                std::string("x"), 1);
            CO_VERIFY(token.use_count() == 2);
            const std::string text = co_await task;
            CO_VERIFY(text == "x6");
            CO_VERIFY(token.use_count() == 1); // though there is a handle still
        });
    }

    void the_frame_of_a_task_goes_when_the_task_is_done() {
        run_test([]() -> Coroutine<> {
            const auto token = std::make_shared<int>(5);
            const auto hold = [](std::shared_ptr<int>) -> Coroutine<> { co_await yield(); };
            auto task = create_task(hold(token));
            co_await task;
            CO_VERIFY(token.use_count() == 1);
        });
    }

    void a_failed_task_throws_at_everybody_who_asks() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(fail("broken"));
            for (int i = 0; i < 2; ++i) {
                std::string what;
                try {
                    co_await task;
                } catch (const std::runtime_error& e) {
                    what = e.what();
                }
                CO_VERIFY(what == "broken");
            }
            CO_VERIFY(task.exception() != nullptr);
            CO_VERIFY(!task.cancelled());
        });
    }

    void names_and_lists_of_tasks() {
        run_test([]() -> Coroutine<> {
            auto named = create_task(answer(), "named");
            auto other = create_task(answer());
            CO_VERIFY(current_task().name() == "main");
            CO_VERIFY(named.name() == "named");
            CO_VERIFY(other.name() == "Task-3");
            CO_VERIFY(all_tasks().size() == 3);
            other.set_name("new");
            co_await other;
            CO_VERIFY(all_tasks().size() == 1);
            CO_VERIFY(other.name() == "new");
        });
    }

    // -- safety -------------------------------------------------------------------------------

    void an_exception_that_nobody_asks_for_reaches_the_handler() {
        EventLoop loop;
        std::vector<std::string> lost;
        std::optional<std::source_location> where;
        loop.set_exception_handler([&](const LostException& e) {
            lost.push_back(e.message);
            where = e.where;
        });
        const int line = __LINE__ + 2;
        {
            auto dropped = create_task(loop, fail("lost"), "dropped");
            auto asked = create_task(loop, fail("seen"), "asked");
            while (!asked.done())
                loop.run_ready(Clock::now() + 1ms, true);
            QVERIFY(asked.exception() != nullptr);
            QVERIFY(lost.empty());
        }
        QCOMPARE(lost.size(), std::size_t(1));
        QVERIFY(lost[0].starts_with("dropped"));
        QVERIFY(where && int(where->line()) == line);
    }

    void a_failed_task_and_a_failed_future_may_outlive_their_loop() {
        Task<> task;
        std::unique_ptr<Future<>> future;
        {
            EventLoop loop;
            task = create_task(loop, fail("lost"));
            future = std::make_unique<Future<>>(loop);
            future->set_exception(std::make_exception_ptr(std::runtime_error("lost too")));
            run_until_done(loop, task);
        }
        task = {}; // it is printed, because there is no handler any more
        future.reset();
    }

    void a_loop_that_ends_cancels_its_tasks_and_they_clean_up() {
        std::string story;
        {
            EventLoop loop;
            const auto work = [&](std::string name) -> Coroutine<> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                    story += name;
                }
                co_await yield();
                story += name;
            };
            create_task(loop, work("a"));
            create_task(loop, work("b"));
            while (loop.run_ready(Clock::now(), false)) {
            }
            QVERIFY(story.empty());
        }
        QCOMPARE(story, std::string("abab"));
    }

    void a_task_that_refuses_is_unwound_with_its_loop() {
        const auto token = std::make_shared<int>();
        Task<> handle;
        {
            EventLoop loop;
            const auto stubborn = [](std::shared_ptr<int>) -> Coroutine<> {
                for (;;) {
                    try {
                        co_await sleep(24h);
                    } catch (const CancelledError&) {
                    }
                }
            };
            handle = create_task(loop, stubborn(token));
            while (loop.run_ready(Clock::now(), false)) {
            }
            QCOMPARE(token.use_count(), 2L);
        }
        QCOMPARE(token.use_count(), 1L);
        QVERIFY(handle.cancelled());
    }

    void tasks_and_what_they_wait_for_live_though_nobody_keeps_them() { // cpython 91887
        run_test([]() -> Coroutine<> {
            int ended = 0;
            const auto inner = [](int& count) -> Coroutine<> {
                co_await sleep(1ms);
                ++count;
            };
            const auto outer = [&inner](int& count) -> Coroutine<> {
                co_await create_task(inner(count));
                ++count;
            };
            for (int i = 0; i < 100; ++i)
                static_cast<void>(create_task(outer(ended)));
            while (ended < 200)
                co_await sleep(1ms);
        });
    }

    void a_task_made_of_a_function_knows_where_and_may_have_a_name() {
        run_test([]() -> Coroutine<> {
            const auto work = [](std::same_as<int> auto... numbers) -> Coroutine<int> {
                co_await yield();
                co_return (0 + ... + numbers);
            };
            const auto line_of = [](const AnyTask& task) {
                return int(task.any_state()->created_at.line());
            };
            TaskGroup group;
            std::vector<Task<int>> tasks;
            const int first = __LINE__ + 1;
            tasks.push_back(create_task(work, "worker"));
            tasks.push_back(create_task(work, 1));
            tasks.push_back(create_task(work, 1, 2));
            tasks.push_back(create_task(work, 1, 2, 3));
            tasks.push_back(group.create_task(work, "worker"));
            tasks.push_back(group.create_task(work, 1));
            tasks.push_back(group.create_task(work, 1, 2));
            tasks.push_back(group.create_task(work, 1, 2, 3));
            CO_VERIFY(tasks[0].name() == "worker" && tasks[4].name() == "worker");
            for (int i = 0; i < int(tasks.size()); ++i) {
                CO_VERIFY(line_of(tasks[i]) == first + i);
                const int sum = co_await tasks[i];
                CO_VERIFY(sum == (i % 4) * (i % 4 + 1) / 2);
            }
            auto many = create_task(work, 1, 2, 3, 4, 5);
            auto more = group.create_task(work, 1, 2, 3, 4, 5, 6);
            CO_VERIFY(line_of(many) == 0 && line_of(more) == 0);
            const int fifteen = co_await many;
            co_await group.join();
            CO_VERIFY(fifteen == 15 && more.result() == 21);
        });
    }

    void a_million_awaits_need_no_stack() {
        run_test([]() -> Coroutine<> {
            int sum = 0;
            for (int i = 0; i < 1'000'000; ++i) {
                const int x = co_await answer();
                sum += x & 1;
            }
            CO_VERIFY(sum == 0);
        });
    }

    void a_hundred_thousand_waiters_are_released_at_once() {
        run_test([]() -> Coroutine<> {
            Future<int> gate;
            int passed = 0;
            const auto waiter = [&]() -> Coroutine<> {
                const int x = co_await gate;
                passed += x;
            };
            std::vector<Task<>> tasks;
            for (int i = 0; i < 100'000; ++i)
                tasks.push_back(create_task(waiter()));
            co_await yield();
            gate.set_result(1);
            for (const Task<>& task : tasks)
                co_await task;
            CO_VERIFY(passed == 100'000);
        });
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "tst_task.moc"
