// SPDX-License-Identifier: MIT
#include "bench.h"

#include "loop/asio.h"
#include "loop/gather.h"
#include "loop/lock.h"
#include "loop/queue.h"
#include "loop/run.h"
#include "loop/sleep.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <malloc.h>

#include <array>
#include <cstdlib>
#include <new>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace braid;

// Each measurement does the whole of its work in a loop of its own, like a program would.

namespace {
std::size_t allocations = 0; // of whatever thread: those that count do so alone
}

// Asio allocates by the second of these, everybody else by the first.
void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) {
    ++allocations;
    return ::memalign(alignment, size);
}

namespace {

// -- peers that are programs of their own -------------------------------------------------------

double number_from(const std::string& command) {
    FILE* const pipe = popen(command.c_str(), "r");
    double value = -1;
    const bool got = pipe && std::fscanf(pipe, "%lf", &value) == 1;
    if (!pipe || pclose(pipe) != 0 || !got)
        throw std::runtime_error("could not run: " + command);
    return value;
}

void add_python_peers(bench::Suite& suite, const std::string& test_case, const char* unit = "ns") {
    for (const char* subject : {"asyncio", "uvloop"})
        suite.lower_is_better(test_case, subject, unit, [=] {
            return number_from("/usr/bin/python3 '" BRAID_PEERS "' '" + test_case + "' " + subject);
        });
}

/// QCoro needs Qt's loop, so it is measured where that is.
void add_qcoro([[maybe_unused]] bench::Suite& suite, [[maybe_unused]] const char* test_case,
               [[maybe_unused]] const std::string& measurement) {
#ifdef BRAID_QCORO
    suite.lower_is_better(test_case, "QCoro", "ns", [=] {
        return number_from("QT_NO_GLIB=1 '" BRAID_QCORO "' --measure " + measurement + " qt core");
    });
#endif
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

// -- queues ------------------------------------------------------------------------------------

constexpr int items = 2'000'000;

Coroutine<> braid_queue() {
    Queue<int> queue(16);
    const auto produce = [&]() -> Coroutine<> {
        for (int i = 0; i < items; ++i)
            co_await queue.put(i);
    };
    auto producer = create_task(produce());
    for (int i = 0; i < items; ++i)
        co_await queue.get();
    co_await producer;
}

using Channel = asio::experimental::channel<void(boost::system::error_code, int)>;

asio::awaitable<void> asio_produce(Channel& channel) {
    const boost::system::error_code no_error;
    for (int i = 0; i < items / 10; ++i)
        co_await channel.async_send(no_error, i, asio::use_awaitable);
}
asio::awaitable<void> asio_consume(Channel& channel) {
    for (int i = 0; i < items / 10; ++i)
        co_await channel.async_receive(asio::use_awaitable);
}

double asio_queue() {
    asio::io_context io;
    Channel channel(io, 16);
    return bench::wall_ns(items / 10, [&] {
        asio::co_spawn(io, asio_produce(channel), asio::detached);
        asio::co_spawn(io, asio_consume(channel), asio::detached);
        io.run();
    });
}

// -- many at once ------------------------------------------------------------------------------

constexpr int many = 100'000;

Coroutine<int> braid_value(int x) {
    co_await yield();
    co_return x;
}

Coroutine<> braid_gather() {
    std::vector<Coroutine<int>> coroutines;
    coroutines.reserve(many);
    for (int i = 0; i < many; ++i)
        coroutines.push_back(braid_value(i));
    co_await gather(coroutines);
}

Coroutine<> braid_sleep_long() { co_await sleep(std::chrono::hours(1)); }

Coroutine<double> braid_cancel() {
    std::vector<Task<>> tasks(many);
    for (Task<>& task : tasks)
        task = create_task(braid_sleep_long());
    co_await yield();
    const TimePoint began = Clock::now();
    for (const Task<>& task : tasks)
        task.cancel();
    co_await gather(return_exceptions, tasks);
    const std::chrono::duration<double, std::nano> took = Clock::now() - began;
    co_return took.count() / many;
}

asio::awaitable<void> asio_sleep_long() {
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
    co_await timer.async_wait(asio::use_awaitable);
}

double asio_cancel() {
    asio::io_context io;
    std::vector<asio::cancellation_signal> signals(many);
    int left = many;
    for (asio::cancellation_signal& signal : signals)
        asio::co_spawn(
            io, asio_sleep_long(),
            asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr) { --left; }));
    io.poll();
    return bench::wall_ns(many, [&] {
        for (asio::cancellation_signal& signal : signals)
            signal.emit(asio::cancellation_type::terminal);
        io.run();
    });
}

constexpr int workers = 100;
constexpr int rounds_in_lock = 5'000;

Coroutine<> braid_lock() {
    Lock lock;
    const auto work = [&]() -> Coroutine<> {
        for (int i = 0; i < rounds_in_lock; ++i) {
            const Lock::Guard guard = co_await lock;
            co_await yield();
        }
    };
    std::vector<Task<>> tasks(workers);
    for (Task<>& task : tasks)
        task = create_task(work());
    co_await gather(tasks);
}

// -- TCP ---------------------------------------------------------------------------------------

using asio::ip::tcp;
constexpr int echoes = 20'000;

Coroutine<> braid_serve(Awaiting<tcp::acceptor>& acceptor) {
    auto socket = co_await acceptor.async_accept();
    std::array<char, 64> data;
    try {
        for (;;) {
            const std::size_t n = co_await socket.async_read_some(asio::buffer(data));
            co_await asio::async_write(socket, asio::buffer(data, n));
        }
    } catch (const boost::system::system_error&) {
    }
}

Coroutine<double> braid_echo() {
    asio::io_context& io = EventLoop::current()->io_context();
    Awaiting<tcp::acceptor> acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    auto server = create_task(braid_serve(acceptor));
    Awaiting<tcp::socket> socket(io);
    co_await socket.async_connect(acceptor.local_endpoint());
    std::array<char, 64> data{};
    const TimePoint began = Clock::now();
    for (int i = 0; i < echoes; ++i) {
        co_await asio::async_write(socket, asio::buffer(data));
        co_await asio::async_read(socket, asio::buffer(data));
    }
    const std::chrono::duration<double, std::micro> took = Clock::now() - began;
    socket.close();
    co_await server;
    co_return took.count() / echoes;
}

asio::awaitable<void> asio_serve(tcp::acceptor& acceptor) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    std::array<char, 64> data;
    try {
        for (;;) {
            const std::size_t n =
                co_await socket.async_read_some(asio::buffer(data), asio::use_awaitable);
            co_await asio::async_write(socket, asio::buffer(data, n), asio::use_awaitable);
        }
    } catch (const boost::system::system_error&) {
    }
}

asio::awaitable<void> asio_client(tcp::endpoint server, double& result) {
    tcp::socket socket(co_await asio::this_coro::executor);
    co_await socket.async_connect(server, asio::use_awaitable);
    std::array<char, 64> data{};
    const TimePoint began = Clock::now();
    for (int i = 0; i < echoes; ++i) {
        co_await asio::async_write(socket, asio::buffer(data), asio::use_awaitable);
        co_await asio::async_read(socket, asio::buffer(data), asio::use_awaitable);
    }
    const std::chrono::duration<double, std::micro> took = Clock::now() - began;
    result = took.count() / echoes;
}

double asio_echo() {
    asio::io_context io;
    tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    double result = 0;
    asio::co_spawn(io, asio_serve(acceptor), asio::detached);
    asio::co_spawn(io, asio_client(acceptor.local_endpoint(), result), asio::detached);
    io.run();
    return result;
}

// -- memory ------------------------------------------------------------------------------------

/// What a suspended task takes, of many at once: measured in a process and a thread of its own,
/// which have no recycled memory yet.
double measured_in_a_fresh_process(double (*measure)()) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        double value = 0;
        std::thread([&] { value = measure(); }).join();
        const ssize_t written = ::write(ends[1], &value, sizeof value);
        ::_exit(written == sizeof value ? 0 : 1);
    }
    ::close(ends[1]);
    double value = 0;
    const ssize_t got = ::read(ends[0], &value, sizeof value);
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    if (got != sizeof value)
        throw std::runtime_error("the child process failed");
    return value;
}

double resident_bytes() {
    long pages = 0;
    std::FILE* const file = std::fopen("/proc/self/statm", "r");
    if (!file || std::fscanf(file, "%*d %ld", &pages) != 1)
        throw std::runtime_error("no /proc/self/statm");
    std::fclose(file);
    return double(pages) * double(::sysconf(_SC_PAGESIZE));
}

double braid_bytes() {
    const double before = resident_bytes();
    EventLoop loop;
    for (int i = 0; i < many; ++i)
        create_task(loop, braid_sleep_long());
    loop.run_ready(Clock::now() + std::chrono::seconds(10), false);
    return (resident_bytes() - before) / many;
}

double asio_bytes() {
    const double before = resident_bytes();
    asio::io_context io;
    for (int i = 0; i < many; ++i)
        asio::co_spawn(io, asio_sleep_long(), asio::detached);
    io.poll();
    return (resident_bytes() - before) / many;
}

/// Allocations per task while many are made and begin to wait.
double braid_allocations() {
    const std::size_t before = allocations;
    EventLoop loop;
    for (int i = 0; i < many; ++i)
        create_task(loop, braid_sleep_long());
    loop.run_ready(Clock::now() + std::chrono::seconds(10), false);
    return double(allocations - before) / many;
}

double asio_allocations() {
    const std::size_t before = allocations;
    asio::io_context io;
    for (int i = 0; i < many; ++i)
        asio::co_spawn(io, asio_sleep_long(), asio::detached);
    io.poll();
    return double(allocations - before) / many;
}

// -- the merged loop ---------------------------------------------------------------------------

/// A chain of posts through Asio alone, and through the whole loop that has nothing else to do.
double post_chain_bare() {
    asio::io_context io;
    const asio::steady_timer timer(io); // as any program has: with it, Asio asks the system, too
    asio::post(io, Chain{io, switches / 4});
    return bench::wall_ns(switches / 4, [&] { io.run(); });
}
double post_chain_in_loop() {
    EventLoop loop;
    struct LastPost : Chain {
        EventLoop& loop;
        void operator()() {
            if (left-- > 0)
                asio::post(io, *this);
            else
                loop.stop();
        }
    };
    asio::post(loop.io_context(), LastPost{{loop.io_context(), switches / 4}, loop});
    return bench::wall_ns(switches / 4, [&] { loop.run_forever(); });
}

double recorded_switches() {
    Trace trace;
    Runner runner;
    const Recorder recorder(runner.loop(), trace);
    constexpr int recorded = 500'000;
    const auto body = []() -> Coroutine<> {
        for (int i = 0; i < recorded; ++i)
            co_await yield();
    };
    return bench::wall_ns(recorded, [&] { runner.run(body()); });
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
    add_qcoro(suite, "task switch", "qcoro_switch");
    add_python_peers(suite, "task switch");

    suite.lower_is_better("await a child", "braid", "ns",
                          [] { return bench::wall_ns(children, [] { run(braid_parent()); }); });
    suite.lower_is_better("await a child", "asio awaitable", "ns",
                          [] { return bench::wall_ns(children, [] { run_asio(asio_parent()); }); });
    add_qcoro(suite, "await a child", "qcoro_child");
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

    suite.lower_is_better("queue of 16", "braid", "ns",
                          [] { return bench::wall_ns(items, [] { run(braid_queue()); }); });
    suite.lower_is_better("queue of 16", "asio channel", "ns", asio_queue);
    add_python_peers(suite, "queue of 16");

    suite.lower_is_better("gather 100 k", "braid", "ns",
                          [] { return bench::wall_ns(many, [] { run(braid_gather()); }); });
    add_python_peers(suite, "gather 100 k");

    suite.lower_is_better("cancel 100 k", "braid", "ns", [] { return run(braid_cancel()); });
    suite.lower_is_better("cancel 100 k", "asio awaitable", "ns", asio_cancel);
    add_python_peers(suite, "cancel 100 k");

    suite.lower_is_better("lock, 100 workers", "braid", "ns", [] {
        return bench::wall_ns(workers * rounds_in_lock, [] { run(braid_lock()); });
    });
    add_python_peers(suite, "lock, 100 workers");

    suite.lower_is_better("tcp echo", "braid", "us", [] { return run(braid_echo()); });
    suite.lower_is_better("tcp echo", "asio awaitable", "us", asio_echo);
    add_python_peers(suite, "tcp echo", "us");

    suite.lower_is_better("post chain", "braid", "ns", post_chain_in_loop);
    suite.lower_is_better("post chain", "bare io_context", "ns", post_chain_bare);

    suite.lower_is_better("recorded switch", "braid", "ns", recorded_switches);

    suite.lower_is_better("suspended task", "braid", "bytes",
                          [] { return measured_in_a_fresh_process(braid_bytes); });
    suite.lower_is_better("suspended task", "asio awaitable", "bytes",
                          [] { return measured_in_a_fresh_process(asio_bytes); });

    suite.lower_is_better("suspended task, made", "braid", "allocations",
                          [] { return measured_in_a_fresh_process(braid_allocations); });
    suite.lower_is_better("suspended task, made", "asio awaitable", "allocations",
                          [] { return measured_in_a_fresh_process(asio_allocations); });

    suite.lower_is_better("200 k timers", "braid", "cpu ns",
                          [] { return bench::cpu_ns(timers, [] { run(braid_timers()); }); });
    suite.lower_is_better("200 k timers", "asio awaitable", "cpu ns", asio_timers);
    add_python_peers(suite, "200 k timers", "cpu ns");

    return suite.run(argc, argv);
}
