// SPDX-License-Identifier: MIT
#include "loop/event.h"
#include "loop/executor.h"
#include "loop/gather.h"
#include "loop/introspection.h"
#include "loop/lock.h"
#include "loop/queue.h"
#include "loop/shield.h"
#include "loop/sleep.h"
#include "loop/time_source.h"
#include "loop/timeout.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"
#include "tests/loop/coroutine_test.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

Coroutine<> turns(int count) {
    for (int i = 0; i < count; ++i)
        co_await yield();
}

Coroutine<> inner_wait() { co_await sleep(24h); }
Coroutine<> outer_wait() { co_await inner_wait(); }

void spin(Duration duration) {
    for (const TimePoint end = Clock::now() + duration; Clock::now() < end;) {
    }
}

} // namespace

class TestSeeing : public QObject {
    Q_OBJECT

private slots:
    // -- introspection ------------------------------------------------------------------------

    void a_task_tells_what_it_waits_on_and_where() {
        run_test([]() -> Coroutine<> {
            auto task = create_task(outer_wait(), "sleeper");
            TaskActivity now = inspect(task);
            CO_VERIFY(now.activity == Activity::Ready);
            co_await turns(1);
            now = inspect(task);
            CO_VERIFY(now.activity == Activity::Waiting && now.wait == WaitKind::Timer);
            CO_VERIFY(now.what == "sleep" && *now.time_left > 23h && *now.time_left <= 24h);
            CO_VERIFY(now.stack.size() == 2);
            CO_VERIFY(function_name(now.stack[0]).ends_with("outer_wait"));
            CO_VERIFY(function_name(now.stack[1]).ends_with("inner_wait"));
            CO_VERIFY(describe(now.stack[1]).starts_with("tst_seeing.cpp:"));
            CO_VERIFY(inspect(current_task()).activity == Activity::Running);
        });
    }

    void every_kind_of_wait_is_named() {
        run_test([]() -> Coroutine<> {
            Lock lock;
            co_await lock.acquire();
            Event event;
            Queue<int> queue;
            Future<> future;
            auto other = create_task(inner_wait(), "other");
            const auto on_lock = [&]() -> Coroutine<> { co_await lock.acquire(); };
            const auto on_event = [&]() -> Coroutine<> { co_await event.wait(); };
            const auto on_queue = [&]() -> Coroutine<> { co_await queue.get(); };
            const auto on_future = [&]() -> Coroutine<> { co_await future; };
            const auto on_task = [&]() -> Coroutine<> { co_await shield(other); };
            std::vector<std::pair<Task<>, WaitKind>> waits{
                {create_task(on_lock()), WaitKind::Lock},
                {create_task(on_event()), WaitKind::Event},
                {create_task(on_queue()), WaitKind::Queue},
                {create_task(on_future()), WaitKind::Future},
                {create_task(on_task()), WaitKind::Task}};
            co_await turns(1);
            for (const auto& [task, kind] : waits)
                CO_VERIFY(inspect(task).wait == kind);
            CO_VERIFY(inspect(waits.back().first).other == other);
        });
    }

    void the_call_graph_is_a_tree_of_those_who_wait() {
        run_test([]() -> Coroutine<> {
            auto shared = create_task(inner_wait(), "shared");
            const auto wait = [=]() -> Coroutine<> { co_await gather(shared, inner_wait()); };
            auto a = create_task(wait(), "a");
            const auto wait_too = [=]() -> Coroutine<> { co_await shared; };
            auto b = create_task(wait_too(), "b");
            co_await turns(2);
            const std::string graph = format_call_graph(*EventLoop::current());
            CO_VERIFY(graph.find("main: running\n") == 0);
            CO_VERIFY(graph.find("\na: waiting in gather for shared\n") != graph.npos);
            CO_VERIFY(graph.find("\n  shared: waiting in sleep, ") != graph.npos);
            CO_VERIFY(graph.find("\nb: waiting in task for shared\n") != graph.npos);
            CO_VERIFY(graph.find("\n  shared: see above\n") != graph.npos);
            CO_VERIFY(graph.find(" in ") != graph.npos && graph.find("inner_wait") != graph.npos);
        });
    }

    void the_call_graph_of_a_long_chain_needs_no_stack() {
        run_test([]() -> Coroutine<> {
            std::vector<Task<>> chain{create_task(inner_wait())};
            const auto follow = [](Task<> next) -> Coroutine<> { co_await shield(next); };
            for (int i = 0; i < 20'000; ++i)
                chain.push_back(create_task(follow(chain.back())));
            co_await turns(1);
            const std::string graph = format_call_graph(*EventLoop::current());
            CO_VERIFY(std::count(graph.begin(), graph.end(), '\n') > 40'000);
        });
    }

    // -- recording ----------------------------------------------------------------------------

    void tasks_become_lanes_of_a_trace() {
        Trace trace;
        EventLoop loop;
        const auto child = []() -> Coroutine<> {
            co_await sleep(1ms);
            throw std::runtime_error("broken");
        };
        const auto parent = [&]() -> Coroutine<> {
            auto task = create_task(child(), "child");
            try {
                co_await task;
            } catch (const std::runtime_error&) {
            }
            co_await yield();
        };
        auto early = create_task(loop, inner_wait(), "early");
        loop.run_ready(Clock::now(), false);
        StrandId strand;
        {
            Recorder recorder(loop, trace);
            strand = recorder.strand();
            auto task = create_task(loop, parent(), "parent");
            run_until_done(loop, task);
        }
        QVERIFY(trace.strand(strand).kind == StrandKind::Cpp);
        QCOMPARE(trace.lane_count(), std::size_t(3));

        const Lane& old = trace.lane(LaneId(1));
        QCOMPARE(trace.name(old.name), std::string("early"));
        QVERIFY(old.outcome == Outcome::Pending && old.back().wait == WaitKind::Timer);

        const Lane& mother = trace.lane(LaneId(2));
        QCOMPARE(trace.name(mother.name), std::string("parent"));
        QVERIFY(mother.outcome == Outcome::Finished);
        std::vector<Activity> activities;
        for (std::size_t i = 0; i < mother.size(); ++i)
            activities.push_back(mother[i].activity);
        using enum Activity;
        QCOMPARE(activities,
                 (std::vector{Ready, Running, Waiting, Ready, Running, Ready, Running}));
        QVERIFY(mother[2].wait == WaitKind::Task && mother[2].other() == LaneId(3));
        QVERIFY(trace.describe(mother[2].where).find("tst_seeing.cpp:") == 0);

        const Lane& daughter = trace.lane(LaneId(3));
        QVERIFY(daughter.creator == mother.id && daughter.outcome == Outcome::Failed);
        QCOMPARE(trace.text(daughter.message), std::string_view("broken"));
        QVERIFY(daughter[2].wait == WaitKind::Timer);
        QCOMPARE(trace.text(daughter[2].what), std::string_view("sleep"));
        early.cancel();
    }

    void threads_that_work_for_tasks_are_lanes() {
        Trace trace;
        EventLoop loop;
        const Recorder recorder(loop, trace);
        const auto main = []() -> Coroutine<> {
            for (int i = 0; i < 3; ++i)
                co_await to_thread(spin, 2ms);
        };
        auto task = create_task(loop, main(), "asks");
        run_until_done(loop, task);
        LaneId asks = LaneId::None;
        std::vector<const Slice*> jobs;
        trace.for_each_lane([&](const Lane& lane) {
            if (trace.name(lane.name) == "asks")
                asks = lane.id;
            if (trace.text(lane.name.text) != "thread-")
                return;
            QVERIFY(lane.pending() && lane.back().wait == WaitKind::Queue);
            for (std::size_t i = 0; i < lane.size(); ++i)
                if (lane[i].activity == Activity::Running) {
                    QVERIFY(lane.end_of(i, 0) - lane[i].begin_ns >= 2'000'000);
                    jobs.push_back(&lane[i]);
                }
        });
        QCOMPARE(jobs.size(), std::size_t(3));
        for (const Slice* job : jobs) {
            QVERIFY(job->other() == asks);
            QVERIFY(job->where != LocationId::None);
        }
    }

    void who_cancelled_a_task_is_recorded() {
        Trace trace;
        EventLoop loop;
        const Recorder recorder(loop, trace);
        const auto main = []() -> Coroutine<> {
            auto victim = create_task(inner_wait(), "victim");
            co_await turns(1);
            victim.cancel();
            co_await turns(2);
        };
        auto task = create_task(loop, main(), "canceller");
        run_until_done(loop, task);
        const Lane* victim = nullptr;
        trace.for_each_lane([&](const Lane& lane) {
            if (trace.name(lane.name) == "victim")
                victim = &lane;
        });
        QVERIFY(victim && victim->outcome == Outcome::Cancelled);
        QCOMPARE(trace.name_of(victim->cancelled_by), std::string("canceller"));
    }

    // -- debug mode ---------------------------------------------------------------------------

    void debug_mode_warns_of_slow_steps_and_of_coroutines_never_awaited() {
        EventLoop loop;
        std::vector<std::string> warnings;
        loop.set_warning_handler([&](std::string_view text) { warnings.emplace_back(text); });
        const auto slow = []() -> Coroutine<> {
            spin(3ms);
            co_return;
        };
        auto quiet = create_task(loop, slow());
        run_until_done(loop, quiet);
        QVERIFY(warnings.empty());

        loop.set_debug(true);
        loop.set_slow_step(2ms);
        auto task = create_task(loop, slow(), "slow one");
        run_until_done(loop, task);
        QVERIFY(std::any_of(warnings.begin(), warnings.end(), [](const std::string& w) {
            return w.find("slow one") != w.npos && w.find("held the loop for") != w.npos;
        }));
        warnings.clear();
        loop.call_soon([] { spin(3ms); });
        while (loop.run_ready(Clock::now(), false)) {
        }
        QCOMPARE(warnings.size(), std::size_t(1));

        warnings.clear();
        { const auto forgotten = outer_wait(); }
        QCOMPARE(warnings.size(), std::size_t(1));
        QVERIFY(warnings[0].find("never awaited") != std::string::npos);
        QVERIFY(warnings[0].find("outer_wait") != std::string::npos);
    }

    void debug_mode_notices_the_wrong_thread() {
        EventLoop loop;
        loop.set_debug(true);
        int refused = 0;
        std::thread([&] {
            for (const auto& use : std::vector<std::function<void()>>{
                     [&] { loop.call_soon([] {}); }, [&] { loop.call_later(1ms, [] {}); },
                     [&] { create_task(loop, turns(1)); }}) {
                try {
                    use();
                } catch (const InvalidStateError&) {
                    ++refused;
                }
            }
        }).join();
        QCOMPARE(refused, 3);
    }

    // -- time ---------------------------------------------------------------------------------

    void virtual_time_jumps_and_always_has_the_same_order() {
        const auto play = [] {
            std::string story;
            EventLoop loop;
            loop.set_time_source(std::make_unique<VirtualTime>());
            const auto actor = [&](char name, Duration pause) -> Coroutine<> {
                for (int i = 0; i < 5; ++i) {
                    co_await sleep(pause);
                    story += name;
                }
            };
            const auto main = [&]() -> Coroutine<> {
                co_await gather(actor('a', 1h), actor('b', 2h), actor('c', 2h), actor('d', 3h));
            };
            const TimePoint began = loop.time();
            auto task = create_task(loop, main());
            run_until_done(loop, task);
            if (loop.time() - began != 15h)
                story += "?";
            return story;
        };
        const TimePoint began = Clock::now();
        const std::string first = play();
        QCOMPARE(first.size(), std::size_t(20));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(play(), first);
        QVERIFY(Clock::now() - began < 1h);
    }

    void virtual_time_stands_still_for_threads() {
        EventLoop loop;
        loop.set_time_source(std::make_unique<VirtualTime>());
        const auto main = []() -> Coroutine<std::string> {
            const auto work = [] { std::this_thread::sleep_for(2ms); };
            try {
                co_await timeout(1h, to_thread(work));
            } catch (const TimeoutError&) {
                co_return "timeout";
            }
            co_return "in time";
        };
        auto task = create_task(loop, main());
        run_until_done(loop, task);
        QCOMPARE(task.result(), std::string("in time"));
    }

    void scaled_time_goes_faster_and_changes_its_pace() {
        EventLoop loop;
        auto source = std::make_unique<ScaledTime>(1000);
        ScaledTime& time = *source;
        loop.set_time_source(std::move(source));
        const TimePoint real_began = Clock::now();
        const TimePoint began = loop.time();
        const auto main = [&]() -> Coroutine<> {
            co_await sleep(10s);
            time.set_pace(100'000);
            co_await sleep(1000s);
        };
        auto task = create_task(loop, main());
        run_until_done(loop, task);
        QVERIFY(loop.time() - began >= 1010s);
        QVERIFY(Clock::now() - real_began < 500s);
        time.set_pace(0);
        const TimePoint still = loop.time();
        spin(1ms);
        QVERIFY(loop.time() == still);
        QVERIFY(time.real_time(still + 1s) == TimePoint::max());
        QCOMPARE(time.pace(), 0.0);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ScaledTime(-1));
    }
};

QTEST_GUILESS_MAIN(TestSeeing)
#include "tst_seeing.moc"
