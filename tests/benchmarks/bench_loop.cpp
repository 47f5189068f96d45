#include "bench.h"

#include "loop/run.h"
#include "loop/sleep.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <stdexcept>
#include <vector>

namespace asio = boost::asio;
using namespace braid;

// Each measurement does the whole of its work in a loop of its own, like a program would.

namespace {

// -- Python ------------------------------------------------------------------------------------

double python_peer(const std::string& test_case, const std::string& subject) {
    const std::string command = "/usr/bin/python3 '" BRAID_PEERS "' '" + test_case + "' " + subject;
    FILE* const pipe = popen(command.c_str(), "r");
    double value = -1;
    const bool got = pipe && std::fscanf(pipe, "%lf", &value) == 1;
    if (!pipe || pclose(pipe) != 0 || !got)
        throw std::runtime_error("could not run: " + command);
    return value;
}

void add_python_peers(bench::Suite& suite, const std::string& test_case, const char* unit = "ns") {
    for (const char* subject : {"asyncio", "uvloop"})
        suite.lower_is_better(test_case, subject, unit,
                              [=] { return python_peer(test_case, subject); });
}

// -- task switch -------------------------------------------------------------------------------

constexpr int switches = 2'000'000;

Coroutine<> braid_switches() {
    for (int i = 0; i < switches; ++i)
        co_await yield();
}

asio::awaitable<void> asio_switches() {
    for (int i = 0; i < switches; ++i)
        co_await asio::post(asio::use_awaitable);
}

/// 64 handlers that post themselves again: the price of one trip through Asio's queue.
struct Chain {
    asio::io_context& io;
    int left;
    void operator()() {
        if (left-- > 0)
            asio::post(io, *this);
    }
};

double asio_post() {
    constexpr int chains = 64;
    asio::io_context io;
    for (int i = 0; i < chains; ++i)
        asio::post(io, Chain{io, switches / chains});
    return bench::wall_ns(switches, [&] { io.run(); });
}

void run_asio(asio::awaitable<void> coroutine) {
    asio::io_context io;
    asio::co_spawn(io, std::move(coroutine), asio::detached);
    io.run();
}

// -- children ----------------------------------------------------------------------------------

constexpr int children = 5'000'000;

Coroutine<int> braid_child(int x) { co_return x; }

Coroutine<> braid_parent() {
    int sum = 0;
    for (int i = 0; i < children; ++i) {
        const int x = co_await braid_child(i);
        sum ^= x;
    }
    volatile int keep = sum;
    static_cast<void>(keep);
}

asio::awaitable<int> asio_child(int x) { co_return x; }

asio::awaitable<void> asio_parent() {
    int sum = 0;
    for (int i = 0; i < children; ++i) {
        const int x = co_await asio_child(i);
        sum ^= x;
    }
    volatile int keep = sum;
    static_cast<void>(keep);
}

// -- spawning ----------------------------------------------------------------------------------

Coroutine<> braid_once() { co_await yield(); }

Coroutine<> braid_spawn(int live, int rounds) {
    std::vector<Task<>> tasks(live);
    for (int round = 0; round < rounds; ++round) {
        for (Task<>& task : tasks)
            task = create_task(braid_once());
        for (Task<>& task : tasks)
            co_await task;
    }
}

asio::awaitable<void> asio_once() { co_await asio::post(asio::use_awaitable); }

double asio_spawn(int live, int rounds) {
    asio::io_context io;
    return bench::wall_ns(double(live) * rounds, [&] {
        for (int round = 0; round < rounds; ++round) {
            for (int i = 0; i < live; ++i)
                asio::co_spawn(io, asio_once(), asio::detached);
            io.run();
            io.restart();
        }
    });
}

// -- timers ------------------------------------------------------------------------------------

constexpr int timers = 200'000;

Coroutine<> braid_sleeper(int i) { co_await sleep(std::chrono::milliseconds(i % 100)); }

Coroutine<> braid_timers() {
    std::vector<Task<>> tasks(timers);
    for (int i = 0; i < timers; ++i)
        tasks[i] = create_task(braid_sleeper(i));
    for (Task<>& task : tasks)
        co_await task;
}

asio::awaitable<void> asio_sleeper(int i) {
    asio::steady_timer timer(co_await asio::this_coro::executor,
                             std::chrono::milliseconds(i % 100));
    co_await timer.async_wait(asio::use_awaitable);
}

double asio_timers() {
    asio::io_context io;
    return bench::cpu_ns(timers, [&] {
        for (int i = 0; i < timers; ++i)
            asio::co_spawn(io, asio_sleeper(i), asio::detached);
        io.run();
    });
}

} // namespace

int main(int argc, char** argv) {
    bench::Suite suite("loop");

    suite.lower_is_better("task switch", "braid", "ns",
                          [] { return bench::wall_ns(switches, [] { run(braid_switches()); }); });
    suite.lower_is_better("task switch", "asio post", "ns", asio_post);
    suite.lower_is_better("task switch", "asio awaitable", "ns", [] {
        return bench::wall_ns(switches, [] { run_asio(asio_switches()); });
    });
    add_python_peers(suite, "task switch");

    suite.lower_is_better("await a child", "braid", "ns",
                          [] { return bench::wall_ns(children, [] { run(braid_parent()); }); });
    suite.lower_is_better("await a child", "asio awaitable", "ns",
                          [] { return bench::wall_ns(children, [] { run_asio(asio_parent()); }); });
    add_python_peers(suite, "await a child");

    for (const auto& [name, live] :
         {std::pair{"1 k", 1'000}, std::pair{"64 k", 64'000}, std::pair{"1 M", 1'000'000}}) {
        const std::string test_case = "spawn, " + std::string(name) + " live";
        const int rounds = 1'000'000 / live;
        suite.lower_is_better(test_case, "braid", "ns", [=] {
            return bench::wall_ns(double(live) * rounds, [=] { run(braid_spawn(live, rounds)); });
        });
        suite.lower_is_better(test_case, "asio awaitable", "ns",
                              [=] { return asio_spawn(live, rounds); });
        if (live < 1'000'000)
            add_python_peers(suite, test_case);
    }

    suite.lower_is_better("200 k timers", "braid", "cpu ns",
                          [] { return bench::cpu_ns(timers, [] { run(braid_timers()); }); });
    suite.lower_is_better("200 k timers", "asio awaitable", "cpu ns", asio_timers);
    add_python_peers(suite, "200 k timers", "cpu ns");

    return suite.run(argc, argv);
}
