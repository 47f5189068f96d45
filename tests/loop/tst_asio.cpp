// SPDX-License-Identifier: MIT
#define QT_NO_KEYWORDS // Asio has a function `emit`
#include "loop/asio.h"
#include "loop/gather.h"
#include "loop/sleep.h"
#include "loop/timeout.h"
#include "tests/loop/coroutine_test.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace braid;
using namespace std::chrono_literals;

namespace {

using Socket = Awaiting<tcp::socket>;
using Acceptor = Awaiting<tcp::acceptor>;

asio::io_context& io() { return EventLoop::current()->io_context(); }

Coroutine<> echo(Socket socket) {
    std::array<char, 64> data;
    for (;;) {
        const auto [error, n] =
            co_await socket.async_read_some(asio::buffer(data), asio::as_tuple(use_coroutine));
        if (error)
            co_return;
        co_await asio::async_write(socket, asio::buffer(data, n));
    }
}

Coroutine<> serve_one(Acceptor& acceptor) {
    Socket socket = co_await acceptor.async_accept();
    co_await echo(std::move(socket));
}

/// Two ends of one connection.
Coroutine<> connect_pair(Socket& a, Socket& b) {
    Acceptor acceptor(io(), {asio::ip::address_v4::loopback(), 0});
    const auto accept = [&]() -> Coroutine<> {
        Socket accepted = co_await acceptor.async_accept();
        b = std::move(accepted);
    };
    auto accepting = create_task(accept());
    co_await a.async_connect(acceptor.local_endpoint());
    co_await accepting;
}

} // namespace

class TestAsio : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void operations_are_awaited_as_they_stand() {
        run_test([]() -> Coroutine<> {
            Acceptor acceptor(io(), {asio::ip::address_v4::loopback(), 0});
            auto server = create_task(serve_one(acceptor));
            Socket socket(io());
            co_await socket.async_connect(acceptor.local_endpoint());
            const std::string sent = "hello";
            co_await asio::async_write(socket, asio::buffer(sent));
            std::string got(5, ' ');
            const std::size_t n = co_await asio::async_read(socket, asio::buffer(got));
            CO_VERIFY(n == 5);
            CO_VERIFY(got == sent);
            socket.close();
            co_await server;
        });
    }

    void deferred_operations_need_no_token_of_ours() {
        run_test([]() -> Coroutine<> {
            asio::steady_timer timer(io(), 1ms);
            co_await timer.async_wait(asio::deferred);
            CO_VERIFY(timer.expiry() <= Clock::now());
        });
    }

    void errors_are_thrown_or_returned() {
        run_test([]() -> Coroutine<> {
            Socket socket(io(), tcp::v4());
            socket.bind({asio::ip::address_v4::loopback(), 0});
            const tcp::endpoint nobody = socket.local_endpoint();
            Socket client(io());
            bool thrown = false;
            try {
                co_await client.async_connect(nobody);
            } catch (const boost::system::system_error& e) {
                thrown = e.code() == asio::error::connection_refused;
            }
            CO_VERIFY(thrown);
            Socket other(io());
            const auto [error] =
                co_await other.async_connect(nobody, asio::as_tuple(use_coroutine));
            CO_VERIFY(error == asio::error::connection_refused);
        });
    }

    void cancelling_a_task_cancels_its_operation() {
        run_test([]() -> Coroutine<> {
            Socket a(io());
            Socket b(io());
            co_await connect_pair(a, b);
            const auto read = [&]() -> Coroutine<std::size_t> {
                char c = 0;
                const std::size_t n = co_await a.async_read_some(asio::buffer(&c, 1));
                co_return n;
            };
            auto task = create_task(read());
            co_await yield();
            task.cancel("no more");
            std::string message;
            try {
                co_await task;
            } catch (const CancelledError& e) {
                message = e.message();
            }
            CO_VERIFY(message == "no more");
            CO_VERIFY(task.cancelled());
            // The socket itself is as before.
            co_await b.async_write_some(asio::buffer("x", 1));
            auto again = create_task(read());
            const std::size_t n = co_await again;
            CO_VERIFY(n == 1);
        });
    }

    void composed_operations_are_cancelled_too() {
        run_test([]() -> Coroutine<> {
            Socket a(io());
            Socket b(io());
            co_await connect_pair(a, b);
            const auto read = [&]() -> Coroutine<> {
                std::array<char, 1000> data;
                co_await asio::async_read(a, asio::buffer(data));
            };
            bool timed_out = false;
            try {
                co_await timeout(2ms, read());
            } catch (const TimeoutError&) {
                timed_out = true;
            }
            CO_VERIFY(timed_out);
        });
    }

    void cancellation_wins_over_as_tuple() {
        run_test([]() -> Coroutine<> {
            const auto wait = []() -> Coroutine<> {
                asio::steady_timer timer(io(), 24h);
                const auto [error] = co_await timer.async_wait(asio::as_tuple(use_coroutine));
                static_cast<void>(error);
            };
            auto task = create_task(wait());
            co_await yield();
            task.cancel();
            try {
                co_await task;
            } catch (const CancelledError&) {
            }
            CO_VERIFY(task.cancelled());
        });
    }

    void a_coroutine_may_be_destroyed_while_its_operation_runs() {
        auto token = std::make_shared<int>();
        {
            EventLoop loop;
            const auto wait = [](std::shared_ptr<int>) -> Coroutine<> {
                for (;;) {
                    try {
                        asio::steady_timer timer(io(), 24h);
                        co_await timer.async_wait(use_coroutine);
                    } catch (const CancelledError&) {
                    }
                }
            };
            create_task(loop, wait(token));
            loop.run_ready(Clock::now() + 1ms, false);
            QCOMPARE(token.use_count(), 2L);
        }
        QCOMPARE(token.use_count(), 1L);
    }

    void asio_code_starts_tasks_with_any_token() {
        EventLoop loop;
        const auto answer = [](int x) -> Coroutine<int> {
            co_await sleep(1ms);
            if (x < 0)
                throw std::runtime_error("negative");
            co_return 2 * x;
        };
        int got = 0;
        bool failed = false;
        co_spawn(loop, answer(21), [&](std::exception_ptr error, int x) {
            QVERIFY(!error);
            got = x;
        });
        co_spawn(loop, answer(-1), [&](std::exception_ptr error, int) { failed = bool(error); });
        auto future = co_spawn(loop, answer(4), asio::use_future);
        co_spawn(loop, answer(1), asio::detached);
        while (!got || !failed || future.wait_for(0s) != std::future_status::ready)
            loop.run_ready(Clock::now() + 1ms, true);
        QCOMPARE(got, 42);
        QCOMPARE(future.get(), 8);
    }

    void a_slot_of_asio_cancels_a_task() {
        EventLoop loop;
        asio::cancellation_signal signal;
        bool cancelled = false;
        const auto wait = []() -> Coroutine<> { co_await sleep(24h); };
        co_spawn(loop, wait(),
                 asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr error) {
                     cancelled = detail::is_cancelled_error(error);
                 }));
        loop.run_ready(Clock::now() + 1ms, false);
        signal.emit(asio::cancellation_type::terminal);
        while (!cancelled)
            loop.run_ready(Clock::now() + 1ms, true);
    }
};

QTEST_GUILESS_MAIN(TestAsio)
#include "tst_asio.moc"
