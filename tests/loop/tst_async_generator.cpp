// SPDX-License-Identifier: MIT
#include "loop/async_generator.h"
#include "loop/gather.h"
#include "loop/sleep.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

class TestAsyncGenerator : public QObject {
    Q_OBJECT

private slots:
    void a_generator_gives_items_with_waiting_in_between() {
        run_test([]() -> Coroutine<> {
            const auto numbers = [](int count) -> AsyncGenerator<int> {
                for (int i = 0; i < count; ++i) {
                    co_await yield();
                    co_yield i;
                }
            };
            auto generator = numbers(3);
            int sum = 0;
            for (;;) {
                const std::optional<int> item = co_await generator.next();
                if (!item)
                    break;
                sum += *item;
            }
            CO_VERIFY(sum == 3);
            const std::optional<int> ended = co_await generator.next();
            CO_VERIFY(!ended);
        });
    }

    void a_generator_left_early_is_closed() {
        run_test([]() -> Coroutine<> {
            auto token = std::make_shared<int>();
            const auto numbers = [](std::shared_ptr<int>) -> AsyncGenerator<int> {
                for (int i = 0;; ++i)
                    co_yield i;
            };
            {
                auto generator = numbers(token);
                const auto first = co_await generator.next();
                CO_VERIFY(*first == 0 && token.use_count() == 2);
            }
            CO_VERIFY(token.use_count() == 1);
        });
    }

    void an_exception_leaves_a_generator_and_ends_it() {
        run_test([]() -> Coroutine<> {
            const auto failing = []() -> AsyncGenerator<int> {
                co_yield 1;
                co_await yield();
                throw std::runtime_error("x");
            };
            auto generator = failing();
            co_await generator.next();
            bool thrown = false;
            try {
                co_await generator.next();
            } catch (const std::runtime_error&) {
                thrown = true;
            }
            CO_VERIFY(thrown);
            const auto after = co_await generator.next();
            CO_VERIFY(!after);
        });
    }

    void cancellation_reaches_into_a_generator() {
        run_test([]() -> Coroutine<> {
            bool seen = false;
            const auto endless = [&]() -> AsyncGenerator<int> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                    seen = true;
                    throw;
                }
                co_yield 1;
            };
            const auto consume = [&]() -> Coroutine<> {
                auto generator = endless();
                co_await generator.next();
            };
            auto task = create_task(consume());
            co_await turns(2);
            task.cancel();
            const bool cancelled = co_await was_cancelled(task);
            CO_VERIFY(cancelled && seen);
        });
    }

    void a_generator_that_was_cancelled_has_ended() {
        run_test([]() -> Coroutine<> {
            const auto numbers = []() -> AsyncGenerator<int> {
                for (int i = 0;; ++i) {
                    co_await sleep(24h);
                    co_yield i;
                }
            };
            auto generator = numbers();
            const auto consume = [&]() -> Coroutine<> { co_await generator.next(); };
            auto task = create_task(consume());
            co_await turns(2);
            task.cancel();
            const bool cancelled = co_await was_cancelled(task);
            const auto after = co_await generator.next();
            CO_VERIFY(cancelled && !after);
        });
    }

    void one_task_at_a_time_may_ask_and_others_later() {
        run_test([]() -> Coroutine<> {
            const auto numbers = []() -> AsyncGenerator<int> {
                for (int i = 0; i < 2; ++i) {
                    co_await turns(2);
                    co_yield i;
                }
            };
            auto generator = numbers();
            const auto ask = [&]() -> Coroutine<int> {
                const auto item = co_await generator.next();
                co_return item.value_or(-1);
            };
            auto first = create_task(ask());
            auto second = create_task(ending(ask()));
            const int zero = co_await first;
            const std::string refused = co_await second;
            CO_VERIFY(zero == 0);
            CO_VERIFY(refused == "AsyncGenerator.next: it is being asked already");
            const int one = co_await create_task(ask());
            const int none = co_await create_task(ask());
            CO_VERIFY(one == 1 && none == -1);
        });
    }

    void a_generator_can_be_empty_closed_and_moved() {
        run_test([]() -> Coroutine<> {
            AsyncGenerator<std::unique_ptr<int>> generator;
            const auto nothing = co_await generator.next();
            CO_VERIFY(!nothing);
            auto token = std::make_shared<int>();
            const auto numbers = [](std::shared_ptr<int>) -> AsyncGenerator<std::unique_ptr<int>> {
                for (int i = 0;; ++i)
                    co_yield std::make_unique<int>(i);
            };
            generator = numbers(token);
            const auto zero = co_await generator.next();
            auto moved = std::move(generator);
            const auto one = co_await moved.next();
            CO_VERIFY(**zero == 0 && **one == 1);
            moved.close();
            const auto closed = co_await moved.next();
            CO_VERIFY(!closed && token.use_count() == 1);
        });
    }

    void a_million_items_need_no_stack() {
        run_test([]() -> Coroutine<> {
            const auto numbers = []() -> AsyncGenerator<int> {
                for (int i = 0; i < 1'000'000; ++i)
                    co_yield i;
            };
            auto generator = numbers();
            int count = 0;
            for (;;) {
                const auto item = co_await generator.next();
                if (!item)
                    break;
                ++count;
            }
            CO_VERIFY(count == 1'000'000);
        });
    }
};

QTEST_GUILESS_MAIN(TestAsyncGenerator)
#include "tst_async_generator.moc"
