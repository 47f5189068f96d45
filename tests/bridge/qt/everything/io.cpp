// SPDX-License-Identifier: MIT
// Sockets of Qt's and of Asio's that echo to each other, processes, futures, requests.

#include "bridge/qt/future.h"
#include "bridge/qt/io_device.h"
#include "bridge/qt/network_reply.h"
#include "bridge/qt/owned_task.h"
#include "bridge/qt/process.h"
#include "bridge/qt/signal.h"
#include "crowd.h"
#include "loop/asio.h"
#include "loop/errors.h"
#include "loop/timeout.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QProcess>
#include <QScopeGuard>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtConcurrentRun>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace everything {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Socket = braid::Awaiting<tcp::socket>;
using Acceptor = braid::Awaiting<tcp::acceptor>;

/// Sends back what comes, whoever comes.
class Server {
public:
    virtual ~Server() = default;
    virtual quint16 port() const = 0;
};

/// With Qt's sockets.
class QtServer : public QTcpServer, public Server {
public:
    quint16 port() const override { return serverPort(); }
    QtServer() {
        setProxy(QNetworkProxy::NoProxy);
        if (!listen(QHostAddress::LocalHost))
            qFatal("listen");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                braid::create_task(socket, serve(socket));
            }
        });
    }
    virtual Coroutine<> serve(QTcpSocket* socket) {
        const Alive alive;
        for (;;) {
            const QByteArray bytes = co_await braid::read(socket);
            if (bytes.isEmpty())
                co_return;
            socket->write(bytes);
            co_await braid::written(socket);
        }
    }
};

/// With Asio's.
class AsioServer : public Server {
public:
    AsioServer() { braid::create_task(accept()); }
    quint16 port() const override { return acceptor_.local_endpoint().port(); }

private:
    Coroutine<> accept() {
        const Alive alive;
        for (;;) {
            Socket socket = co_await acceptor_.async_accept();
            socket.set_option(tcp::no_delay(true)); // it answers in pieces
            braid::create_task(serve(std::move(socket)));
        }
    }
    static Coroutine<> serve(Socket socket) {
        const Alive alive;
        std::array<char, 1000> data;
        for (;;) {
            const auto [error, size] = co_await socket.async_read_some(
                asio::buffer(data), asio::as_tuple(braid::use_coroutine));
            if (error)
                co_return;
            const auto [write_error, written] = co_await asio::async_write(
                socket, asio::buffer(data, size), asio::as_tuple(braid::use_coroutine));
            if (write_error)
                co_return;
        }
    }
    Acceptor acceptor_{braid::EventLoop::current()->io_context(),
                       {asio::ip::address_v4::loopback(), 0}};
};

/// A client sends a few lines and gets each of them back, once and in order.
class Client : public Party {
public:
    Client(Crowd& all, const char* pair, std::shared_ptr<Server> with)
        : Party(all, pair)
        , server(std::move(with)) {}

protected:
    const std::shared_ptr<Server> server;

    /// What to send next, and remembers it.
    QByteArray batch() {
        QByteArray text;
        for (int n = crowd.some(1, 5); n > 0; --n) {
            sent_.push_back(QByteArray::number(++number_) + ' ' + crowd.line(0, 3000) + '\n');
            text += sent_.back();
        }
        return text;
    }
    bool more() const { return !sent_.empty(); }
    void received(const QByteArray& line) {
        expect(!sent_.empty() && sent_.front() == line, "a line came back wrong");
        if (!sent_.empty())
            sent_.erase(sent_.begin());
        ++rounds;
    }

private:
    int number_ = 0;
    std::vector<QByteArray> sent_;
};

class QtClient : public Client {
public:
    QtClient(Crowd& all, const char* pair, std::shared_ptr<Server> with)
        : Client(all, pair, std::move(with)) {
        start(talk());
    }

private:
    Coroutine<> talk() {
        const Alive alive;
        for (;;) {
            QTcpSocket socket;
            socket.setProxy(QNetworkProxy::NoProxy);
            auto connected = braid::emitted(&socket, &QTcpSocket::connected);
            socket.connectToHost(QHostAddress::LocalHost, server->port());
            co_await connected;
            for (int n = crowd.some(1, 50); n > 0; --n) {
                socket.write(batch());
                while (more()) {
                    const QByteArray line = co_await braid::readLine(&socket);
                    received(line);
                }
                co_await braid::sleep(crowd.some(0ms, 3ms));
            }
        }
    }
};

class AsioClient : public Client {
public:
    AsioClient(Crowd& all, const char* pair, std::shared_ptr<Server> with)
        : Client(all, pair, std::move(with)) {
        start(talk());
    }

private:
    Coroutine<> talk() {
        const Alive alive;
        const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), server->port());
        for (;;) {
            Socket socket(braid::EventLoop::current()->io_context());
            co_await socket.async_connect(endpoint);
            socket.set_option(tcp::no_delay(true));
            std::string buffer;
            for (int n = crowd.some(1, 50); n > 0; --n) {
                const QByteArray text = batch();
                co_await asio::async_write(socket, asio::buffer(text.data(), text.size()));
                while (more()) {
                    const std::size_t size =
                        co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), '\n');
                    received(QByteArray(buffer.data(), qsizetype(size)));
                    buffer.erase(0, size);
                }
                co_await braid::sleep(crowd.some(0ms, 3ms));
            }
        }
    }
};

class Processes : public Party {
public:
    explicit Processes(Crowd& all)
        : Party(all, "processes") {
        start(run());
    }

private:
    Coroutine<> run() {
        const Alive alive;
        for (;;) {
            QProcess process;
            const auto end = qScopeGuard([&process] {
                process.kill();
                process.waitForFinished();
            });
            process.start("cat", QStringList());
            co_await braid::started(&process);
            const QByteArray text = crowd.line(0, 100'000);
            process.write(text);
            process.closeWriteChannel();
            QByteArray back;
            if (crowd.oneIn(4)) { // as programs do that know nothing of coroutines
                process.waitForFinished();
                back = process.readAll();
            } else {
                back = co_await braid::readAll(&process);
            }
            const braid::ProcessResult result = co_await braid::finished(&process);
            expect(back == text, "cat printed something else");
            expect(result.exitCode == 0 && result.exitStatus == QProcess::NormalExit,
                   "cat did not end well");
            ++rounds;
            co_await braid::sleep(crowd.some(5ms, 50ms));
        }
    }
};

#ifndef __SANITIZE_THREAD__ // what its threads hand over goes through Qt's own code alone
class Futures : public Party {
public:
    explicit Futures(Crowd& all)
        : Party(all, "futures") {
        for (int i = 0; i < 4; ++i)
            start(compute());
    }

private:
    Coroutine<> compute() {
        const Alive alive;
        for (;;) {
            const int number = crowd.some(0, 1000);
            QFuture<int> future = QtConcurrent::run([number] { return 3 * number; });
            if (crowd.oneIn(5)) {
                const auto task = braid::create_task(braid::finished(future));
                co_await braid::yield();
                task.cancel();
            } else {
                const int result = co_await braid::finished(future);
                expect(result == 3 * number, "a wrong result");
            }
            ++rounds;
            co_await braid::sleep(crowd.some(0ms, 5ms));
        }
    }
};
#endif

/// Answers GET /N with N letters, and 404 to the rest.
class HttpServer : public QtServer {
    Coroutine<> serve(QTcpSocket* socket) override {
        const Alive alive;
        for (;;) {
            const QByteArray request = co_await braid::readLine(socket);
            if (request.isEmpty())
                co_return;
            for (;;) {
                const QByteArray header = co_await braid::readLine(socket);
                if (header.trimmed().isEmpty())
                    break;
            }
            bool known = false;
            const int size = request.split(' ').value(1).mid(1).toInt(&known);
            const QByteArray body(known ? size : 3, 'x');
            socket->write((known ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found") +
                          QByteArray("\r\nContent-Length: ") + QByteArray::number(body.size()) +
                          "\r\n\r\n" + body);
        }
    }
};

class Requests : public Party {
public:
    explicit Requests(Crowd& all)
        : Party(all, "requests") {
        manager_.setProxy(QNetworkProxy::NoProxy);
        for (int i = 0; i < 3; ++i)
            start(request());
    }

private:
    Coroutine<> request() {
        const Alive alive;
        for (;;) {
            const int size = crowd.some(0, 50'000);
            const QString page = crowd.oneIn(5) ? QString("unknown") : QString::number(size);
            const QUrl url(QString("http://127.0.0.1:%1/%2").arg(server_.port()).arg(page));
            const std::unique_ptr<QNetworkReply> reply(manager_.get(QNetworkRequest(url)));
            const bool impatient = crowd.oneIn(5);
            try {
                if (impatient)
                    co_await braid::timeout(crowd.some(0ms, 3ms), braid::finished(reply.get()));
                else
                    co_await braid::finished(reply.get());
                expect(reply->readAll() == QByteArray(size, 'x'), "a wrong body");
                expect(page != "unknown", "a page that is not there");
            } catch (const braid::TimeoutError&) {
                expect(impatient, "a timeout without a limit");
            } catch (const braid::NetworkError& error) {
                expect(error.code() == QNetworkReply::ContentNotFoundError && page == "unknown",
                       error.what());
            }
            ++rounds;
            co_await braid::sleep(crowd.some(0ms, 20ms));
        }
    }
    HttpServer server_;
    QNetworkAccessManager manager_;
};

} // namespace

void addInputAndOutput(Crowd& crowd, Parties& parties) {
    const auto qt = std::make_shared<QtServer>();
    const auto asio = std::make_shared<AsioServer>();
    parties.push_back(std::make_unique<QtClient>(crowd, "QTcpSocket to QTcpServer", qt));
    parties.push_back(std::make_unique<QtClient>(crowd, "QTcpSocket to Asio", asio));
    parties.push_back(std::make_unique<AsioClient>(crowd, "Asio to QTcpServer", qt));
    parties.push_back(std::make_unique<AsioClient>(crowd, "Asio to Asio", asio));
    parties.push_back(std::make_unique<Processes>(crowd));
    parties.push_back(std::make_unique<Requests>(crowd));
#ifndef __SANITIZE_THREAD__
    parties.push_back(std::make_unique<Futures>(crowd));
#endif
}

} // namespace everything
