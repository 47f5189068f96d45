// SPDX-License-Identifier: MIT
#include "bridge/qt/signal.h"

#include "awaiting.h"
#include "bridge/qt/owned_task.h"

#include <QThread>
#include <QTimer>

#include <memory>

using namespace awaiting;
using braid::Coroutine;
using braid::create_task;
using braid::emitted;

namespace {

class Sender : public QObject {
    Q_OBJECT

signals:
    void nothing();
    void number(int number);
    void text(const QString& text);
    void several(int number, const QString& text, bool flag);
    void guarded(int number, QPrivateSignal);
    void bare(QPrivateSignal);

public:
    void emitGuarded(int n) { emit guarded(n, {}); }
    void emitBare() { emit bare({}); }
};

class tst_Signal : public QObject {
    Q_OBJECT

    std::unique_ptr<Sender> sender_;

private slots:
    void init() { sender_ = std::make_unique<Sender>(); }
    void cleanup() { sender_.reset(); }

    // -- the value ----------------------------------------------------------------------------

    void aSignalWithoutArgumentsGivesNothing() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<> { co_await emitted(sender, &Sender::nothing); },
            sender_.get());
        QVERIFY(waits(task));
        emit sender_->nothing();
        QVERIFY(!task.done()); // not inside the emission
        QVERIFY(finishes(task));
        task.result();
    }

    void theArgumentIsTheResult() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<QString> {
                const QString text = co_await emitted(sender, &Sender::text);
                co_return text;
            },
            sender_.get());
        QVERIFY(waits(task));
        emit sender_->text("first");
        emit sender_->text("second");
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), "first");
    }

    void severalArgumentsAreATuple() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<QString> {
                const auto [number, text, flag] = co_await emitted(sender, &Sender::several);
                co_return QString("%1 %2 %3").arg(number).arg(text).arg(flag);
            },
            sender_.get());
        QVERIFY(waits(task));
        emit sender_->several(7, "seven", true);
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), "7 seven 1");
    }

    void privateArgumentsAreLeftOut() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<int> {
                const int number = co_await emitted(sender, &Sender::guarded);
                co_await emitted(sender, &Sender::bare);
                co_return number;
            },
            sender_.get());
        QVERIFY(waits(task));
        sender_->emitGuarded(5);
        QVERIFY(waits(task));
        sender_->emitBare();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 5);
    }

    void anEmissionBetweenMakingAndAwaitingIsNotLost() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<int> {
                const auto emission = emitted(sender, &Sender::number);
                emit sender->number(3);
                const int number = co_await emission;
                co_return number;
            },
            sender_.get());
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 3);
    }

    void theValueCountsEvenIfTheSenderDiesRightAfter() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<int> {
                const int number = co_await emitted(sender, &Sender::number);
                co_return number;
            },
            sender_.get());
        QVERIFY(waits(task));
        emit sender_->number(9);
        sender_.reset();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 9);
    }

    void aSenderMayLiveInAnotherThread() {
        QThread thread;
        thread.start();
        sender_->moveToThread(&thread);
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<bool> {
                co_await emitted(sender, &Sender::text);
                co_return QThread::currentThread() == qApp->thread();
            },
            sender_.get());
        QVERIFY(waits(task));
        QMetaObject::invokeMethod(sender_.get(), [this] { emit sender_->text("from afar"); });
        QVERIFY(finishes(task));
        QVERIFY(task.result());
        QMetaObject::invokeMethod(
            sender_.get(), [this] { sender_->moveToThread(qApp->thread()); },
            Qt::BlockingQueuedConnection);
        thread.quit();
        QVERIFY(thread.wait(5000));
    }

    void manyTasksMayAwaitOneSignal() {
        std::vector<braid::Task<int>> tasks;
        for (int i = 0; i < 100; ++i)
            tasks.push_back(create_task(
                [](Sender* sender) -> Coroutine<int> {
                    const int number = co_await emitted(sender, &Sender::number);
                    co_return number;
                },
                sender_.get()));
        QVERIFY(waits(tasks.back()));
        emit sender_->number(4);
        for (const auto& task : tasks) {
            QVERIFY(finishes(task));
            QCOMPARE(task.result(), 4);
        }
    }

    // -- the other exits ----------------------------------------------------------------------

    void theDeathOfTheSenderIsAnError() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<> { co_await emitted(sender, &Sender::nothing); },
            sender_.get());
        QVERIFY(waits(task));
        sender_.reset();
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, task.result());
    }

    void noSenderIsAnError() {
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
                                 (void)emitted(static_cast<Sender*>(nullptr), &Sender::nothing));
    }

    void aCancelledTaskStopsWaiting() {
        bool unwound = false;
        const auto task = create_task(
            [](Sender* sender, bool* flag) -> Coroutine<> {
                const Unwound guard(*flag);
                co_await emitted(sender, &Sender::nothing);
            },
            sender_.get(), &unwound);
        QVERIFY(waits(task));
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QVERIFY(unwound);
        emit sender_->nothing(); // reaches nobody
    }

    void aTaskCancelledRightAfterTheEmissionIsCancelled() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<> { co_await emitted(sender, &Sender::nothing); },
            sender_.get());
        QVERIFY(waits(task));
        emit sender_->nothing();
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
    }

    void aTaskThatDiesWithItsOwnerStopsWaiting() {
        auto owner = std::make_unique<QObject>();
        const auto one = create_task(
            owner.get(),
            [](Sender* sender) -> Coroutine<> { co_await emitted(sender, &Sender::nothing); },
            sender_.get());
        const auto many = create_task(
            owner.get(),
            [](Sender* sender) -> Coroutine<> {
                braid::SignalSequence numbers(sender, &Sender::number);
                co_await numbers.next();
            },
            sender_.get());
        QVERIFY(waits(many));
        owner.reset();
        QVERIFY(one.cancelled());
        QVERIFY(many.cancelled());
        emit sender_->nothing();
        emit sender_->number(1);
    }

    void aTimeLimitIsAnError() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<> { co_await emitted(sender, &Sender::nothing, 10ms); },
            sender_.get());
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::TimeoutError, task.result());

        const auto in_time = create_task(
            [](Sender* sender) -> Coroutine<int> {
                const int number = co_await emitted(sender, &Sender::number, 5s);
                co_return number;
            },
            sender_.get());
        QVERIFY(waits(in_time));
        emit sender_->number(1);
        QVERIFY(finishes(in_time));
        QCOMPARE(in_time.result(), 1);
    }

    // -- a sequence ---------------------------------------------------------------------------

    void aSequenceLosesNothingAndEndsWithItsSender() {
        QList<int> seen;
        const auto task = create_task(
            [](Sender* sender, QList<int>* list) -> Coroutine<> {
                braid::SignalSequence numbers(sender, &Sender::number);
                emit sender->number(0);
                for (;;) {
                    const auto number = co_await numbers.next();
                    if (!number)
                        break;
                    *list << *number;
                    co_await braid::sleep(2ms); // slower than they come
                }
            },
            sender_.get(), &seen);
        QVERIFY(waits(task));
        for (int i = 1; i < 5; ++i)
            emit sender_->number(i);
        QVERIFY(waits(task));
        emit sender_->number(5);
        sender_.reset();
        QVERIFY(finishes(task));
        task.result();
        QCOMPARE(seen, (QList<int>{0, 1, 2, 3, 4, 5}));
    }

    void aSequenceMayBeCancelledAndGoOn() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<int> {
                braid::SignalSequence numbers(sender, &Sender::number);
                try {
                    co_await braid::timeout(5ms, numbers.next());
                } catch (const braid::TimeoutError&) {
                }
                emit sender->number(2);
                const auto number = co_await numbers.next();
                co_return number.value();
            },
            sender_.get());
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 2);
    }

    void aSequenceOfBareSignalsCounts() {
        const auto task = create_task(
            [](Sender* sender) -> Coroutine<int> {
                braid::SignalSequence bares(sender, &Sender::bare);
                sender->emitBare();
                sender->emitBare();
                delete sender;
                int count = 0;
                for (;;) {
                    const auto bare = co_await bares.next();
                    if (!bare)
                        co_return count;
                    ++count;
                }
            },
            sender_.release());
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 2);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Signal)

#include "tst_signal.moc"
