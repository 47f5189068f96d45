// SPDX-License-Identifier: MIT
#include "loop/awaiter.h"

#include "loop/gather.h"
#include "loop/introspection.h"
#include "loop/run.h"
#include "loop/shield.h"
#include "loop/sleep.h"
#include "loop/task_group.h"
#include "loop/time_source.h"
#include "loop/timeout.h"
#include "tests/loop/coroutine_test.h"

#include <memory>
#include <stdexcept>
#include <string>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// Whoever waits is here, and everything that was asked of it.
struct Source {
    class Next;
    Next* waiting = nullptr;
    int starts = 0;
    int stops = 0;
    bool broken = false;
    bool at_once = false;
};

class Source::Next final : public Awaiter<std::string> {
public:
    explicit Next(Source& source, WaitKind kind = WaitKind::Event)
        : Awaiter("Source.next", kind)
        , source_(source) {}
    using Awaiter::fail;
    using Awaiter::finish;

private:
    void start() override {
        ++source_.starts;
        source_.waiting = this;
        if (source_.broken)
            throw std::runtime_error("broken");
        if (source_.at_once)
            finish("at once");
    }
    void stop() noexcept override {
        ++source_.stops;
        source_.waiting = nullptr;
    }
    Source& source_;
};

Coroutine<std::string> next(Source& source) {
    std::string word = co_await Source::Next(source);
    co_return word;
}

} // namespace

/// Awaitables of one's own.
class TestAwaiter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_task_goes_on_in_its_turn_with_the_result() {
        run_test([]() -> Coroutine<> {
            Source source;
            auto task = create_task(next(source));
            co_await yield();
            CO_VERIFY(source.waiting && source.waiting->pending());
            source.waiting->finish("word");
            CO_VERIFY(!source.waiting->pending());
            CO_VERIFY(!task.done()); // not inside `finish`
            const std::string word = co_await task;
            CO_VERIFY(word == "word");
            CO_VERIFY(source.starts == 1 && source.stops == 0);
        });
    }

    void the_first_end_is_the_end() {
        run_test([]() -> Coroutine<> {
            Source source;
            auto task = create_task(next(source));
            co_await yield();
            source.waiting->finish("first");
            source.waiting->finish("second");
            source.waiting->fail(std::make_exception_ptr(std::runtime_error("third")));
            const std::string word = co_await task;
            CO_VERIFY(word == "first");
        });
    }

    void it_may_end_before_anybody_waits_or_as_soon_as_somebody_does() {
        run_test([]() -> Coroutine<> {
            Source source;
            Source::Next early(source);
            early.finish("early");
            const std::string word = co_await early;
            CO_VERIFY(word == "early" && source.starts == 0);
            source.at_once = true;
            const std::string other = co_await Source::Next(source);
            CO_VERIFY(other == "at once" && source.stops == 0);
        });
    }

    void a_failure_arrives_and_so_does_one_to_start() {
        run_test([]() -> Coroutine<> {
            Source source;
            auto task = create_task(next(source));
            co_await yield();
            source.waiting->fail(std::make_exception_ptr(std::runtime_error("failed")));
            std::string message;
            try {
                co_await task;
            } catch (const std::runtime_error& error) {
                message = error.what();
            }
            CO_VERIFY(message == "failed");
            source.broken = true;
            try {
                co_await Source::Next(source);
            } catch (const std::runtime_error& error) {
                message = error.what();
            }
            CO_VERIFY(message == "broken" && source.stops == 0);
        });
    }

    void cancelling_stops_it_and_what_comes_later_is_ignored() {
        run_test([]() -> Coroutine<> {
            Source source;
            auto task = create_task(next(source));
            co_await yield();
            Source::Next* const awaiter = source.waiting;
            task.cancel();
            CO_VERIFY(source.stops == 1);
            awaiter->finish("too late");
            task.cancel();
            bool cancelled = false;
            try {
                co_await task;
            } catch (const CancelledError&) {
                cancelled = true;
            }
            CO_VERIFY(cancelled && source.stops == 1);
        });
    }

    void a_task_that_is_cancelled_after_the_end_or_before_the_start() {
        run_test([]() -> Coroutine<> {
            Source source;
            auto task = create_task(next(source));
            co_await yield();
            source.waiting->finish("nobody takes it");
            task.cancel();
            bool cancelled = false;
            try {
                co_await task;
            } catch (const CancelledError&) {
                cancelled = true;
            }
            CO_VERIFY(cancelled && source.stops == 0);
            const auto cancel_and_wait = [&]() -> Coroutine<> {
                current_task().cancel();
                co_await Source::Next(source);
            };
            auto other = create_task(cancel_and_wait);
            try {
                co_await other;
            } catch (const CancelledError&) {
            }
            CO_VERIFY(other.cancelled() && source.starts == 1);
        });
    }

    void a_task_that_is_destroyed_where_it_waits_stops_it() {
        run_test([]() -> Coroutine<> {
            Source waits;
            Source over;
            {
                TaskGroup group; // which unwinds its tasks where they stand
                group.create_task(next(waits));
                group.create_task(next(over));
                co_await yield();
                over.waiting->finish("nobody takes it");
            }
            CO_VERIFY(waits.starts == 1 && waits.stops == 1 && !waits.waiting);
            CO_VERIFY(over.starts == 1 && over.stops == 0);
        });
    }

    void a_loop_that_ends_unwinds_a_task_that_goes_on_waiting() {
        Source source;
        {
            EventLoop loop;
            const auto stubborn = [&]() -> Coroutine<> {
                for (;;) {
                    try {
                        co_await Source::Next(source);
                    } catch (const CancelledError&) {
                    }
                }
            };
            create_task(loop, stubborn());
            loop.run_ready(Clock::now(), false);
        }
        QVERIFY(source.starts == 2 && source.stops == 2 && !source.waiting);
    }

    void it_combines_like_everything_that_can_be_awaited() {
        run_test([]() -> Coroutine<> {
            Source one;
            Source two;
            auto both = create_task(gather(Source::Next(one), Source::Next(two)));
            co_await sleep(1ms);
            one.waiting->finish("1");
            two.waiting->finish("2");
            const auto [first, second] = co_await both;
            CO_VERIFY(first == "1" && second == "2");

            bool timed_out = false;
            try {
                co_await timeout(1ms, Source::Next(one));
            } catch (const TimeoutError&) {
                timed_out = true;
            }
            CO_VERIFY(timed_out && one.stops == 1);

            auto inner = create_task(next(one));
            auto outer = create_task(shield(inner));
            co_await sleep(1ms);
            outer.cancel();
            co_await yield();
            CO_VERIFY(one.stops == 1 && !inner.done());
            one.waiting->finish("kept");
            const std::string kept = co_await inner;
            CO_VERIFY(kept == "kept");
        });
    }

    void it_is_seen_by_its_name() {
        EventLoop loop;
        Source source;
        const auto wait = [&]() -> Coroutine<> { co_await Source::Next(source, WaitKind::Io); };
        auto task = create_task(loop, wait());
        loop.run_ready(Clock::now(), false);
        const TaskActivity activity = inspect(task);
        QCOMPARE(activity.activity, Activity::Waiting);
        QCOMPARE(activity.wait, WaitKind::Io);
        QCOMPARE(activity.what, std::string("Source.next"));
        source.waiting->finish("");
        loop.run_ready(Clock::now(), false);
        QVERIFY(task.done());
    }

    void virtual_time_stands_still_for_what_is_outside() {
        for (const WaitKind kind : {WaitKind::Event, WaitKind::Io}) {
            EventLoop loop;
            loop.set_time_source(std::make_unique<VirtualTime>());
            Source source;
            const auto wait = [&]() -> Coroutine<> { co_await Source::Next(source, kind); };
            auto task = create_task(loop, wait());
            bool hour_over = false;
            loop.call_later(1h, [&] { hour_over = true; });
            int turns = 0;
            loop.run_until([&] { return hour_over || ++turns > 10; });
            QCOMPARE(hour_over, kind == WaitKind::Event);
            source.waiting->finish("");
            loop.run_until([&] { return hour_over && task.done(); });
        }
    }
};

QTEST_GUILESS_MAIN(TestAwaiter)
#include "tst_awaiter.moc"
