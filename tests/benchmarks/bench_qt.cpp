// SPDX-License-Identifier: MIT
// Qt's events and Asio's handlers on one loop, beside Qt's own dispatchers and a bare io_context.
//
// Each measurement runs in a process of its own, as there is one dispatcher in a process. "window"
// means a QApplication; on which platform, QT_QPA_PLATFORM says (offscreen if it says nothing).

#include "bench.h"
#include "bench_qt_awaiting.h"

#include "bridge/qt/event_dispatcher.h"
#include "bridge/qt/future.h"
#include "bridge/qt/signal.h"
#include "bridge/qt/timer.h"
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QApplication>
#include <QProcess>
#include <QSemaphore>
#include <QTimer>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <vector>

#include <sched.h>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

double microseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::micro>(duration).count();
}

double percentile(std::vector<double> values, double fraction) {
    const auto place = values.begin() + std::ptrdiff_t(double(values.size() - 1) * fraction);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

/// Runs the application until `done` is called; returns ns for each of `operations`.
template<typename Start>
double until_done(int operations, Start&& start) {
    return bench::wall_ns(operations, [&] {
        start([] { QCoreApplication::quit(); });
        QCoreApplication::exec();
    });
}

// -- what is measured ---------------------------------------------------------------------------

/// An event that posts itself again: one event in each turn.
struct EventChain : QObject {
    EventChain(int events, std::function<void()> when_done)
        : left(events)
        , done(std::move(when_done)) {
        post();
    }
    void post() { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); }
    void customEvent(QEvent*) override { --left > 0 ? post() : done(); }
    int left;
    std::function<void()> done;
};

double event_chain() {
    std::unique_ptr<EventChain> chain;
    constexpr int events = 400'000;
    return until_done(events,
                      [&](auto done) { chain = std::make_unique<EventChain>(events, done); });
}

double event_burst() {
    struct Counter : QObject {
        void customEvent(QEvent*) override {
            if (--left == 0)
                QCoreApplication::quit();
        }
        int left = 0;
    } counter;
    constexpr int events = 400'000;
    return until_done(events, [&](auto) {
        counter.left = events;
        for (int i = 0; i < events; ++i)
            QCoreApplication::postEvent(&counter, new QEvent(QEvent::User));
    });
}

double zero_timer() {
    QTimer timer;
    int left = 400'000;
    const int operations = left;
    return until_done(operations, [&](auto done) {
        QObject::connect(&timer, &QTimer::timeout, [&left, done] {
            if (--left == 0)
                done();
        });
        timer.start(0);
    });
}

/// The processors that this process may use.
std::vector<int> processors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    sched_getaffinity(0, sizeof set, &set);
    std::vector<int> found;
    for (int i = 0; i < CPU_SETSIZE; ++i)
        if (CPU_ISSET(i, &set))
            found.push_back(i);
    return found;
}

void runOn(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    sched_setaffinity(0, sizeof set, &set); // of this thread
}

/// From the call in another thread to the slot in this one, which sleeps: µs, median. Where the
/// threads run decides how long it takes, so it is decided here, and the same for everyone. The
/// caller blocks until it has its answer, so that it is not in the way.
double queued_call(int caller_processor, int loop_processor) {
    constexpr int calls = 1500;
    constexpr auto pause = 200us; // the loop falls asleep
    std::vector<double> latencies;
    latencies.reserve(calls);
    QObject receiver;
    QSemaphore answered;
    runOn(loop_processor);
    std::thread caller([&] {
        runOn(caller_processor);
        for (int i = 0; i < calls; ++i) {
            std::this_thread::sleep_for(pause);
            const auto called = Clock::now();
            QMetaObject::invokeMethod(
                &receiver,
                [&, called] {
                    latencies.push_back(microseconds(Clock::now() - called));
                    answered.release();
                },
                Qt::QueuedConnection);
            answered.acquire();
        }
        QMetaObject::invokeMethod(&receiver, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    caller.join();
    return percentile(latencies, 0.5);
}

double queued_call_on_one_processor() {
    return queued_call(processors().front(), processors().front());
}

double queued_call_between_processors() {
    if (processors().size() < 2)
        throw std::runtime_error("there is only one processor");
    return queued_call(processors().front(), processors().back());
}

/// A 5 ms timer beside 100 coroutines that do nothing but yield: µs late, 99th percentile.
double timer_beside_coroutines() {
    for (int i = 0; i < 100; ++i)
        braid::create_task([]() -> braid::Coroutine<> {
            for (;;)
                co_await braid::yield();
        });
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    std::vector<double> late;
    Clock::time_point due = Clock::now() + 5ms;
    QObject::connect(&timer, &QTimer::timeout, [&] {
        const auto now = Clock::now();
        late.push_back(std::max(0.0, microseconds(now - due)));
        while (due <= now)
            due += 5ms;
        if (late.size() == 400)
            QCoreApplication::quit();
    });
    timer.start(5);
    QCoreApplication::exec();
    return percentile(late, 0.99);
}

/// The same of a program that does nothing but look at the clock: what the machine itself adds.
double clock_watcher() {
    std::vector<double> late;
    for (Clock::time_point due = Clock::now() + 5ms; late.size() < 400; due += 5ms) {
        while (Clock::now() < due) {
        }
        late.push_back(microseconds(Clock::now() - due));
    }
    return percentile(late, 0.99);
}

/// An io_context as programs have it: something else is waited for, so it looks after that too.
struct BareAsio {
    BareAsio() {
        timer.async_wait([](boost::system::error_code) {});
    }
    asio::io_context io;
    asio::steady_timer timer{io, 1h};
};

struct PostChain {
    void post() {
        asio::post(io, [this] {
            if (--left > 0)
                post();
            else
                done();
        });
    }
    asio::io_context& io;
    int left;
    std::function<void()> done;
};

constexpr int handlers = 2'000'000;

double post_chain_merged() {
    PostChain chain{braid::EventLoop::current()->io_context(), handlers, {}};
    return until_done(handlers, [&](auto done) {
        chain.done = done;
        chain.post();
    });
}

double post_chain_bare() {
    BareAsio bare;
    PostChain chain{bare.io, handlers, [&] { bare.io.stop(); }};
    return bench::wall_ns(handlers, [&] {
        chain.post();
        bare.io.run();
    });
}

/// A thousand of Asio's own coroutines that post themselves.
void spawn_posters(asio::io_context& io, int& left, std::function<void()> done) {
    for (int i = 0; i < 1000; ++i)
        asio::co_spawn(
            io,
            [&io, &left, done]() -> asio::awaitable<void> {
                while (left > 0) {
                    co_await asio::post(io, asio::use_awaitable);
                    if (--left == 0)
                        done();
                }
            },
            asio::detached);
}

double awaitables_merged() {
    int left = handlers;
    return until_done(handlers, [&](auto done) {
        spawn_posters(braid::EventLoop::current()->io_context(), left, done);
    });
}

double awaitables_bare() {
    BareAsio bare;
    int left = handlers;
    return bench::wall_ns(handlers, [&] {
        spawn_posters(bare.io, left, [&] { bare.io.stop(); });
        bare.io.run();
    });
}

// -- what coroutines await ----------------------------------------------------------------------

double run_coroutine(int operations, const std::function<braid::Coroutine<>()>& coroutine) {
    return until_done(operations, [&](auto) { braid::create_task(coroutine()); });
}

braid::Coroutine<int> child(int x) { co_return x; }

braid::Coroutine<> parent() {
    volatile int sum = 0;
    for (int i = 0; i < awaiting::children; ++i) {
        const int x = co_await child(i);
        sum = sum + x;
    }
    QCoreApplication::quit();
}

braid::Coroutine<> switcher() {
    for (int i = 0; i < awaiting::switches; ++i)
        co_await braid::yield();
    QCoreApplication::quit();
}

braid::Coroutine<> listener() {
    awaiting::Signaller signaller;
    for (int i = 0; i < awaiting::signals_; ++i) {
        signaller.signalLater();
        co_await braid::emitted(&signaller, &awaiting::Signaller::signalled);
    }
    QCoreApplication::quit();
}

braid::Coroutine<> timed() {
    QTimer timer;
    timer.start(0);
    for (int i = 0; i < awaiting::timeouts; ++i)
        co_await braid::timedOut(&timer);
    QCoreApplication::quit();
}

braid::Coroutine<> hopeful() {
    QObject context;
    volatile int sum = 0;
    for (int i = 0; i < awaiting::futures; ++i) {
        const int x = co_await braid::finished(awaiting::resultLater(&context));
        sum = sum + x;
    }
    QCoreApplication::quit();
}

double await_child() { return run_coroutine(awaiting::children, parent); }
double await_switch() { return run_coroutine(awaiting::switches, switcher); }
double await_signal() { return run_coroutine(awaiting::signals_, listener); }
double await_timer() { return run_coroutine(awaiting::timeouts, timed); }
double await_future() { return run_coroutine(awaiting::futures, hopeful); }

const std::map<std::string, double (*)()> measurements = {
    {"event_chain", event_chain},
    {"event_burst", event_burst},
    {"zero_timer", zero_timer},
    {"await_child", await_child},
    {"await_switch", await_switch},
    {"await_signal", await_signal},
    {"await_timer", await_timer},
    {"await_future", await_future},
#ifdef BRAID_QCORO
    {"qcoro_child", awaiting::qcoro_child},
    {"qcoro_switch", awaiting::qcoro_switch},
    {"qcoro_signal", awaiting::qcoro_signal},
    {"qcoro_timer", awaiting::qcoro_timer},
    {"qcoro_future", awaiting::qcoro_future},
#endif
    {"queued_call_on_one_processor", queued_call_on_one_processor},
    {"queued_call_between_processors", queued_call_between_processors},
    {"timer_beside_coroutines", timer_beside_coroutines},
    {"clock_watcher", clock_watcher},
    {"post_chain_merged", post_chain_merged},
    {"post_chain_bare", post_chain_bare},
    {"awaitables_merged", awaitables_merged},
    {"awaitables_bare", awaitables_bare},
};

// -- a process for each measurement -------------------------------------------------------------

/// `--measure NAME braid|qt core|window`: prints the value.
int measure_here(int argc, char** argv) {
    const std::string name = argv[2];
    if (std::string_view(argv[3]) == "braid")
        QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    const bool window = std::string_view(argv[4]) == "window";
    const auto app = window ? std::make_unique<QApplication>(argc, argv)
                            : std::make_unique<QCoreApplication>(argc, argv);
    std::printf("%.9g\n", measurements.at(name)());
    std::fflush(stdout);
    std::_Exit(0); // coroutines may spin for ever
}

struct Subject {
    const char* name;
    const char* dispatcher;
    bool glib;
};

double measure_there(const std::string& name, const Subject& subject, const char* kind) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove("QT_NO_GLIB");
    if (!subject.glib)
        environment.insert("QT_NO_GLIB", "1");
    if (!environment.contains("QT_QPA_PLATFORM"))
        environment.insert("QT_QPA_PLATFORM", "offscreen");
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {"--measure", QString::fromStdString(name), subject.dispatcher, kind});
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        throw std::runtime_error("no answer in 60 s");
    }
    bool number = false;
    const double value = process.readAllStandardOutput().trimmed().toDouble(&number);
    if (!number)
        throw std::runtime_error("no answer");
    return value;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 5 && std::string_view(argv[1]) == "--measure")
        return measure_here(argc, argv);
    const QCoreApplication app(argc, argv); // for QProcess

    constexpr Subject braid{"braid", "braid", false};
    constexpr Subject unix_dispatcher{"Qt on poll(2)", "qt", false};
    constexpr Subject glib_dispatcher{"Qt on GLib", "qt", true};
    bench::Suite suite("qt");
    const auto add = [&](const std::string& test_case, const std::string& name, const char* unit,
                         const Subject& subject, const char* kind) {
        suite.lower_is_better(test_case, subject.name, unit,
                              [=] { return measure_there(name, subject, kind); });
    };
    for (const char* const kind : {"core", "window"})
        for (const auto& [title, name, unit] :
             {std::tuple("posted event, one in a turn", "event_chain", "ns"),
              std::tuple("posted event, in a burst", "event_burst", "ns"),
              std::tuple("zero timer", "zero_timer", "ns"),
              std::tuple("queued call from a thread, p50", "queued_call_on_one_processor", "us"),
              std::tuple("queued call from another processor, p50",
                         "queued_call_between_processors", "us")})
            for (const Subject& subject : {braid, unix_dispatcher, glib_dispatcher})
                add(std::string(title) + ", " + kind, name, unit, subject, kind);
    for (const auto& [title, what] :
         {std::pair("await a child", "child"), std::pair("task switch", "switch"),
          std::pair("await a signal", "signal"), std::pair("await a QTimer", "timer"),
          std::pair("await a QFuture", "future")}) {
        add(title, std::string("await_") + what, "ns", braid, "core");
#ifdef BRAID_QCORO
        constexpr Subject qcoro{"QCoro", "qt", false};
        add(title, std::string("qcoro_") + what, "ns", qcoro, "core");
#endif
    }
    add("5 ms QTimer beside 100 coroutines, late p99", "timer_beside_coroutines", "us", braid,
        "window");
    add("5 ms QTimer beside 100 coroutines, late p99", "clock_watcher", "us",
        {"a loop that watches the clock", "qt", false}, "core");
    constexpr Subject bare{"bare Asio", "qt", false};
    for (const char* const kind : {"core", "window"}) {
        add(std::string("asio::post chain, ") + kind, "post_chain_merged", "ns", braid, kind);
        add(std::string("asio::post chain, ") + kind, "post_chain_bare", "ns", bare, kind);
        add(std::string("1000 asio::awaitable, ") + kind, "awaitables_merged", "ns", braid, kind);
        add(std::string("1000 asio::awaitable, ") + kind, "awaitables_bare", "ns", bare, kind);
    }
    return suite.run(argc, argv);
}
