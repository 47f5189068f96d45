// SPDX-License-Identifier: MIT
#define QT_NO_KEYWORDS // Asio has a function `emit`
#include "loop/asio.h"
#include "loop/event.h"
#include "loop/run.h"
#include "loop/sleep.h"
#include "tests/loop/coroutine_test.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace braid;
using namespace std::chrono_literals;

namespace {

/// A handler of Asio that posts itself again for ever, or until it is told to stop: beside it,
/// Asio always has something to do.
class Chain {
public:
    explicit Chain(EventLoop& loop)
        : loop_(loop) {
        post();
    }
    int runs() const { return runs_; }
    void stop() { stopped_ = true; }
    /// Called by the next handler of the chain.
    std::function<void()> next;
    /// Calls it in a handler that is surely in the middle of a stream, not among the first ones.
    void call_in_stream(std::function<void()> call, int handlers = 100) {
        next = [this, call = std::move(call), handlers] {
            if (handlers == 0)
                call();
            else
                call_in_stream(call, handlers - 1);
        };
    }

private:
    void post() {
        asio::post(loop_.io_context(), [this] {
            ++runs_;
            if (const auto call = std::exchange(next, nullptr))
                call();
            if (!stopped_)
                post();
        });
    }
    EventLoop& loop_;
    int runs_ = 0;
    bool stopped_ = false;
};

/// Turns, without a limit for them, until the chain surely streams.
void let_stream(EventLoop& loop, const Chain& chain) {
    const int before = chain.runs();
    while (chain.runs() < before + 1000)
        loop.run_ready(Clock::now(), false);
}

} // namespace

/// How the loop and Asio take turns when Asio's handlers stream: see detail/asio_driver.h.
class TestDriving : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_posted_runs_in_the_next_turn_though_asio_was_asked_just_before() {
        EventLoop loop;
        for (int i = 0; i < 100; ++i) {
            loop.run_ready(Clock::now(), false);
            bool ran = false;
            asio::post(loop.io_context(), [&] { ran = true; });
            QVERIFY(loop.run_ready(Clock::now(), false));
            QVERIFY(ran);
        }
    }

    void a_turn_ends_in_time_though_handlers_never_do() {
        EventLoop loop;
        Chain chain(loop);
        for (int i = 0; i < 5; ++i) {
            loop.run_ready(Clock::now() + 2ms, false);
            loop.run_ready(Clock::now() + 2ms, true);
        }
        QVERIFY(chain.runs() > 0);
        chain.stop();
    }

    void a_coroutine_that_a_handler_wakes_has_its_turn_before_the_next_handlers() {
        EventLoop loop;
        Chain chain(loop);
        let_stream(loop, chain);
        Event event;
        int woken_at = 0;
        const auto wait = [&]() -> Coroutine<> {
            co_await event.wait();
            woken_at = chain.runs();
        };
        create_task(loop, wait());
        let_stream(loop, chain);
        int set_at = 0;
        chain.call_in_stream([&] {
            event.set();
            set_at = chain.runs();
        });
        while (woken_at == 0)
            loop.run_ready(Clock::now() + 1h, false);
        QCOMPARE(woken_at, set_at);
        chain.stop();
    }

    void a_timer_that_a_handler_sets_is_waited_for() {
        EventLoop loop;
        Chain chain(loop);
        chain.next = [&] {
            loop.call_later(1ms, [&] {
                chain.stop();
                loop.stop();
            });
        };
        loop.run_forever();
    }

    void a_timer_that_a_lone_handler_sets_is_waited_for() {
        EventLoop loop;
        asio::post(loop.io_context(), [&] { loop.call_later(1ms, [&] { loop.stop(); }); });
        loop.run_forever();
    }

    void a_timer_that_a_coroutine_sets_within_a_handler_is_waited_for() {
        run_test([]() -> Coroutine<> {
            asio::steady_timer timer(EventLoop::current()->io_context(), 0ms);
            co_await timer.async_wait(use_coroutine);
            co_await sleep(1ms);
        });
    }

    void other_threads_are_heard_though_handlers_never_end() {
        EventLoop loop;
        Chain chain(loop);
        std::thread other([&] {
            loop.call_soon_threadsafe([&] {
                chain.stop();
                loop.stop();
            });
        });
        loop.run_forever();
        other.join();
    }

    void a_handler_stops_the_loop() {
        EventLoop loop;
        Chain chain(loop);
        let_stream(loop, chain);
        chain.call_in_stream([&] { loop.stop(); });
        loop.run_forever();
        chain.stop();
    }

    void a_loop_nested_in_a_stream_goes_on_and_so_does_the_stream() {
        EventLoop loop;
        Chain chain(loop);
        let_stream(loop, chain);
        bool nested = false;
        chain.call_in_stream([&] {
            bool slept = false;
            const auto work = [&]() -> Coroutine<> {
                co_await sleep(1ms);
                slept = true;
            };
            create_task(loop, work());
            while (!slept)
                loop.run_ready(Clock::now() + 1ms, true);
            nested = true;
        });
        while (!nested)
            loop.run_ready(Clock::now() + 1ms, false);
        let_stream(loop, chain);
        chain.stop();
    }

    void a_loop_nested_in_a_coroutine_within_a_handler_serves_the_others() {
        EventLoop loop;
        asio::steady_timer timer(loop.io_context(), 0ms);
        bool other_ran = false;
        const auto other = [&]() -> Coroutine<> {
            asio::steady_timer later(loop.io_context(), 1ms);
            co_await later.async_wait(use_coroutine);
            other_ran = true;
        };
        const auto modal = [&]() -> Coroutine<> {
            co_await timer.async_wait(use_coroutine);
            const auto task = create_task(other());
            while (!task.done())
                loop.run_ready(Clock::now() + 1ms, true);
            co_await yield();
            loop.stop();
        };
        create_task(loop, modal());
        loop.run_forever();
        QVERIFY(other_ran);
    }

    void a_failing_handler_in_a_stream_is_reported_and_the_others_run() {
        EventLoop loop;
        int reports = 0;
        loop.set_exception_handler([&](const LostException&) { ++reports; });
        Chain chain(loop);
        let_stream(loop, chain);
        chain.call_in_stream(
            [&] { asio::post(loop.io_context(), [] { throw std::runtime_error("one"); }); });
        while (reports == 0)
            loop.run_ready(Clock::now() + 1ms, false);
        let_stream(loop, chain);
        QCOMPARE(reports, 1);
        chain.stop();
    }

    void those_who_are_served_by_one_stream_take_turns() {
        run_test([]() -> Coroutine<> {
            using tcp = asio::ip::tcp;
            asio::io_context& io = EventLoop::current()->io_context();
            Awaiting<tcp::acceptor> acceptor(io, {asio::ip::address_v4::loopback(), 0});
            constexpr int clients = 20;
            constexpr int rounds = 200;
            std::vector<int> done(clients);
            int most_ahead = 0;
            const auto serve = [](Awaiting<tcp::socket> socket) -> Coroutine<> {
                std::array<char, 8> data{};
                for (int i = 0; i < rounds; ++i) {
                    co_await asio::async_read(socket, asio::buffer(data));
                    co_await asio::async_write(socket, asio::buffer(data));
                }
            };
            const auto ask = [&](int self) -> Coroutine<> {
                Awaiting<tcp::socket> socket(io);
                co_await socket.async_connect(acceptor.local_endpoint());
                std::array<char, 8> data{};
                for (; done[self] < rounds; ++done[self]) {
                    co_await asio::async_write(socket, asio::buffer(data));
                    co_await asio::async_read(socket, asio::buffer(data));
                    const auto [least, most] = std::minmax_element(done.begin(), done.end());
                    if (*least > 0)
                        most_ahead = std::max(most_ahead, *most - *least);
                }
            };
            std::vector<Task<>> tasks;
            for (int i = 0; i < clients; ++i) {
                tasks.push_back(create_task(ask(i)));
                auto socket = co_await acceptor.async_accept();
                tasks.push_back(create_task(serve(std::move(socket))));
            }
            for (const Task<>& task : tasks)
                co_await task;
            CO_VERIFY(most_ahead < rounds / 2);
        });
    }

    void an_operation_that_cannot_be_cancelled_is_not_mistaken_for_the_one_before() {
        run_test([]() -> Coroutine<> {
            asio::steady_timer timer(EventLoop::current()->io_context(), 0ms);
            co_await timer.async_wait(use_coroutine);
            timer.expires_after(1h);
            bool fired = false;
            timer.async_wait([&](boost::system::error_code) { fired = true; });
            // The new operation gets the memory, and could get the cancellation, of the old one.
            const auto post = []() -> Coroutine<> {
                co_await asio::post(EventLoop::current()->io_context(), use_coroutine);
            };
            auto task = create_task(post());
            co_await yield();
            task.cancel();
            try {
                co_await task;
            } catch (const CancelledError&) {
            }
            CO_VERIFY(!fired);
            timer.cancel();
            while (!fired)
                co_await yield();
        });
    }

    void operations_may_end_in_other_threads() {
        run_test([]() -> Coroutine<> {
            asio::thread_pool pool(2);
            for (int i = 0; i < 1000; ++i)
                co_await asio::post(pool, use_coroutine);
            pool.join();
        });
    }
};

QTEST_GUILESS_MAIN(TestDriving)
#include "tst_driving.moc"
