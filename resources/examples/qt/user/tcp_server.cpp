// SPDX-License-Identifier: MIT
#include "user.h"

#include <braid/loop/asio.h>
#include <braid/loop/event_loop.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <QPlainTextEdit>

#include <string>

namespace asio = boost::asio;
using braid::use_coroutine;

braid::Coroutine<> use(QWidget* window) {
    auto* const text = qobject_cast<QPlainTextEdit*>(window);
    const int port = text->toPlainText().section(' ', -1).toInt();
    {
        asio::ip::tcp::socket socket(braid::EventLoop::current()->io_context());
        const asio::ip::tcp::endpoint server(asio::ip::address_v4::loopback(),
                                             asio::ip::port_type(port));
        co_await socket.async_connect(server, use_coroutine);
        for (int i = 0; i < 2; ++i) {
            const std::string hello = "hello\n";
            co_await asio::async_write(socket, asio::buffer(hello), use_coroutine);
            std::string answer;
            auto buffer = asio::dynamic_buffer(answer);
            co_await asio::async_read_until(socket, buffer, '\n', use_coroutine);
            if (answer != "HELLO\n")
                throw std::runtime_error("the answer is " + answer);
        }
    }
    const auto left = [text] {
        return text->toPlainText().endsWith("hello\nhello\nsomebody left");
    };
    co_await see(left);
}
