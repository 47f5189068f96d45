// SPDX-License-Identifier: MIT
#include "user.h"

#include <braid/bridge/qt/io_device.h>
#include <braid/bridge/qt/owned_task.h>
#include <braid/bridge/qt/signal.h>
#include <braid/loop/sleep.h>

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

using namespace std::chrono_literals;

namespace {

constexpr int pieces = 20;
constexpr int piece_size = 50'000;

/// A server that answers slowly.
braid::Coroutine<> serve(QTcpServer* server) {
    for (;;) {
        if (!server->hasPendingConnections())
            co_await braid::emitted(server, &QTcpServer::newConnection);
        const std::unique_ptr<QTcpSocket> client(server->nextPendingConnection());
        co_await braid::readLine(client.get());
        client->write("HTTP/1.1 200 OK\r\nContent-Length: " +
                      QByteArray::number(pieces * piece_size) + "\r\n\r\n");
        for (int i = 0; i < pieces && client->isOpen(); ++i) {
            client->write(QByteArray(piece_size, 'x'));
            co_await braid::written(client.get());
            co_await braid::sleep(20ms);
        }
    }
}

} // namespace

braid::Coroutine<> use(QWidget* window) {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    braid::create_task(&server, serve(&server));

    auto* const bar = find<QProgressBar>(window);
    auto* const label = find<QLabel>(window);
    const auto button = [window](const QString& text) {
        for (auto* const found : window->findChildren<QPushButton*>())
            if (found->text() == text)
                return found;
        throw std::runtime_error("a button is missing");
    };
    const auto half = [bar] { return bar->maximum() > 0 && bar->value() > bar->maximum() / 3; };
    find<QLineEdit>(window)->setText(QString("http://127.0.0.1:%1/").arg(server.serverPort()));

    button("Download")->click();
    co_await see(half);
    button("Cancel")->click();
    const auto cancelled = [label] { return label->text().contains("cancel"); };
    co_await see(cancelled);
    if (bar->value() == bar->maximum())
        throw std::runtime_error("nothing was left to be cancelled");

    button("Download")->click();
    const auto complete = [&] {
        return label->text() == "1000000 bytes" && bar->value() == bar->maximum();
    };
    co_await see(complete);
}
