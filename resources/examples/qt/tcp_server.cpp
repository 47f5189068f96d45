// SPDX-License-Identifier: MIT
// An Asio server in a window: no thread, no lock, and the window shows what it does. Lines that
// clients send come back in capitals.

#include <QApplication>
#include <QPlainTextEdit>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <braid/bridge/qt/event_dispatcher.h>
#include <braid/bridge/qt/owned_task.h>
#include <braid/loop/asio.h>

using boost::asio::ip::tcp;
using braid::Coroutine;
using braid::use_coroutine;

class ServerWindow : public QPlainTextEdit {
public:
    ServerWindow() {
        setReadOnly(true);
        appendPlainText(QString("Try: nc 127.0.0.1 %1").arg(acceptor_.local_endpoint().port()));
        braid::create_task(this, acceptClients());
    }

private:
    Coroutine<> acceptClients() {
        for (;;) {
            tcp::socket client = co_await acceptor_.async_accept(use_coroutine);
            braid::create_task(this, serve(std::move(client)));
        }
    }
    Coroutine<> serve(tcp::socket client) {
        appendPlainText("somebody came");
        std::string text;
        const auto buffer = boost::asio::dynamic_buffer(text);
        try {
            for (;;) {
                const auto size = co_await async_read_until(client, buffer, '\n', use_coroutine);
                const QByteArray line(text.data(), qsizetype(size));
                text.erase(0, size);
                appendPlainText(line.trimmed());
                const std::string answer = line.toUpper().toStdString();
                co_await async_write(client, boost::asio::buffer(answer), use_coroutine);
            }
        } catch (const boost::system::system_error&) {
            appendPlainText("somebody left");
        }
    }
    tcp::acceptor acceptor_{braid::EventLoop::current()->io_context(),
                            {boost::asio::ip::address_v4::loopback(), 0}};
};

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    ServerWindow window;
    window.show();
    return QApplication::exec();
}
