// A download with a progress bar and a button that cancels it. The server is in the program, too:
// a coroutine that answers slowly.

#include <QApplication>
#include <QNetworkAccessManager>
#include <QProgressDialog>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <bridge/qt/event_dispatcher.h>
#include <bridge/qt/io_device.h>
#include <bridge/qt/network_reply.h>
#include <bridge/qt/owned_task.h>
#include <bridge/qt/signal.h>
#include <loop/sleep.h>

#include <cstdio>
#include <memory>

using namespace std::chrono_literals;
using braid::Coroutine;

constexpr int pieces = 20;
constexpr int piece_size = 50'000;

Coroutine<> serve(QTcpServer* server) {
    for (;;) {
        co_await braid::emitted(server, &QTcpServer::newConnection);
        const std::unique_ptr<QTcpSocket> client(server->nextPendingConnection());
        co_await braid::readLine(client.get());
        client->write("HTTP/1.1 200 OK\r\nContent-Length: " +
                      QByteArray::number(pieces * piece_size) + "\r\n\r\n");
        for (int i = 0; i < pieces && client->isOpen(); ++i) {
            client->write(QByteArray(piece_size, 'x'));
            co_await braid::written(client.get());
            co_await braid::sleep(50ms);
        }
    }
}

Coroutine<qsizetype> download(QNetworkAccessManager* manager, QUrl url, QProgressDialog* dialog) {
    const std::unique_ptr<QNetworkReply> reply(manager->get(QNetworkRequest(url)));
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, dialog,
                     [dialog](qint64 received, qint64 total) {
                         dialog->setMaximum(int(total));
                         dialog->setValue(int(received));
                     });
    co_await braid::finished(reply.get());
    co_return reply->readAll().size();
}

Coroutine<> program(QTcpServer* server, QNetworkAccessManager* manager) {
    QProgressDialog dialog("Downloading …", "Cancel", 0, 0);
    dialog.setAutoReset(false);
    dialog.setMinimumDuration(0);
    const QUrl url(QString("http://127.0.0.1:%1/").arg(server->serverPort()));
    const auto task = braid::create_task(download(manager, url, &dialog));
    QObject::connect(&dialog, &QProgressDialog::canceled, [task] { task.cancel(); });
    if (QCoreApplication::arguments().contains("--cancel"))
        QTimer::singleShot(200, &dialog, &QProgressDialog::canceled);
    try {
        const qsizetype size = co_await task;
        std::printf("%lld bytes\n", static_cast<long long>(size));
    } catch (const braid::CancelledError&) {
        std::printf("cancelled at %d bytes\n", dialog.value());
    }
    QCoreApplication::quit();
}

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    QNetworkAccessManager manager;
    braid::create_task(&server, serve(&server));
    braid::create_task(program(&server, &manager));
    return QApplication::exec();
}
