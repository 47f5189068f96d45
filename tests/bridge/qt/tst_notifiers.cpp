// SPDX-License-Identifier: MIT
// Qt's socket notifiers on every kind of descriptor, and how they live with Asio's own objects.

#include "dispatcher_main.h"

#include "loop/event_loop.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTemporaryFile>
#include <QThread>
#include <QTimer>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <thread>
#include <vector>

namespace {

QAbstractEventDispatcher* dispatcher() { return QAbstractEventDispatcher::instance(); }
bool onBraid() { return qobject_cast<braid::EventDispatcher*>(dispatcher()) != nullptr; }
void turn() { dispatcher()->processEvents(QEventLoop::AllEvents); }

/// A pair of descriptors: bytes written to `far` can be read from `near`.
struct Pair {
    explicit Pair(int domain = AF_UNIX) {
        std::array<int, 2> fds{};
        if (socketpair(domain, SOCK_STREAM | SOCK_NONBLOCK, 0, fds.data()) != 0)
            qFatal("socketpair");
        near = fds[0];
        far = fds[1];
    }
    ~Pair() {
        closeNear();
        closeFar();
    }
    void closeNear() { close(near); }
    void closeFar() { close(far); }
    void send(const char* text = "x") const {
        if (::write(far, text, strlen(text)) < 0)
            qFatal("write");
    }
    QByteArray receive() const {
        std::array<char, 256> bytes;
        const auto size = ::read(near, bytes.data(), bytes.size());
        return size > 0 ? QByteArray(bytes.data(), size) : QByteArray();
    }
    int near;
    int far;

private:
    void close(int& fd) {
        if (fd >= 0)
            ::close(fd);
        fd = -1;
    }
};

class tst_Notifiers : public QObject {
    Q_OBJECT

private slots:
    void aReadNotifierIsActivatedUntilTheBytesAreRead() {
        const Pair pair;
        QSocketNotifier notifier(pair.near, QSocketNotifier::Read);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        turn();
        QCOMPARE(activated.size(), 0);
        pair.send("abc");
        QTRY_VERIFY(activated.size() >= 3); // level-triggered
        char byte;
        QCOMPARE(::read(pair.near, &byte, 1), 1);
        const auto before = activated.size();
        QTRY_VERIFY(activated.size() > before); // there is more
        QCOMPARE(pair.receive(), "bc");
        turn();
        const auto after = activated.size();
        for (int i = 0; i < 5; ++i)
            turn();
        QCOMPARE(activated.size(), after);
    }

    void aWriteNotifierIsActivatedWhileThereIsRoom() {
        const Pair pair;
        QSocketNotifier notifier(pair.near, QSocketNotifier::Write);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        QTRY_VERIFY(activated.size() >= 2);
        const QByteArray block(1 << 16, 'x');
        while (::write(pair.near, block.data(), std::size_t(block.size())) > 0) {
        }
        turn();
        activated.clear();
        for (int i = 0; i < 5; ++i)
            turn();
        QCOMPARE(activated.size(), 0);
    }

    void anExceptionNotifierSeesOutOfBandData() {
        // Only TCP has them; a connection over loopback is made by hand.
        const int server = socket(AF_INET, SOCK_STREAM, 0);
        const int client = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_storage address{};
        reinterpret_cast<sockaddr*>(&address)->sa_family = AF_INET;
        socklen_t length = sizeof address;
        QCOMPARE(listen(server, 1), 0);
        QCOMPARE(getsockname(server, reinterpret_cast<sockaddr*>(&address), &length), 0);
        QCOMPARE(::connect(client, reinterpret_cast<sockaddr*>(&address), length), 0);
        const int accepted = accept(server, nullptr, nullptr);
        QSocketNotifier exception(accepted, QSocketNotifier::Exception);
        QSocketNotifier read(accepted, QSocketNotifier::Read);
        QSignalSpy seen(&exception, &QSocketNotifier::activated);
        turn();
        QCOMPARE(seen.size(), 0);
        QCOMPARE(::send(client, "!", 1, MSG_OOB), 1);
        QTRY_VERIFY(!seen.isEmpty());
        exception.setEnabled(false);
        read.setEnabled(false);
        for (const int fd : {accepted, client, server})
            ::close(fd);
    }

    void readAndWriteNotifiersOfOneDescriptorAreIndependent() {
        const Pair pair;
        QSocketNotifier read(pair.near, QSocketNotifier::Read);
        QSocketNotifier write(pair.near, QSocketNotifier::Write);
        QSignalSpy reads(&read, &QSocketNotifier::activated);
        QSignalSpy writes(&write, &QSocketNotifier::activated);
        QTRY_VERIFY(!writes.isEmpty());
        QCOMPARE(reads.size(), 0);
        write.setEnabled(false);
        pair.send();
        QTRY_VERIFY(!reads.isEmpty());
        read.setEnabled(false);
        write.setEnabled(true);
        reads.clear();
        writes.clear();
        QTRY_VERIFY(!writes.isEmpty());
        QCOMPARE(reads.size(), 0);
    }

    void aClosedPeerActivatesReadAndWrite() {
        Pair pair;
        QSocketNotifier read(pair.near, QSocketNotifier::Read);
        QSignalSpy reads(&read, &QSocketNotifier::activated);
        pair.closeFar();
        QTRY_VERIFY(!reads.isEmpty());
    }

    void aDisabledNotifierIsSilentEvenIfItWasAboutToBeActivated() {
        const Pair a;
        const Pair b;
        QSocketNotifier first(a.near, QSocketNotifier::Read);
        QSocketNotifier second(b.near, QSocketNotifier::Read);
        int activations = 0;
        // Both become ready in the same turn; whoever comes first silences the other.
        connect(&first, &QSocketNotifier::activated, [&] {
            ++activations;
            first.setEnabled(false);
            second.setEnabled(false);
        });
        connect(&second, &QSocketNotifier::activated, [&] {
            ++activations;
            first.setEnabled(false);
            second.setEnabled(false);
        });
        a.send();
        b.send();
        QTRY_VERIFY(activations > 0);
        for (int i = 0; i < 5; ++i)
            turn();
        QCOMPARE(activations, 1);
    }

    void aNotifierMayDeleteItselfAndOthers() {
        const Pair a;
        const Pair b;
        auto first = std::make_unique<QSocketNotifier>(a.near, QSocketNotifier::Read);
        auto second = std::make_unique<QSocketNotifier>(b.near, QSocketNotifier::Read);
        int activations = 0;
        const auto deleteBoth = [&] {
            ++activations;
            first.release()->deleteLater();
            second.reset();
        };
        connect(first.get(), &QSocketNotifier::activated, deleteBoth);
        a.send();
        b.send();
        QTRY_COMPARE(activations, 1);
        for (int i = 0; i < 5; ++i)
            turn();
    }

    void aNestedLoopGoesOnWithWhatTheOuterOneFound() {
        const Pair a;
        const Pair b;
        QSocketNotifier first(a.near, QSocketNotifier::Read);
        QSocketNotifier second(b.near, QSocketNotifier::Read);
        QStringList seen;
        const auto slot = [&](QSocketNotifier& self, const Pair& pair, const char* name) {
            pair.receive();
            seen << name;
            if (seen.size() == 1) {
                QEventLoop loop;
                QTimer::singleShot(30, &loop, &QEventLoop::quit);
                loop.exec();
                seen << "nested loop ended";
            }
            Q_UNUSED(self);
        };
        connect(&first, &QSocketNotifier::activated, [&] { slot(first, a, "a"); });
        connect(&second, &QSocketNotifier::activated, [&] { slot(second, b, "b"); });
        a.send();
        b.send();
        QTRY_COMPARE(seen.size(), 3);
        QCOMPARE(seen.at(2), "nested loop ended");
    }

    // -- descriptors that are no sockets ------------------------------------------------------

    void aRegularFileIsAlwaysReady() {
        QTemporaryFile file;
        QVERIFY(file.open());
        QSocketNotifier read(file.handle(), QSocketNotifier::Read);
        QSocketNotifier write(file.handle(), QSocketNotifier::Write);
        QSignalSpy reads(&read, &QSocketNotifier::activated);
        QSignalSpy writes(&write, &QSocketNotifier::activated);
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(reads.size() >= 2);
        QVERIFY(writes.size() >= 2);
        read.setEnabled(false);
        write.setEnabled(false);
        reads.clear();
        turn();
        QCOMPARE(reads.size(), 0);
    }

    void aRegularFileDoesNotStarveTimers() {
        QTemporaryFile file;
        QVERIFY(file.open());
        QSocketNotifier read(file.handle(), QSocketNotifier::Read);
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, [&] { ++ticks; });
        timer.start(2);
        QTRY_VERIFY(ticks >= 10);
    }

    void aDescriptorThatIsNotOpenIsDisabledWithAWarning() {
        int fd = -1;
        {
            const Pair pair;
            fd = pair.near;
        }
        QSocketNotifier notifier(fd, QSocketNotifier::Read);
        QTest::ignoreMessage(
            QtWarningMsg, qPrintable(QString("QSocketNotifier: Invalid socket %1 with type Read, "
                                             "disabling...")
                                         .arg(fd)));
        QTRY_VERIFY(!notifier.isEnabled());
    }

    // -- closed and reused --------------------------------------------------------------------

    void aDescriptorClosedUnderItsNotifierIsDisabledWithAWarning() {
        Pair pair;
        QSocketNotifier notifier(pair.near, QSocketNotifier::Read);
        QSocketNotifier write(pair.near, QSocketNotifier::Write);
        QSignalSpy writes(&write, &QSocketNotifier::activated);
        QTRY_VERIFY(!writes.isEmpty());
        for (const char* const type : {"Read", "Write"})
            QTest::ignoreMessage(
                QtWarningMsg,
                qPrintable(QString("QSocketNotifier: Invalid socket %1 with type %2, disabling...")
                               .arg(pair.near)
                               .arg(type)));
        pair.closeNear();
        QTRY_VERIFY(!notifier.isEnabled() && !write.isEnabled());
    }

    void aNumberThatBecomesAnotherDescriptorServesItsNotifier() {
        const Pair pair;
        const Pair other;
        QSocketNotifier notifier(pair.near, QSocketNotifier::Read);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        turn();
        QCOMPARE(dup2(other.near, pair.near), pair.near);
        other.send();
        QTRY_VERIFY(!activated.isEmpty());
        notifier.setEnabled(false);
    }

    void aDescriptorClosedBeforeItsNotifierLeavesNoTrace() {
        // A child process, here a copy, keeps the open file alive.
        Pair pair;
        const int copy = dup(pair.near);
        auto notifier = std::make_unique<QSocketNotifier>(pair.near, QSocketNotifier::Read);
        QSignalSpy activated(notifier.get(), &QSocketNotifier::activated);
        turn();
        pair.closeNear();
        notifier.reset();
        pair.send();
        // No ghost keeps the loop awake.
        int turns = 0;
        QEventLoop loop;
        QObject context;
        connect(dispatcher(), &QAbstractEventDispatcher::awake, &context, [&] { ++turns; });
        QTimer::singleShot(50, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(activated.size(), 0);
        QVERIFY2(turns <= 6, qPrintable(QString::number(turns)));
        ::close(copy);
    }

    void aReusedDescriptorServesItsNewNotifier() {
        int old_fd = -1;
        std::unique_ptr<QSocketNotifier> old;
        {
            Pair pair;
            old_fd = pair.near;
            old = std::make_unique<QSocketNotifier>(pair.near, QSocketNotifier::Read);
            turn();
        } // closed while the notifier was enabled
        const Pair pair;
        QCOMPARE(pair.near, old_fd);
        old.reset();
        QSocketNotifier notifier(pair.near, QSocketNotifier::Read);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        turn();
        QCOMPARE(activated.size(), 0);
        pair.send();
        QTRY_VERIFY(!activated.isEmpty());
    }

    void aReusedDescriptorDoesNotHearItsPredecessor() {
        auto old = std::make_unique<Pair>();
        const int old_fd = old->near;
        const int copy = dup(old->near); // as a child process would have it
        auto notifier = std::make_unique<QSocketNotifier>(old->near, QSocketNotifier::Read);
        turn();
        old->closeNear();
        const Pair pair;
        notifier.reset();
        QCOMPARE(pair.near, old_fd);
        QSocketNotifier reused(pair.near, QSocketNotifier::Read);
        QSignalSpy activated(&reused, &QSocketNotifier::activated);
        old->send();
        QTest::qWait(20);
        QCOMPARE(activated.size(), 0);
        pair.send();
        QTRY_VERIFY(!activated.isEmpty());
        ::close(copy);
    }

    // -- sharing ------------------------------------------------------------------------------

    void aNotifierAndAnAsioObjectMayShareADescriptor() {
        if (!onBraid())
            QSKIP("no Asio here");
        const Pair pair;
        boost::asio::posix::stream_descriptor object(braid::EventLoop::current()->io_context(),
                                                     pair.near);
        QSocketNotifier notifier(pair.near, QSocketNotifier::Read);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        bool asio_saw_it = false;
        object.async_wait(object.wait_read,
                          [&](boost::system::error_code error) { asio_saw_it = !error; });
        pair.send();
        QTRY_VERIFY(asio_saw_it);
        QTRY_VERIFY(!activated.isEmpty());
        object.release();
    }

    void manyDescriptorsAreServedOneByOne() {
        std::vector<std::unique_ptr<Pair>> pairs;
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        int seen = 0;
        for (int i = 0; i < 400; ++i) {
            const Pair& pair = *pairs.emplace_back(std::make_unique<Pair>());
            const auto& notifier = notifiers.emplace_back(
                std::make_unique<QSocketNotifier>(pair.near, QSocketNotifier::Read));
            connect(notifier.get(), &QSocketNotifier::activated, [&seen, &pair] {
                pair.receive();
                ++seen;
            });
            pair.send();
        }
        QTRY_COMPARE(seen, 400);
    }

    void aBusyNotifierDoesNotStarveQuieterOnes() {
        const Pair busy;
        const Pair quiet;
        busy.send(); // never read
        QSocketNotifier busy_notifier(busy.near, QSocketNotifier::Read);
        QSocketNotifier quiet_notifier(quiet.near, QSocketNotifier::Read);
        QSignalSpy activated(&quiet_notifier, &QSocketNotifier::activated);
        for (int i = 0; i < 10; ++i)
            turn();
        quiet.send();
        QTRY_VERIFY(!activated.isEmpty());
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Notifiers)

#include "tst_notifiers.moc"
