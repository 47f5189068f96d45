// SPDX-License-Identifier: MIT
// An echo server and its client over TCP, with Asio's operations awaited as they stand.
#include <braid/loop/asio.h>
#include <braid/loop/run.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <iostream>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using Socket = braid::Awaiting<tcp::socket>;
using Acceptor = braid::Awaiting<tcp::acceptor>;

braid::Coroutine<> serve(Socket socket) {
    std::array<char, 64> data;
    try {
        for (;;) {
            const std::size_t n = co_await socket.async_read_some(asio::buffer(data));
            co_await asio::async_write(socket, asio::buffer(data, n));
        }
    } catch (const boost::system::system_error& e) {
        std::cout << "server: " << (e.code() == asio::error::eof ? "end of file" : e.what())
                  << '\n';
    }
}

braid::Coroutine<> echo() {
    auto& io = braid::EventLoop::current()->io_context();
    Acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
    Socket client(io);
    co_await client.async_connect(acceptor.local_endpoint());
    Socket accepted = co_await acceptor.async_accept();
    auto server = braid::create_task(serve(std::move(accepted)));

    for (const std::string text : {"hello", "world"}) {
        co_await asio::async_write(client, asio::buffer(text));
        std::string answer(text.size(), ' ');
        co_await asio::async_read(client, asio::buffer(answer));
        std::cout << "client: " << answer << '\n';
    }
    client.close();
    co_await server;
}

int main() { braid::run(echo()); }
