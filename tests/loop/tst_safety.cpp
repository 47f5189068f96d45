// SPDX-License-Identifier: MIT
#define QT_NO_KEYWORDS // Asio has a function `emit`
#include "loop/asio.h"
#include "loop/async_generator.h"
#include "loop/barrier.h"
#include "loop/condition.h"
#include "loop/detail/task_state.h"
#include "loop/event.h"
#include "loop/executor.h"
#include "loop/gather.h"
#include "loop/lock.h"
#include "loop/queue.h"
#include "loop/run.h"
#include "loop/semaphore.h"
#include "loop/shield.h"
#include "loop/sleep.h"
#include "loop/task_group.h"
#include "loop/time_source.h"
#include "loop/timeout.h"
#include "loop/wait.h"

#include <QTest>

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <random>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

using Token = std::shared_ptr<int>;

Coroutine<> turns(Token, int count) {
    for (int i = 0; i < count; ++i)
        co_await yield();
}

/// Programs that use one primitive each, and suspend in it in every way they can. Each frame holds
/// a token, so that a frame that is left behind is noticed. Tasks that refer to variables of their
/// parent are in a group: only that ends before the variables do, whatever happens.
struct Programs {
    static Coroutine<> sleeping(Token token) {
        co_await sleep(1h);
        co_await turns(token, 2);
    }
    static Coroutine<> locking(Token token) {
        Lock lock;
        const auto work = [&lock](Token t) -> Coroutine<> {
            const Lock::Guard guard = co_await lock;
            co_await turns(t, 1);
        };
        TaskGroup group;
        for (int i = 0; i < 3; ++i)
            group.create_task(work(token));
        co_await group.join();
    }
    static Coroutine<> events(Token token) {
        Event event;
        const auto work = [&event](Token) -> Coroutine<> { co_await event.wait(); };
        TaskGroup group;
        group.create_task(work(token));
        group.create_task(work(token));
        co_await yield();
        event.set();
        co_await group.join();
    }
    static Coroutine<> conditions(Token token) {
        Condition condition;
        const auto work = [&condition](Token) -> Coroutine<> {
            const Lock::Guard guard = co_await condition.lock();
            co_await condition.wait();
        };
        TaskGroup group;
        group.create_task(work(token));
        group.create_task(work(token));
        co_await turns(token, 4);
        {
            const Lock::Guard guard = co_await condition.lock();
            condition.notify_all();
        }
        co_await group.join();
    }
    static Coroutine<> semaphores(Token token) {
        Semaphore semaphore(2);
        const auto work = [&semaphore](Token t) -> Coroutine<> {
            const Semaphore::Guard guard = co_await semaphore;
            co_await turns(t, 1);
        };
        TaskGroup group;
        for (int i = 0; i < 4; ++i)
            group.create_task(work(token));
        co_await group.join();
    }
    static Coroutine<> barriers(Token token) {
        Barrier barrier(3);
        const auto work = [&barrier](Token) -> Coroutine<> {
            co_await barrier.wait();
            co_await barrier.wait();
        };
        TaskGroup group;
        for (int i = 0; i < 3; ++i)
            group.create_task(work(token));
        co_await group.join();
    }
    static Coroutine<> queues(Token token) {
        Queue<Token> queue(1);
        const auto put = [&queue](Token t) -> Coroutine<> {
            for (int i = 0; i < 3; ++i)
                co_await queue.put(t);
            co_await queue.join();
        };
        const auto get = [&queue](Token) -> Coroutine<> {
            for (int i = 0; i < 3; ++i) {
                co_await queue.get();
                queue.task_done();
            }
        };
        TaskGroup group;
        for (int i = 0; i < 2; ++i) {
            group.create_task(put(token));
            group.create_task(get(token));
        }
        co_await group.join();
    }
    static Coroutine<> waiting(Token token) {
        std::vector<Task<>> tasks{create_task(turns(token, 1)), create_task(turns(token, 3)),
                                  create_task(sleeping(token))};
        co_await wait(tasks, ReturnWhen::FirstCompleted);
        co_await wait(tasks, ReturnWhen::AllCompleted, 1ms);
        auto done = as_completed(tasks);
        for (int i = 0; i < 3; ++i)
            co_await done.next();
    }
    static Coroutine<> limits(Token token) {
        try {
            co_await timeout(1ms, sleeping(token));
        } catch (const TimeoutError&) {
        }
        auto task = create_task(turns(token, 3));
        co_await wait_for(task, 1h);
    }
    static Coroutine<> shielding(Token token) {
        co_await shield(turns(token, 3));
        co_await gather(turns(token, 1), turns(token, 2));
        auto task = create_task(turns(token, 2));
        co_await task;
    }
    static Coroutine<> groups(Token token) {
        TaskGroup group;
        group.create_task(turns(token, 2));
        group.create_task(sleeping(token));
        co_await group.run(turns(token, 1));
    }
    static Coroutine<> generators(Token token) {
        const auto numbers = [](Token t) -> AsyncGenerator<Token> {
            for (int i = 0; i < 3; ++i) {
                co_await turns(t, 1);
                co_yield t;
            }
        };
        auto generator = numbers(token);
        for (int i = 0; i < 4; ++i)
            co_await generator.next();
    }
    static Coroutine<> futures(Token token) {
        Future<Token> future;
        const auto set = [future](Token t) -> Coroutine<> {
            co_await yield();
            future.set_result(t);
        };
        auto setter = create_task(set, token);
        co_await future;
        co_await setter;
    }
    static Coroutine<> asio(Token token) {
        boost::asio::steady_timer timer(EventLoop::current()->io_context(), 0ms);
        co_await timer.async_wait(use_coroutine);
        timer.expires_after(1h);
        const auto wait = [&timer](Token) -> Coroutine<> {
            co_await timer.async_wait(use_coroutine);
        };
        TaskGroup group;
        group.create_task(wait(token));
        co_await turns(token, 2);
        timer.cancel();
        try {
            co_await group.join();
        } catch (const ExceptionGroup&) {
        }
    }
    static Coroutine<> threads(Token token) {
        const auto work = [token] { return token; };
        co_await to_thread(work);
        co_await turns(token, 1);
    }
};

const std::vector<std::pair<const char*, Coroutine<> (*)(Token)>> programs{
    {"sleep", Programs::sleeping},       {"Lock", Programs::locking},
    {"Event", Programs::events},         {"Condition", Programs::conditions},
    {"Semaphore", Programs::semaphores}, {"Barrier", Programs::barriers},
    {"Queue", Programs::queues},         {"wait, as_completed", Programs::waiting},
    {"timeout", Programs::limits},       {"shield, gather", Programs::shielding},
    {"TaskGroup", Programs::groups},     {"AsyncGenerator", Programs::generators},
    {"Future", Programs::futures},       {"Asio", Programs::asio},
    {"to_thread", Programs::threads},
};

/// Runs so many steps of a program. True if it ended within them.
bool run_steps(EventLoop& loop, const AnyTask& main, int steps) {
    auto& scheduler = detail::scheduler_of(loop);
    for (; steps > 0 && !main.done(); --steps) {
        while (scheduler.ready.empty() && !main.done())
            loop.run_ready(Clock::now(), true); // timers, Asio and threads bring the next step
        if (!scheduler.ready.empty())
            scheduler.run_some(1);
    }
    return main.done();
}

} // namespace

class TestSafety : public QObject {
    Q_OBJECT

    void for_every_program() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(programs.size()); ++i)
            QTest::newRow(programs[i].first) << i;
    }

    template<typename End>
    void end_everywhere(End end) {
        QFETCH(int, index);
        bool ended = false;
        for (int steps = 0; !ended; ++steps) {
            const Token token = std::make_shared<int>();
            {
                EventLoop loop;
                loop.set_time_source(std::make_unique<VirtualTime>());
                loop.set_exception_handler([](std::exception_ptr) {});
                auto main = create_task(loop, programs[index].second(token));
                ended = run_steps(loop, main, steps);
                end(loop, main);
            }
            QCOMPARE(token.use_count(), 1L);
            QVERIFY(steps < 1000);
        }
    }

private Q_SLOTS:
    void a_program_abandoned_at_any_step_leaves_nothing_behind_data() { for_every_program(); }
    void a_program_abandoned_at_any_step_leaves_nothing_behind() {
        end_everywhere(
            [](EventLoop& loop, const AnyTask&) { detail::scheduler_of(loop).drop_everything(); });
    }

    void a_program_whose_loop_ends_at_any_step_cleans_up_data() { for_every_program(); }
    void a_program_whose_loop_ends_at_any_step_cleans_up() {
        end_everywhere([](EventLoop&, const AnyTask&) {});
    }

    void a_program_cancelled_at_any_step_ends_data() { for_every_program(); }
    void a_program_cancelled_at_any_step_ends() {
        end_everywhere([](EventLoop& loop, const AnyTask& main) {
            main.cancel();
            const bool done = run_steps(loop, main, 1000);
            QVERIFY(done);
        });
    }

    // Ten thousand tasks do at random whatever can be done, and are cancelled at random; what has
    // to be true is true all the time, and nobody is forgotten.
    void whatever_ten_thousand_tasks_do_the_invariants_hold_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void whatever_ten_thousand_tasks_do_the_invariants_hold() {
        QFETCH(unsigned, seed);
        struct World {
            std::mt19937 random;
            Lock lock;
            Semaphore semaphore{5};
            Queue<int> queue{10};
            Event event;
            int in_lock = 0;
            int in_semaphore = 0;
            long put = 0;
            long got = 0;
            bool broken = false;
            unsigned draw(unsigned n) { return unsigned(random() % n); }
        } world;
        world.random.seed(seed);
        struct Worker {
            static Coroutine<> step(World& w) {
                switch (w.draw(7)) {
                case 0: {
                    const Lock::Guard guard = co_await w.lock;
                    w.broken |= ++w.in_lock != 1;
                    struct Leave {
                        World& w;
                        ~Leave() { --w.in_lock; }
                    } const leave{w};
                    co_await yield();
                    break;
                }
                case 1: {
                    const Semaphore::Guard guard = co_await w.semaphore;
                    w.broken |= ++w.in_semaphore > 5;
                    struct Leave {
                        World& w;
                        ~Leave() { --w.in_semaphore; }
                    } const leave{w};
                    co_await sleep(std::chrono::microseconds(w.draw(50)));
                    break;
                }
                case 2:
                    co_await w.queue.put(1);
                    ++w.put;
                    break;
                case 3:
                    co_await w.queue.get();
                    ++w.got;
                    break;
                case 4:
                    co_await sleep(std::chrono::microseconds(w.draw(100)));
                    break;
                case 5:
                    try {
                        co_await timeout(std::chrono::microseconds(w.draw(100)), w_event(w));
                    } catch (const TimeoutError&) {
                    }
                    break;
                default: {
                    auto child = create_task(step(w));
                    if (w.draw(2))
                        co_await shield(child);
                    else
                        co_await child;
                }
                }
            }
            static Coroutine<> w_event(World& w) {
                if (w.draw(10) == 0) {
                    w.event.set();
                    w.event.clear();
                }
                co_await w.event.wait();
            }
            static Coroutine<> work(World& w) {
                for (int i = 0; i < 10; ++i)
                    co_await step(w);
            }
        };
        EventLoop loop;
        loop.set_time_source(std::make_unique<VirtualTime>());
        int failures = 0;
        loop.set_exception_handler([&](std::exception_ptr) { ++failures; });
        const auto main = [&]() -> Coroutine<> {
            std::vector<Task<>> tasks;
            for (int i = 0; i < 10'000; ++i)
                tasks.push_back(create_task(Worker::work(world)));
            for (int i = 0; i < 3'000; ++i) {
                tasks[world.draw(10'000)].cancel();
                if (world.draw(10) == 0)
                    co_await sleep(std::chrono::microseconds(world.draw(20)));
            }
            // Those who wait for items or places that nobody will bring are cancelled at last.
            co_await sleep(1h);
            for (const AnyTask& task : all_tasks())
                if (task != current_task())
                    task.cancel();
            co_await wait(tasks);
        };
        auto task = create_task(loop, main());
        run_until_done(loop, task);
        task.result();
        QVERIFY(!world.broken);
        QCOMPARE(failures, 0);
        QCOMPARE(world.in_lock + world.in_semaphore, 0);
        QVERIFY(!world.lock.locked());
        QCOMPARE(world.semaphore.value(), std::size_t(5));
        QCOMPARE(long(world.queue.qsize()), world.put - world.got);
    }
};

QTEST_GUILESS_MAIN(TestSafety)
#include "tst_safety.moc"
