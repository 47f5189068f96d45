// SPDX-License-Identifier: MIT
#include "bridge/qt/network_reply.h"

#include "awaiting.h"
#include "bridge/qt/io_device.h"
#include "bridge/qt/owned_task.h"
#include "bridge/qt/signal.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

using namespace awaiting;
using braid::Coroutine;
using braid::create_task;

namespace {

/// A server on loopback that answers a request when it is told to.
class Server : public QTcpServer {
public:
    Server() {
        setProxy(QNetworkProxy::NoProxy);
        if (!listen(QHostAddress::LocalHost))
            qFatal("listen");
    }
    QUrl url() const { return QUrl(QString("http://127.0.0.1:%1/").arg(serverPort())); }
    bool hasRequest() {
        if (!socket_)
            socket_ = nextPendingConnection();
        return socket_ && socket_->bytesAvailable() > 0;
    }
    void answer(const QByteArray& status, const QByteArray& body) {
        socket_->write("HTTP/1.1 " + status + "\r\nContent-Length: " +
                       QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
    void hangUp() {
        close(); // or the client tries again
        socket_->abort();
    }
    bool clientIsGone() const { return socket_->state() != QAbstractSocket::ConnectedState; }

private:
    QTcpSocket* socket_ = nullptr;
};

class tst_NetworkReply : public QObject {
    Q_OBJECT

    std::unique_ptr<Server> server_;
    std::unique_ptr<QNetworkAccessManager> manager_;
    QNetworkReply* reply_ = nullptr;

private slots:
    void init() {
        server_ = std::make_unique<Server>();
        manager_ = std::make_unique<QNetworkAccessManager>();
        manager_->setProxy(QNetworkProxy::NoProxy);
        reply_ = manager_->get(QNetworkRequest(server_->url()));
    }
    void cleanup() {
        manager_.reset(); // and its replies
        server_.reset();
    }

    void aReplyIsAwaited() {
        const auto task = create_task(braid::finished(reply_));
        QVERIFY(waits(task));
        QTRY_VERIFY(server_->hasRequest());
        server_->answer("200 OK", "hello");
        QVERIFY(finishes(task));
        task.result();
        QCOMPARE(reply_->readAll(), "hello");
    }

    void aReplyThatIsThereIsNotWaitedFor() {
        QTRY_VERIFY(server_->hasRequest());
        server_->answer("200 OK", "hello");
        QTRY_VERIFY(reply_->isFinished());
        const auto task = create_task(braid::finished(reply_));
        QVERIFY(finishes(task));
        task.result();
    }

    void anErrorOfTheServerIsThrownAndItsPageCanBeRead() {
        const auto task = create_task(braid::finished(reply_));
        QTRY_VERIFY(server_->hasRequest());
        server_->answer("404 Not Found", "no such page");
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::NetworkError, task.result());
        try {
            task.result();
        } catch (const braid::NetworkError& error) {
            QCOMPARE(error.code(), QNetworkReply::ContentNotFoundError);
        }
        QCOMPARE(reply_->readAll(), "no such page");
    }

    void aLostConnectionIsAnError() {
        const auto task = create_task(braid::finished(reply_));
        QTRY_VERIFY(server_->hasRequest());
        server_->hangUp();
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::NetworkError, task.result());
    }

    void theDeathOfTheReplyIsAnError() {
        const auto task = create_task(braid::finished(reply_));
        QVERIFY(waits(task));
        delete reply_;
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, task.result());
    }

    void aCancelledTaskAbortsTheRequest() {
        const auto task = create_task(braid::finished(reply_));
        QVERIFY(waits(task));
        QTRY_VERIFY(server_->hasRequest());
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QCOMPARE(reply_->error(), QNetworkReply::OperationCanceledError);
        QTRY_VERIFY(server_->clientIsGone());
    }

    void aReplyThatHasJustFailedIsNotAborted() {
        QTest::failOnWarning(QRegularExpression(".*"));
        const auto task = create_task(braid::finished(reply_));
        QObject::connect(reply_, &QNetworkReply::errorOccurred, [&] {
            task.cancel();
            braid::EventLoop::current()->run_ready(braid::Clock::now(), false);
            QVERIFY(task.cancelled());
        });
        QTRY_VERIFY(server_->hasRequest());
        server_->answer("404 Not Found", "sorry");
        QTRY_VERIFY(reply_->isFinished());
        QVERIFY(task.cancelled());
        QCOMPARE(reply_->error(), QNetworkReply::ContentNotFoundError);
        QCOMPARE(reply_->readAll(), "sorry");
    }

    void aTaskThatDiesWithItsOwnerAbortsTheRequest() {
        auto owner = std::make_unique<QObject>();
        const auto task = create_task(owner.get(), braid::finished(reply_));
        QVERIFY(waits(task));
        owner.reset();
        QVERIFY(task.cancelled());
        QCOMPARE(reply_->error(), QNetworkReply::OperationCanceledError);
    }

    void aReplyIsReadPieceByPiece() {
        const auto task = create_task(
            [](QNetworkReply* reply) -> Coroutine<QByteArray> {
                QByteArray all;
                for (;;) {
                    const QByteArray piece = co_await braid::read(reply, 1000);
                    if (piece.isEmpty())
                        co_return all;
                    all += piece;
                }
            },
            reply_);
        QTRY_VERIFY(server_->hasRequest());
        const QByteArray body(300'000, 'x');
        server_->answer("200 OK", body);
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), body);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_NetworkReply)

#include "tst_network_reply.moc"
