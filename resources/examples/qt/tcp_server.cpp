// An Asio server in a window: no thread, no lock, and the window shows what it does. Lines that
// clients send come back in capitals.

#include <bridge/qt/event_dispatcher.h>
#include <bridge/qt/owned_task.h>
#include <loop/asio.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <QApplication>
#include <QPlainTextEdit>

#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using braid::Coroutine;
using braid::use_coroutine;

class ServerWindow : public QPlainTextEdit {
public:
    ServerWindow()
        : acceptor_(braid::EventLoop::current()->io_context(),
                    {asio::ip::address_v4::loopback(), 0}) {
        setReadOnly(true);
        appendPlainText(QString("Try: nc 127.0.0.1 %1").arg(port()));
        braid::create_task(this, acceptClients());
    }
    unsigned short port() const { return acceptor_.local_endpoint().port(); }

private:
    Coroutine<> acceptClients() {
        for (;;) {
            tcp::socket client = co_await acceptor_.async_accept(use_coroutine);
            braid::create_task(this, serve(std::move(client)));
        }
    }
    Coroutine<> serve(tcp::socket client) {
        appendPlainText("somebody came");
        std::string buffer;
        try {
            for (;;) {
                const std::size_t size = co_await asio::async_read_until(
                    client, asio::dynamic_buffer(buffer), '\n', use_coroutine);
                const QString line = QString::fromUtf8(buffer.data(), qsizetype(size));
                buffer.erase(0, size);
                appendPlainText(line.trimmed());
                const std::string answer = line.toUpper().toStdString();
                co_await asio::async_write(client, asio::buffer(answer), use_coroutine);
            }
        } catch (const boost::system::system_error&) {
            appendPlainText("somebody left");
        }
    }
    tcp::acceptor acceptor_;
};

/// A client, to see it work.
Coroutine<> sayHello(ServerWindow* window) {
    tcp::socket socket(braid::EventLoop::current()->io_context());
    const tcp::endpoint server(asio::ip::address_v4::loopback(), window->port());
    co_await socket.async_connect(server, use_coroutine);
    const std::string hello = "hello\n";
    co_await asio::async_write(socket, asio::buffer(hello), use_coroutine);
    std::string answer;
    co_await asio::async_read_until(socket, asio::dynamic_buffer(answer), '\n', use_coroutine);
    QCoreApplication::exit(answer == "HELLO\n" ? 0 : 1);
}

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    ServerWindow window;
    window.show();
    if (QCoreApplication::arguments().contains("--test"))
        braid::create_task(sayHello(&window));
    return QApplication::exec();
}
