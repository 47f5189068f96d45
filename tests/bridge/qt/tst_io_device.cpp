// SPDX-License-Identifier: MIT
#include "bridge/qt/io_device.h"

#include "awaiting.h"
#include "bridge/qt/signal.h"

#include <QBuffer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

using namespace awaiting;
using braid::Coroutine;
using braid::create_task;

namespace {

class tst_IoDevice : public QObject {
    Q_OBJECT

    std::unique_ptr<QTcpServer> server_;
    std::unique_ptr<QTcpSocket> client_;
    std::unique_ptr<QTcpSocket> peer_;

private slots:
    void init() {
        server_ = std::make_unique<QTcpServer>();
        server_->setProxy(QNetworkProxy::NoProxy);
        QVERIFY(server_->listen(QHostAddress::LocalHost));
        client_ = std::make_unique<QTcpSocket>();
        client_->setProxy(QNetworkProxy::NoProxy);
        client_->connectToHost(QHostAddress::LocalHost, server_->serverPort());
        QTRY_VERIFY(server_->hasPendingConnections());
        peer_.reset(server_->nextPendingConnection());
        peer_->setParent(nullptr);
        QTRY_COMPARE(client_->state(), QAbstractSocket::ConnectedState);
    }
    void cleanup() {
        client_.reset();
        peer_.reset();
        server_.reset();
    }

    void readGivesWhatHasCome() {
        const auto task = create_task(braid::read(client_.get()));
        QVERIFY(waits(task));
        peer_->write("hello");
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), "hello");
    }

    void whatIsReadHoldsNoMoreMemoryThanItNeeds() {
        peer_->write("hello");
        const auto task = create_task(braid::read(client_.get()));
        QVERIFY(finishes(task));
        QVERIFY(task.result().capacity() < 100'000);
        peer_->disconnectFromHost();
        const auto end = create_task(braid::read(client_.get()));
        QVERIFY(finishes(end));
        QVERIFY(end.result().capacity() < 100'000);
    }

    void readGivesNoMoreThanItWasAskedFor() {
        peer_->write("hello");
        const auto first = create_task(braid::read(client_.get(), 2));
        QVERIFY(finishes(first));
        QCOMPARE(first.result(), "he");
        const auto second = create_task(braid::read(client_.get(), 100));
        QVERIFY(finishes(second));
        QCOMPARE(second.result(), "llo");
    }

    void readGivesNothingAtTheEnd() {
        const auto task = create_task(braid::read(client_.get()));
        QVERIFY(waits(task));
        peer_->disconnectFromHost();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), QByteArray());
        const auto again = create_task(braid::read(client_.get()));
        QVERIFY(finishes(again));
        QCOMPARE(again.result(), QByteArray());
    }

    void readLineWaitsForAWholeLine() {
        const auto task = create_task(
            [](QTcpSocket* socket) -> Coroutine<QByteArrayList> {
                QByteArrayList lines;
                for (;;) {
                    const QByteArray line = co_await braid::readLine(socket);
                    if (line.isEmpty())
                        co_return lines;
                    lines << line;
                }
            },
            client_.get());
        QVERIFY(waits(task));
        peer_->write("one\ntw");
        QVERIFY(waits(task));
        peer_->write("o\nthree");
        QVERIFY(waits(task));
        peer_->disconnectFromHost();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), (QByteArrayList{"one\n", "two\n", "three"}));
    }

    void readAllWaitsForTheEnd() {
        const auto task = create_task(braid::readAll(client_.get()));
        peer_->write("one ");
        QVERIFY(waits(task));
        peer_->write("two");
        QVERIFY(waits(task));
        peer_->disconnectFromHost();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), "one two");
    }

    void writtenWaitsForTheReader() {
        client_->write(QByteArray(64 << 20, 'x'));
        const auto task = create_task(braid::written(client_.get()));
        QVERIFY(waits(task));
        connect(peer_.get(), &QTcpSocket::readyRead, [this] { peer_->readAll(); });
        QVERIFY(finishes(task));
        QVERIFY(task.result());
    }

    void writtenIsFalseIfTheReaderIsGone() {
        client_->write(QByteArray(64 << 20, 'x'));
        const auto task = create_task(braid::written(client_.get()));
        QVERIFY(waits(task));
        peer_->abort();
        QVERIFY(finishes(task));
        QVERIFY(!task.result());
    }

    void aConnectionThatIsRefusedEndsTheRead() {
        const quint16 port = server_->serverPort();
        server_->close();
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.connectToHost(QHostAddress::LocalHost, port);
        const auto task = create_task(braid::read(&socket));
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), QByteArray());
    }

    void theDeathOfTheDeviceIsAnError() {
        const auto reader = create_task(braid::read(client_.get()));
        const auto all = create_task(braid::readAll(client_.get()));
        QVERIFY(waits(reader));
        QVERIFY(waits(all));
        client_.reset();
        QVERIFY(finishes(reader));
        QVERIFY(finishes(all));
        QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, reader.result());
        QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, all.result());
    }

    void aDeviceThatDiesWithBytesInItIsAnErrorToo() {
        const auto task = create_task(braid::read(client_.get()));
        QVERIFY(waits(task));
        peer_->write("hello");
        connect(client_.get(), &QIODevice::readyRead, [this] { client_.release()->deleteLater(); });
        QVERIFY(finishes(task));
        if (task.exception())
            QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, task.result());
        else
            QCOMPARE(task.result(), "hello");
    }

    void aCancelledTaskLeavesTheDeviceAsItIs() {
        const auto task = create_task(braid::read(client_.get()));
        QVERIFY(waits(task));
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        peer_->write("still here");
        const auto again = create_task(braid::read(client_.get()));
        QVERIFY(finishes(again));
        QCOMPARE(again.result(), "still here");
    }

    // -- other devices ------------------------------------------------------------------------

    void aProcessIsReadToItsEnd() {
        QProcess process;
        process.start("sh", {"-c", "echo one; sleep 0.05; echo two"});
        const auto task = create_task(braid::readAll(&process));
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), "one\ntwo\n");
        process.waitForFinished();
    }

    void aBufferEndsByItself() {
        QBuffer buffer;
        buffer.setData("one\ntwo");
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        const auto line = create_task(braid::readLine(&buffer));
        QVERIFY(finishes(line));
        QCOMPARE(line.result(), "one\n");
        const auto rest = create_task(braid::readAll(&buffer));
        QVERIFY(finishes(rest));
        QCOMPARE(rest.result(), "two");
    }

    void aLocalSocketIsRead() {
        QLocalServer local_server;
        const QString name = QString("braid-test-%1").arg(QCoreApplication::applicationPid());
        QVERIFY(local_server.listen(name));
        QLocalSocket socket;
        socket.connectToServer(name);
        QTRY_VERIFY(local_server.hasPendingConnections());
        QLocalSocket* const local_peer = local_server.nextPendingConnection();
        const auto task = create_task(braid::readAll(&socket));
        local_peer->write("local");
        QVERIFY(waits(task));
        local_peer->disconnectFromServer();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), "local");
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_IoDevice)

#include "tst_io_device.moc"
