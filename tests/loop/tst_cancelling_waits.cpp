// SPDX-License-Identifier: MIT
#define QT_NO_KEYWORDS // Asio has a function `emit`
#include "loop/asio.h"
#include "loop/async_generator.h"
#include "loop/barrier.h"
#include "loop/condition.h"
#include "loop/event.h"
#include "loop/executor.h"
#include "loop/file.h"
#include "loop/gather.h"
#include "loop/introspection.h"
#include "loop/lock.h"
#include "loop/queue.h"
#include "loop/semaphore.h"
#include "loop/shield.h"
#include "loop/subprocess.h"
#include "loop/task_group.h"
#include "loop/timeout.h"
#include "loop/wait.h"
#include "tests/loop/combining_test.h"

#include <QTemporaryDir>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <fcntl.h>
#include <future>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Everything that can be waited for, in a state in which one has to wait.
struct World {
    World() {
        full.put_nowait(0);
        full_lifo.put_nowait(0);
        full_priority.put_nowait(0);
        ::mkfifo(pipe.c_str(), 0600);
        pipe_fd = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
    }
    ~World() {
        // Lets the threads go that still read; the pipe stays open for those that open it late.
        static_cast<void>(::write(pipe_fd, "0123456789\n", 11));
        gate.set_value();
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// The locks are taken, by nobody in particular.
    Coroutine<> begin() {
        co_await lock.acquire();
        co_await bounded.acquire();
    }

    Lock lock;
    Event event;
    Condition condition;
    int signals = 0;
    Semaphore semaphore{0};
    BoundedSemaphore bounded{1};
    Barrier barrier{3};
    Queue<int> empty;
    LifoQueue<int> empty_lifo;
    PriorityQueue<int> empty_priority;
    Queue<int> full{1};
    LifoQueue<int> full_lifo{1};
    PriorityQueue<int> full_priority{1};
    Future<int> future;
    Task<> task = create_task(for_ever());
    asio::steady_timer timer{EventLoop::current()->io_context(), 24h};
    QTemporaryDir directory;
    const std::string pipe = directory.filePath("pipe").toStdString();
    int pipe_fd = -1;
    bool prepared = true;
    std::promise<void> gate;
    const std::shared_future<void> opened = gate.get_future().share();
    ThreadPoolExecutor pool{1};
};

Coroutine<> notify(World& w, int count) {
    const Lock::Guard guard = co_await w.condition.lock();
    w.signals += count;
    w.condition.notify(count);
}

Coroutine<> wait_at_condition(World& w) {
    const Lock::Guard guard = co_await w.condition.lock();
    co_await w.condition.wait();
    CO_VERIFY(w.condition.lock().locked());
}
Coroutine<> wait_for_signal(World& w) {
    const Lock::Guard guard = co_await w.condition.lock();
    const auto given = [&] { return w.signals > 0; };
    co_await w.condition.wait_for(given);
    --w.signals;
}

template<typename Handle>
std::vector<Handle> one(Handle handle) {
    return {std::move(handle)};
}

Coroutine<> wait_in_group(World& w) {
    TaskGroup group;
    const auto child = [&]() -> Coroutine<> { co_await w.event.wait(); };
    group.create_task(child());
    co_await group.join();
}
Coroutine<> wait_in_body(World& w) {
    TaskGroup group;
    const auto body = [&]() -> Coroutine<> { co_await w.event.wait(); };
    co_await group.run(body());
}
AsyncGenerator<int> generate(World& w) {
    co_await w.event.wait();
    co_yield 1;
}
Coroutine<> wait_in_generator(World& w) {
    auto generator = generate(w);
    co_await generator.next();
}
Coroutine<> wait_for_arrival(World& w) {
    auto arrivals = as_completed(one(w.future));
    co_await arrivals.next();
}

const SubprocessOptions pipes{Stdio::Pipe, Stdio::Pipe, Stdio::Inherit};
Coroutine<Process> start_cat() {
    std::vector<std::string> arguments{"cat"};
    return create_subprocess_exec(std::move(arguments), pipes);
}
Coroutine<> wait_for_process(World&) {
    Process cat = co_await start_cat();
    co_await cat.wait();
}
Coroutine<> read_from_process(World&) {
    Process cat = co_await start_cat();
    char c = 0;
    co_await cat.standard_output->async_read_some(asio::buffer(&c, 1));
}
Coroutine<> write_to_process(World&) {
    Process sleeper = co_await create_subprocess_shell("exec sleep 100", pipes);
    const std::string much(1'000'000, 'x');
    co_await asio::async_write(*sleeper.standard_input, asio::buffer(much));
}
Coroutine<> communicate(World&) {
    Process sleeper = co_await create_subprocess_shell("exec sleep 100", pipes);
    co_await sleeper.communicate(std::string(1'000'000, 'x'));
}
Coroutine<> read_from_file(World& w) {
    w.prepared = false;
    File file = co_await open_file(w.pipe);
    w.prepared = true;
    co_await file.read(10);
}
Coroutine<> read_line_from_file(World& w) {
    w.prepared = false;
    File file = co_await open_file(w.pipe);
    w.prepared = true;
    co_await file.read_line();
}

using Act = Coroutine<> (*)(World&);
/// `satisfy` makes it succeed, for one more who waits if only one at a time can have it. Without
/// it, there is no second time: being cancelled, it takes what it waits for with it.
struct Wait {
    const char* name;
    Act wait;
    Act satisfy = nullptr;
};

// A lambda without captures may be a coroutine that outlives it.
const std::vector<Wait> waits{
    {"Lock.acquire", [](World& w) -> Coroutine<> { co_await w.lock.acquire(); },
     [](World& w) -> Coroutine<> {
         w.lock.release();
         co_return;
     }},
    {"Lock", [](World& w) -> Coroutine<> { const Lock::Guard guard = co_await w.lock; },
     [](World& w) -> Coroutine<> {
         w.lock.release();
         co_return;
     }},
    {"Event.wait", [](World& w) -> Coroutine<> { co_await w.event.wait(); },
     [](World& w) -> Coroutine<> {
         w.event.set();
         co_return;
     }},
    {"Condition.wait", wait_at_condition, [](World& w) { return notify(w, 1); }},
    {"Condition.wait_for", wait_for_signal, [](World& w) { return notify(w, 1); }},
    {"Semaphore.acquire", [](World& w) -> Coroutine<> { co_await w.semaphore.acquire(); },
     [](World& w) -> Coroutine<> {
         w.semaphore.release();
         co_return;
     }},
    {"BoundedSemaphore",
     [](World& w) -> Coroutine<> { const Semaphore::Guard guard = co_await w.bounded; },
     [](World& w) -> Coroutine<> {
         w.bounded.release();
         co_return;
     }},
    {"Barrier.wait", [](World& w) -> Coroutine<> { co_await w.barrier.wait(); },
     [](World& w) -> Coroutine<> {
         const auto pass = [](Barrier& barrier) -> Coroutine<> { co_await barrier.wait(); };
         while (w.barrier.n_waiting() > 0) {
             static_cast<void>(create_task(pass(w.barrier)));
             co_await yield();
         }
     }},
    {"Queue.get", [](World& w) -> Coroutine<> { co_await w.empty.get(); },
     [](World& w) -> Coroutine<> {
         w.empty.put_nowait(1);
         co_return;
     }},
    {"LifoQueue.get", [](World& w) -> Coroutine<> { co_await w.empty_lifo.get(); },
     [](World& w) -> Coroutine<> {
         w.empty_lifo.put_nowait(1);
         co_return;
     }},
    {"PriorityQueue.get", [](World& w) -> Coroutine<> { co_await w.empty_priority.get(); },
     [](World& w) -> Coroutine<> {
         w.empty_priority.put_nowait(1);
         co_return;
     }},
    {"Queue.put", [](World& w) -> Coroutine<> { co_await w.full.put(1); },
     [](World& w) -> Coroutine<> {
         w.full.get_nowait();
         co_return;
     }},
    {"LifoQueue.put", [](World& w) -> Coroutine<> { co_await w.full_lifo.put(1); },
     [](World& w) -> Coroutine<> {
         w.full_lifo.get_nowait();
         co_return;
     }},
    {"PriorityQueue.put", [](World& w) -> Coroutine<> { co_await w.full_priority.put(1); },
     [](World& w) -> Coroutine<> {
         w.full_priority.get_nowait();
         co_return;
     }},
    {"Queue.join", [](World& w) -> Coroutine<> { co_await w.full.join(); },
     [](World& w) -> Coroutine<> {
         w.full.task_done();
         co_return;
     }},
    {"wait for all", [](World& w) -> Coroutine<> { co_await wait(one(w.future)); },
     [](World& w) -> Coroutine<> {
         w.future.set_result(1);
         co_return;
     }},
    {"wait for the first, with a limit",
     [](World& w) -> Coroutine<> { co_await wait(one(w.future), ReturnWhen::FirstCompleted, 24h); },
     [](World& w) -> Coroutine<> {
         w.future.set_result(1);
         co_return;
     }},
    {"as_completed", wait_for_arrival,
     [](World& w) -> Coroutine<> {
         w.future.set_result(1);
         co_return;
     }},
    {"shield", [](World& w) -> Coroutine<> { co_await shield(w.future); },
     [](World& w) -> Coroutine<> {
         w.future.set_result(1);
         co_return;
     }},
    {"timeout", [](World& w) -> Coroutine<> { co_await timeout(24h, w.event.wait()); },
     [](World& w) -> Coroutine<> {
         w.event.set();
         co_return;
     }},
    {"wait_for, shielded",
     [](World& w) -> Coroutine<> { co_await wait_for(shield(w.future), 24h); },
     [](World& w) -> Coroutine<> {
         w.future.set_result(1);
         co_return;
     }},
    {"TaskGroup", wait_in_group,
     [](World& w) -> Coroutine<> {
         w.event.set();
         co_return;
     }},
    {"the body of a TaskGroup", wait_in_body,
     [](World& w) -> Coroutine<> {
         w.event.set();
         co_return;
     }},
    {"AsyncGenerator", wait_in_generator,
     [](World& w) -> Coroutine<> {
         w.event.set();
         co_return;
     }},
    {"Future", [](World& w) -> Coroutine<> { co_await w.future; }},
    {"Task", [](World& w) -> Coroutine<> { co_await w.task; }},
    {"AnyTask", [](World& w) -> Coroutine<> { co_await AnyTask(w.task); }},
    {"gather", [](World& w) -> Coroutine<> { co_await gather(w.future, w.task, w.event.wait()); }},
    {"gather of a range", [](World& w) -> Coroutine<> { co_await gather(one(w.task)); }},
    {"gather, all outcomes",
     [](World& w) -> Coroutine<> { co_await gather(return_exceptions, w.future, w.task); }},
    {"wait_for", [](World& w) -> Coroutine<> { co_await wait_for(w.task, 24h); }},
    {"sleep", [](World&) -> Coroutine<> { co_await sleep(24h); }},
    {"sleep_until",
     [](World&) -> Coroutine<> { co_await sleep_until(EventLoop::current()->time() + 24h); }},
    {"an operation of Asio",
     [](World& w) -> Coroutine<> { co_await w.timer.async_wait(use_coroutine); }},
    {"an operation of Asio as a tuple",
     [](World& w) -> Coroutine<> {
         const auto [error] = co_await w.timer.async_wait(asio::as_tuple(use_coroutine));
         static_cast<void>(error);
     }},
    {"a deferred operation of Asio",
     [](World& w) -> Coroutine<> { co_await w.timer.async_wait(asio::deferred); }},
    {"to_thread",
     [](World& w) -> Coroutine<> {
         const auto block = [](const std::shared_future<void>& gate) { gate.wait(); };
         co_await to_thread(block, w.opened);
     }},
    {"run_in_executor",
     [](World& w) -> Coroutine<> {
         const auto block = [](const std::shared_future<void>& gate) { gate.wait(); };
         co_await run_in_executor(w.pool, block, w.opened);
     }},
    {"map",
     [](World& w) -> Coroutine<> {
         const auto block = [gate = w.opened](int) { gate.wait(); };
         const std::vector<int> items{1, 2, 3};
         co_await map(w.pool, block, items);
     }},
    {"Process.wait", wait_for_process},
    {"reading from a process", read_from_process},
    {"writing to a process", write_to_process},
    {"Process.communicate", communicate},
    {"File.read", read_from_file},
    {"File.read_line", read_line_from_file},
};

/// The message of the cancellation that it ended with; empty if it ended otherwise.
Coroutine<std::string> message_of(AnyTask task) {
    try {
        co_await task;
    } catch (const CancelledError& e) {
        co_return e.message();
    }
    co_return "";
}

} // namespace

/// Every wait can be cancelled; what was waited for is as before, and whoever waits too loses
/// nothing by it.
class TestCancellingWaits : public QObject {
    Q_OBJECT

    enum class Which { All, ThatCanBeSatisfied };
    static void rows(Which which) {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(waits.size()); ++i)
            if (which == Which::All || waits[i].satisfy)
                QTest::newRow(waits[i].name) << i;
    }
    template<typename Body>
    static void with_world(Body body) {
        QFETCH(int, index);
        run_test([&]() -> Coroutine<> {
            World world;
            co_await world.begin();
            co_await body(world, waits[index]);
        });
    }

private Q_SLOTS:
    void a_waiter_that_is_cancelled_hears_of_it_with_the_message_data() { rows(Which::All); }
    void a_waiter_that_is_cancelled_hears_of_it_with_the_message() {
        with_world([](World& w, const Wait& row) -> Coroutine<> {
            auto task = create_task(row.wait(w));
            while (!w.prepared || inspect(task).activity != Activity::Waiting)
                co_await yield();
            co_await turns(10);
            CO_VERIFY(!task.done());
            CO_VERIFY(task.cancel("enough"));
            const std::string message = co_await message_of(task);
            CO_VERIFY(message == "enough");
            CO_VERIFY(task.cancelled() && task.cancelling() == 1);
        });
    }

    void a_task_that_was_cancelled_before_does_not_wait_data() { rows(Which::All); }
    void a_task_that_was_cancelled_before_does_not_wait() {
        with_world([](World& w, const Wait& row) -> Coroutine<> {
            const auto work = [&]() -> Coroutine<> {
                current_task().cancel("before");
                co_await row.wait(w);
            };
            auto task = create_task(work());
            const std::string message = co_await message_of(task);
            CO_VERIFY(message == "before");
            if (!row.satisfy)
                co_return;
            auto other = create_task(row.wait(w)); // it stood in no line
            co_await turns(10);
            co_await row.satisfy(w);
            co_await other;
        });
    }

    void a_task_that_refuses_to_be_cancelled_can_wait_again_data() {
        rows(Which::ThatCanBeSatisfied);
    }
    void a_task_that_refuses_to_be_cancelled_can_wait_again() {
        with_world([](World& w, const Wait& row) -> Coroutine<> {
            int refused = 0;
            const auto work = [&]() -> Coroutine<> {
                for (;;) {
                    try {
                        co_await row.wait(w);
                        co_return;
                    } catch (const CancelledError&) {
                        ++refused;
                        current_task().uncancel();
                    }
                }
            };
            auto task = create_task(work());
            for (int i = 0; i < 3; ++i) {
                co_await turns(10);
                task.cancel();
            }
            co_await turns(10);
            CO_VERIFY(!task.done());
            co_await row.satisfy(w);
            co_await task;
            CO_VERIFY(refused == 3 && task.cancelling() == 0);
        });
    }

    void one_who_leaves_the_line_takes_nothing_from_the_next_data() {
        rows(Which::ThatCanBeSatisfied);
    }
    void one_who_leaves_the_line_takes_nothing_from_the_next() {
        with_world([](World& w, const Wait& row) -> Coroutine<> {
            auto first = create_task(row.wait(w));
            auto second = create_task(row.wait(w));
            co_await turns(10);
            first.cancel();
            co_await row.satisfy(w); // before the first one knows
            const bool cancelled = co_await was_cancelled(first);
            co_await second;
            CO_VERIFY(cancelled);
        });
    }

    void one_who_is_cancelled_when_it_was_woken_hands_on_what_it_got_data() {
        rows(Which::ThatCanBeSatisfied);
    }
    void one_who_is_cancelled_when_it_was_woken_hands_on_what_it_got() {
        with_world([](World& w, const Wait& row) -> Coroutine<> {
            auto first = create_task(row.wait(w));
            auto second = create_task(row.wait(w));
            co_await turns(10);
            co_await row.satisfy(w);
            CO_VERIFY(first.cancel()); // before its turn
            const bool cancelled = co_await was_cancelled(first);
            co_await second;
            CO_VERIFY(cancelled);
        });
    }

    void a_limit_that_ends_in_the_turn_of_the_wake_up_takes_nothing_from_the_next_data() {
        rows(Which::ThatCanBeSatisfied);
    }
    void a_limit_that_ends_in_the_turn_of_the_wake_up_takes_nothing_from_the_next() {
        with_world([](World& w, const Wait& row) -> Coroutine<> {
            Timeout limit(std::nullopt);
            auto first = create_task(ending(limit.run(row.wait(w))));
            auto second = create_task(row.wait(w));
            co_await turns(10);
            limit.reschedule(EventLoop::current()->time()); // is queued before what comes now
            co_await row.satisfy(w);
            const std::string end = co_await first;
            co_await second;
            CO_VERIFY(end == "timeout" && limit.expired());
        });
    }
};

QTEST_GUILESS_MAIN(TestCancellingWaits)
#include "tst_cancelling_waits.moc"
