// SPDX-License-Identifier: MIT
// The waitFor…() functions of Qt's devices hold the thread without an event loop, wherever they are
// called. They see what happens to their own object, and what happened to the others meanwhile is
// not lost.

#include "dispatcher_main.h"

#include "bridge/qt/io_device.h"
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QEventLoop>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <boost/asio/post.hpp>

#include <functional>
#include <memory>

using namespace std::chrono_literals;

namespace {

bool onBraid() { return braid::EventLoop::current() != nullptr; }

braid::Coroutine<> inCoroutine(std::function<void()> function) {
    co_await braid::yield();
    function();
    co_await braid::yield();
}

/// Two ends of a connection.
template<typename Server, typename Socket>
struct Connection {
    bool open() {
        if constexpr (std::is_same_v<Server, QTcpServer>) {
            server.listen(QHostAddress::LocalHost);
            near.connectToHost(QHostAddress::LocalHost, server.serverPort());
        } else {
            server.listen(directory.filePath("socket"));
            near.connectToServer(server.fullServerName());
        }
        if (!near.waitForConnected(10'000) || !server.waitForNewConnection(10'000))
            return false;
        far.reset(server.nextPendingConnection());
        return far != nullptr;
    }
    QTemporaryDir directory;
    Server server;
    Socket near;
    std::unique_ptr<Socket> far;
};

class tst_Blocking : public QObject {
    Q_OBJECT

    enum class Place { TimerSlot, QueuedCall, Coroutine, AsioHandler };

    static void places() {
        QTest::addColumn<int>("place");
        QTest::newRow("in a timer's slot") << int(Place::TimerSlot);
        QTest::newRow("in a queued call") << int(Place::QueuedCall);
        if (onBraid()) {
            QTest::newRow("in a coroutine") << int(Place::Coroutine);
            QTest::newRow("in a handler of Asio's") << int(Place::AsioHandler);
        }
    }

    /// Calls the function in such a place, within a running loop, while others are busy, and goes
    /// round the loop until `then` is true. Nobody else is served while the function runs.
    static bool atPlace(const std::function<void()>& function, const std::function<bool()>& then) {
        int ticks = 0;
        bool called = false, alone = false;
        QTimer ticker;
        connect(&ticker, &QTimer::timeout, [&] { ++ticks; });
        ticker.start(0);
        const auto body = [&] {
            const int before = ticks;
            function();
            alone = ticks == before;
            called = true;
        };
        braid::Task<> task;
        QObject context;
        switch (Place(*static_cast<int*>(QTest::qData("place", QMetaType::Int)))) {
        case Place::TimerSlot:
            QTimer::singleShot(1, &context, body);
            break;
        case Place::QueuedCall:
            QMetaObject::invokeMethod(&context, body, Qt::QueuedConnection);
            break;
        case Place::Coroutine:
            task = braid::create_task(inCoroutine(body));
            break;
        case Place::AsioHandler:
            boost::asio::post(braid::EventLoop::current()->io_context(), body);
            break;
        }
        const bool done = QTest::qWaitFor([&] { return called && then(); }, 20'000);
        const int before = ticks;
        return done && alone && QTest::qWaitFor([&] { return ticks > before + 3; }, 10'000);
    }

private slots:
    void aProcessIsWaitedForWhileAnotherEnds_data() { places(); }
    void aProcessIsWaitedForWhileAnotherEnds() {
        QProcess one, other;
        QSignalSpy one_finished(&one, &QProcess::finished);
        QSignalSpy other_finished(&other, &QProcess::finished);
        bool started = false, waited = false, in_time = false;
        const auto wait = [&] {
            other.start("sh", {"-c", "echo text; exit 3"});
            one.start("sh", {"-c", "sleep 0.2; exit 2"});
            started = one.waitForStarted();
            waited = one.waitForFinished();
            in_time = one_finished.size() == 1 && one.exitCode() == 2; // its signal came in there
        };
        QVERIFY(atPlace(wait, [&] { return !other_finished.isEmpty(); }));
        QVERIFY(started && waited && in_time);
        QCOMPARE(one_finished.size(), 1);
        QCOMPARE(other_finished.size(), 1);
        QCOMPARE(other.exitCode(), 3);
        QCOMPARE(other.readAll(), "text\n");
    }

    void aProcessIsReadWhileItRuns_data() { places(); }
    void aProcessIsReadWhileItRuns() {
        QProcess process;
        QSignalSpy finished(&process, &QProcess::finished);
        QByteArray text;
        const auto wait = [&] {
            process.start("sh", {"-c", "read line; echo \"$line\"; read line; echo \"$line\""});
            process.write("one\n");
            while (!text.endsWith('\n') && process.waitForReadyRead())
                text += process.readAll();
            process.write("two\n"); // what comes now, comes by the loop
        };
        QVERIFY(atPlace(wait, [&] { return !finished.isEmpty(); }));
        QCOMPARE(text, "one\n");
        QCOMPARE(process.readAll(), "two\n");
    }

    void aProcessThatIsNotReadyInTimeIsServedByTheLoopLater_data() { places(); }
    void aProcessThatIsNotReadyInTimeIsServedByTheLoopLater() {
        QProcess process;
        QSignalSpy finished(&process, &QProcess::finished);
        bool ready = true;
        const auto wait = [&] {
            process.start("sh", {"-c", "read line; echo \"$line\""});
            ready = process.waitForReadyRead(20) || process.waitForFinished(20);
            process.write("go\n");
        };
        QVERIFY(atPlace(wait, [&] { return !finished.isEmpty(); }));
        QVERIFY(!ready);
        QCOMPARE(process.readAll(), "go\n");
    }

    void aTcpSocketIsWaitedForWhileAnotherGetsBytes_data() { places(); }
    void aTcpSocketIsWaitedForWhileAnotherGetsBytes() {
        waitForOneOfTwo<Connection<QTcpServer, QTcpSocket>>();
    }

    void aLocalSocketIsWaitedForWhileAnotherGetsBytes_data() { places(); }
    void aLocalSocketIsWaitedForWhileAnotherGetsBytes() {
        waitForOneOfTwo<Connection<QLocalServer, QLocalSocket>>();
    }

    void aSlotOfASocketMayWaitForMoreOfIt() {
        Connection<QTcpServer, QTcpSocket> connection;
        QVERIFY(connection.open());
        int emissions = 0, depth = 0, deepest = 0;
        QByteArray text;
        connect(&connection.near, &QTcpSocket::readyRead, [&] {
            ++emissions;
            deepest = std::max(deepest, ++depth);
            text += connection.near.readAll();
            if (text == "one") {
                connection.far->write("two");
                connection.far->waitForBytesWritten();
                connection.near.waitForReadyRead();
                text += connection.near.readAll();
            }
            --depth;
        });
        connection.far->write("one");
        QTRY_COMPARE(text, "onetwo");
        QCOMPARE(deepest, 1); // Qt does not emit readyRead() inside of itself
        connection.far->write("three");
        QTRY_COMPARE(text, "onetwothree");
    }

    void aCoroutineMayWaitBothWays() {
        if (!onBraid())
            QSKIP("Qt's own dispatcher has no coroutines");
        Connection<QTcpServer, QTcpSocket> connection;
        QVERIFY(connection.open());
        const auto task = braid::create_task(
            [](QTcpSocket* near, QTcpSocket* far) -> braid::Coroutine<QByteArray> {
                QByteArray text;
                for (int i = 0; i < 20; ++i) {
                    far->write("a");
                    far->flush();
                    near->waitForReadyRead();
                    text += near->readAll();
                    far->write("b");
                    const QByteArray more = co_await braid::read(near);
                    text += more;
                }
                co_return text;
            },
            &connection.near, connection.far.get());
        QVERIFY(QTest::qWaitFor([&] { return task.done(); }, 10'000));
        QCOMPARE(task.result(), QByteArray("ab").repeated(20));
    }

private:
    template<typename Both>
    void waitForOneOfTwo() {
        Both one, other;
        QVERIFY(one.open() && other.open());
        QByteArray one_text, other_text;
        int late = 0, other_meanwhile = 0;
        bool waited = false, refused = true, written = false;
        connect(&other.near, &QIODevice::readyRead, [&] { other_text += other.near.readAll(); });
        const auto wait = [&] {
            refused = one.near.waitForReadyRead(10); // nothing has been sent
            one.far->write("for one");
            other.far->write("for the other");
            written = one.far->waitForBytesWritten() && other.far->waitForBytesWritten();
            waited = one.near.waitForReadyRead();
            one_text = one.near.readAll();
            other_meanwhile = int(other_text.size());
            connect(&one.near, &QIODevice::readyRead, [&] { ++late; });
            one.far->write("later");
        };
        QVERIFY(atPlace(wait, [&] { return late > 0 && !other_text.isEmpty(); }));
        QVERIFY(!refused && written && waited);
        QCOMPARE(one_text, "for one");
        QCOMPARE(other_meanwhile, 0); // only the socket that is waited for is served
        QCOMPARE(other_text, "for the other");
        QTRY_COMPARE(one.near.bytesAvailable(), 5);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Blocking)

#include "tst_blocking.moc"
