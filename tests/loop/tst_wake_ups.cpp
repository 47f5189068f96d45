// SPDX-License-Identifier: MIT
#include "loop/barrier.h"
#include "loop/condition.h"
#include "loop/event.h"
#include "loop/gather.h"
#include "loop/lock.h"
#include "loop/queue.h"
#include "loop/semaphore.h"
#include "loop/sleep.h"
#include "loop/task_group.h"
#include "loop/timeout.h"
#include "tests/loop/combining_test.h"

#include <string>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// What happened, in order: "a in | b in".
class Story {
public:
    void note(const std::string& what) { text_ += (text_.empty() ? "" : " | ") + what; }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

} // namespace

/// Who goes on when: the stories are what CPython 3.11 prints for the same programs.
class TestWakeUps : public QObject {
    Q_OBJECT

    template<typename Program>
    void compare(Program program, const char* asyncio) {
        Story story;
        run_test([&]() -> Coroutine<> { co_await program(story); });
        QCOMPARE(QString::fromStdString(story.text()), QString(asyncio));
    }

private slots:
    void of_futures_events_and_callbacks() {
        std::vector<std::string> log;
        run_test([&]() -> Coroutine<> {
            EventLoop& loop = *EventLoop::current();
            const auto note = [&](std::string what) { log.push_back(std::move(what)); };
            const auto waits = [&](std::string name, auto awaitable) -> Coroutine<> {
                note(name + " waits");
                co_await std::move(awaitable);
                note(name + " goes on");
            };
            Future<> future;
            const auto a = create_task(waits("a", future));
            const auto b = create_task(waits("b", future));
            future.add_done_callback([&](Future<>) { note("callback"); });
            note("main yields");
            co_await yield();
            loop.call_soon([&] { note("soon before"); });
            future.set_result();
            loop.call_soon([&] { note("soon after"); });
            const auto c = create_task(waits("c", a));
            const auto d = create_task(waits("d", future));
            note("main waits for b");
            co_await b;
            note("main after b");
            co_await c;
            co_await d;
            note("main after d");
            Event event;
            const auto wait_for_event = [&]() -> Coroutine<> { co_await event.wait(); };
            const auto do_yield = []() -> Coroutine<> { co_await yield(); };
            auto e = create_task(waits("e", wait_for_event()));
            auto f = create_task(waits("f", wait_for_event()));
            co_await yield();
            loop.call_soon([&] { event.set(); });
            loop.call_soon([&] { note("soon after set"); });
            auto g = create_task(waits("g", do_yield()));
            co_await gather(e, f);
            note("main gathered");
            co_await g;
            note("main ends");
        });
        const std::vector<std::string> asyncio{
            "main yields", "a waits",   "b waits",        "main waits for b", "soon before",
            "callback",    "a goes on", "b goes on",      "soon after",       "c waits",
            "c goes on",   "d waits",   "d goes on",      "main after b",     "main after d",
            "e waits",     "f waits",   "soon after set", "g waits",          "e goes on",
            "f goes on",   "g goes on", "main gathered",  "main ends"};
        QCOMPARE(log, asyncio);
    }

    void of_a_lock() {
        const auto program = [](Story& story) -> Coroutine<> {
            Lock lock;
            const auto work = [&](std::string name) -> Coroutine<> {
                const Lock::Guard guard = co_await lock;
                story.note(name + " in");
                co_await yield();
                story.note(name + " out");
            };
            auto all = gather(work("a"), work("b"), work("c"));
            co_await yield();
            {
                const Lock::Guard guard = co_await lock;
                story.note("main in");
            }
            story.note("main out");
            co_await all;
            story.note("end");
        };
        compare(program, "a in | a out | b in | b out | c in | c out | main in | main out | end");
    }

    void of_a_semaphore() {
        const auto program = [](Story& story) -> Coroutine<> {
            Semaphore semaphore(2);
            const auto work = [&](std::string name) -> Coroutine<> {
                const Semaphore::Guard guard = co_await semaphore;
                story.note(name + " in");
                co_await yield();
                story.note(name + " out");
            };
            co_await gather(work("a"), work("b"), work("c"), work("d"));
            story.note("end");
        };
        compare(program, "a in | b in | a out | b out | c in | d in | c out | d out | end");
    }

    void of_a_condition() {
        const auto program = [](Story& story) -> Coroutine<> {
            Condition condition;
            const auto work = [&](std::string name) -> Coroutine<> {
                const Lock::Guard guard = co_await condition.lock();
                story.note(name + " waits");
                co_await condition.wait();
                story.note(name + " woken");
            };
            auto a = create_task(work("a"));
            auto b = create_task(work("b"));
            auto c = create_task(work("c"));
            co_await turns(2);
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify(2);
                story.note("notified 2");
            }
            story.note("released");
            co_await gather(a, b);
            story.note("two");
            {
                const Lock::Guard guard = co_await condition.lock();
                condition.notify_all();
            }
            co_await c;
            story.note("end");
        };
        compare(program,
                "a waits | b waits | c waits | notified 2 | released | a woken | b woken | "
                "two | c woken | end");
    }

    void of_a_queue() {
        const auto program = [](Story& story) -> Coroutine<> {
            Queue<int> queue(1);
            const auto put = [&](std::string name, int first) -> Coroutine<> {
                for (int item = first; item < first + 2; ++item) {
                    co_await queue.put(item);
                    story.note(name + " put " + std::to_string(item));
                }
                story.note(name + " ends");
            };
            const auto get = [&](std::string name) -> Coroutine<> {
                for (int i = 0; i < 2; ++i) {
                    const int item = co_await queue.get();
                    story.note(name + " got " + std::to_string(item));
                    queue.task_done();
                }
            };
            co_await gather(get("g"), get("h"), put("p", 1), put("q", 3));
            co_await queue.join();
            story.note("end");
        };
        compare(program, "p put 1 | g got 1 | p put 2 | p ends | h got 2 | q put 3 | g got 3 | "
                         "q put 4 | q ends | h got 4 | end");
    }

    void of_a_barrier() {
        const auto program = [](Story& story) -> Coroutine<> {
            Barrier barrier(3);
            const auto work = [&](std::string name) -> Coroutine<> {
                const std::size_t place = co_await barrier.wait();
                story.note(name + " " + std::to_string(place));
            };
            co_await gather(work("a"), work("b"), work("c"));
            story.note("end");
        };
        compare(program, "c 2 | a 0 | b 1 | end");
    }

    void of_those_who_wait_for_tasks() {
        const auto program = [](Story& story) -> Coroutine<> {
            const auto work = [&](std::string name, int yields) -> Coroutine<std::string> {
                co_await turns(yields);
                story.note(name + " ends");
                co_return name;
            };
            std::vector<Task<std::string>> tasks{
                create_task(work("a", 3)), create_task(work("b", 1)), create_task(work("c", 2))};
            for (const auto& task : tasks)
                task.add_done_callback([&](const Task<std::string>& done) {
                    story.note("callback " + done.result());
                });
            const auto gathers = [&]() -> Coroutine<> {
                co_await gather(tasks);
                story.note("gathered");
            };
            const auto awaits = [&](int which, std::string name) -> Coroutine<> {
                co_await tasks[which];
                story.note(name);
            };
            std::vector<Task<>> watchers{create_task(gathers()),
                                         create_task(awaits(1, "b awaited")),
                                         create_task(awaits(1, "b awaited too"))};
            for (const Task<>& watcher : watchers)
                co_await watcher;
            story.note("end");
        };
        compare(program, "b ends | callback b | b awaited | b awaited too | c ends | a ends | "
                         "callback c | callback a | gathered | end");
    }

    void of_a_group() {
        const auto program = [](Story& story) -> Coroutine<> {
            TaskGroup group;
            const auto work = [&](std::string name, int yields) -> Coroutine<> {
                co_await turns(yields);
                story.note(name + " ends");
            };
            const auto body = [&]() -> Coroutine<> {
                group.create_task(work("a", 2));
                group.create_task(work("b", 0));
                story.note("body");
                co_await yield();
                story.note("body ends");
            };
            co_await group.run(body());
            story.note("end");
        };
        compare(program, "body | b ends | body ends | a ends | end");
    }

    void of_a_group_that_fails() {
        const auto program = [](Story& story) -> Coroutine<> {
            TaskGroup group;
            const auto good = [&](std::string name) -> Coroutine<> {
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                    story.note(name + " cancelled");
                    throw;
                }
            };
            const auto bad = [&]() -> Coroutine<> {
                co_await yield();
                story.note("bad fails");
                throw std::runtime_error("bad");
            };
            const auto body = [&]() -> Coroutine<> {
                group.create_task(good("x"));
                group.create_task(bad());
                co_await good("body");
            };
            try {
                co_await group.run(body());
            } catch (const ExceptionGroup&) {
                story.note("group");
            }
        };
        compare(program, "bad fails | x cancelled | body cancelled | group");
    }

    void of_timers() {
        const auto program = [](Story& story) -> Coroutine<> {
            EventLoop& loop = *EventLoop::current();
            const auto note = [&](const char* what) {
                return [&story, what] { story.note(what); };
            };
            const auto sleeps = [&](std::string name, Duration delay) -> Coroutine<> {
                co_await sleep(delay);
                story.note(name);
            };
            const TimePoint then = loop.time() + 10ms;
            loop.call_at(then + 2ms, note("late call"));
            loop.call_at(then, note("call"));
            auto all = gather(sleeps("slow", 20ms), sleeps("fast", 1ms), sleeps("zero", 0ms),
                              sleeps("negative", -1ms));
            loop.call_soon(note("soon"));
            co_await all;
        };
        compare(program, "soon | zero | negative | fast | call | late call | slow");
    }

    void of_a_limit_that_is_over_at_once() {
        const auto program = [](Story& story) -> Coroutine<> {
            const auto inside = [&]() -> Coroutine<> {
                story.note("inside");
                try {
                    co_await sleep(24h);
                } catch (const CancelledError&) {
                    story.note("cancelled");
                }
                co_await yield();
                story.note("cleaned");
                throw CancelledError();
            };
            const auto limited = [&]() -> Coroutine<> {
                try {
                    co_await timeout(0s, inside());
                } catch (const TimeoutError&) {
                    story.note("timeout");
                }
            };
            auto task = create_task(limited());
            EventLoop::current()->call_soon([&] { story.note("soon"); });
            for (const char* const name : {"main 1", "main 2", "main 3"}) {
                co_await yield();
                story.note(name);
            }
            co_await task;
            story.note("end");
        };
        compare(program,
                "inside | soon | main 1 | main 2 | cancelled | main 3 | cleaned | timeout | "
                "end");
    }
};

QTEST_GUILESS_MAIN(TestWakeUps)
#include "tst_wake_ups.moc"
