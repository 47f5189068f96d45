// SPDX-License-Identifier: MIT
#include "bridge/qt/owned_task.h"

#include "awaiting.h"
#include "bridge/qt/signal.h"
#include "loop/gather.h"

#include <QEventLoop>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace awaiting;
using braid::Coroutine;
using braid::create_task;

namespace {

class Owner : public QObject {
    Q_OBJECT

public:
    explicit Owner(QStringList& list)
        : log(list) {}
    using QObject::isSignalConnected;
    ~Owner() override { log << "owner destroyed"; }

    Coroutine<> work() {
        const Unwound guard(unwound());
        log << "began";
        co_await braid::sleep(1h);
        log << "went on";
    }
    Coroutine<> gathers() {
        co_await braid::gather(work(), hears(), diesWhenItHears());
        log << "gathered";
    }
    Coroutine<> gathersMany() {
        std::vector<Coroutine<>> parts;
        for (int i = 0; i < 3; ++i)
            parts.push_back(hears());
        co_await braid::gather(std::move(parts));
        log << "gathered";
    }
    Coroutine<> hears() {
        for (;;) {
            co_await braid::emitted(this, &Owner::number);
            log << "heard";
        }
    }
    Coroutine<> diesWhenItHears() {
        QStringList& kept = log;
        co_await braid::emitted(this, &Owner::number);
        delete this;
        kept << "deleted";
        co_await braid::sleep(1ms);
        kept << "went on";
    }
    Coroutine<> deletesItself() {
        QStringList& kept = log;
        delete this;
        kept << "deleted";
        co_await braid::sleep(1ms);
        kept << "went on";
    }
    Coroutine<> opensALoop() {
        QStringList& kept = log;
        QEventLoop loop;
        QTimer::singleShot(10, &loop, [this] { delete this; });
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
        kept << "loop ended";
        co_await braid::sleep(1ms);
        kept << "went on";
    }
    Coroutine<> onNumber(int number) {
        log << QString("slot %1").arg(number);
        co_await braid::sleep(1ms);
        log << QString("slot %1 went on").arg(number);
    }
    Coroutine<> onText(QString text) {
        log << text;
        co_return;
    }

    static bool& unwound() {
        static bool flag;
        return flag;
    }
    QStringList& log;

signals:
    void number(int number);
    void text(const QString& text);
};

class tst_OwnedTask : public QObject {
    Q_OBJECT

    QStringList log_;

private slots:
    void init() {
        log_.clear();
        Owner::unwound() = false;
    }

    void aTaskGoesOnAsLongAsItsOwnerLives() {
        Owner owner(log_);
        const auto task = create_task(
            &owner,
            [](Owner*) -> Coroutine<int> {
                co_await braid::sleep(2ms);
                co_return 5;
            },
            &owner);
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 5);
    }

    void aTaskIsUnwoundBeforeItsOwnerIsGone() {
        auto owner = std::make_unique<Owner>(log_);
        const auto task = create_task(owner.get(), owner->work());
        QVERIFY(waits(task));
        owner.reset();
        QVERIFY(task.done()); // at once, without a turn of the loop
        QVERIFY(task.cancelled());
        QVERIFY(Owner::unwound());
        QCOMPARE(log_, (QStringList{"began", "owner destroyed"}));
    }

    void aTaskThatHasNotBegunNeverDoes() {
        auto owner = std::make_unique<Owner>(log_);
        const auto task = create_task(owner.get(), owner->work());
        owner.reset();
        QVERIFY(task.cancelled());
        QTest::qWait(5);
        QCOMPARE(log_, (QStringList{"owner destroyed"}));
    }

    void aTaskThatIsReadyDoesNotGoOn() {
        auto owner = std::make_unique<Owner>(log_);
        const auto task = create_task(
            owner.get(),
            [](Owner* sender) -> Coroutine<> {
                co_await braid::emitted(sender, &Owner::number);
                sender->log << "went on";
            },
            owner.get());
        QVERIFY(waits(task));
        emit owner->number(1); // it is queued now
        owner.reset();
        QVERIFY(task.cancelled());
        QTest::qWait(5);
        QCOMPARE(log_, (QStringList{"owner destroyed"}));
    }

    void aMemberThatDestroysItsObjectIsCancelledAtItsNextWait() {
        auto* owner = new Owner(log_);
        const auto task = create_task(owner, owner->deletesItself());
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QCOMPARE(log_, (QStringList{"owner destroyed", "deleted"}));
    }

    void aMemberInsideANestedLoopIsCancelledAtItsNextWait() {
        auto* owner = new Owner(log_);
        const auto task = create_task(owner, owner->opensALoop());
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QCOMPARE(log_, (QStringList{"owner destroyed", "loop ended"}));
    }

    void whatItGathersIsUnwoundWithIt() {
        auto owner = std::make_unique<Owner>(log_);
        create_task(owner.get(), owner->gathers());
        const auto many = create_task(owner.get(), owner->gathersMany());
        QVERIFY(waits(many));
        QCOMPARE(braid::all_tasks().size(), std::size_t(2 + 3 + 3));
        owner.reset();
        QVERIFY(braid::all_tasks().empty()); // at once
        QVERIFY(Owner::unwound());
        QCOMPARE(log_, (QStringList{"began", "owner destroyed"}));
    }

    void whatItGathersMayDestroyItsOwner() {
        auto* owner = new Owner(log_);
        const auto task = create_task(owner, owner->gathers());
        QVERIFY(waits(task));
        emit owner->number(1);
        QTRY_VERIFY(braid::all_tasks().empty());
        QVERIFY(task.cancelled());
        QVERIFY(Owner::unwound());
        QCOMPARE(log_, (QStringList{"began", "heard", "owner destroyed", "deleted"}));
    }

    void whoAwaitsTheTaskHearsOfIt() {
        auto owner = std::make_unique<Owner>(log_);
        const auto task = create_task(owner.get(), owner->work());
        const auto waiter = create_task(
            [](braid::Task<> other) -> Coroutine<QString> {
                try {
                    co_await other;
                } catch (const braid::CancelledError& error) {
                    co_return QString::fromStdString(error.message());
                }
                co_return "no error";
            },
            task);
        QVERIFY(waits(waiter));
        owner.reset();
        QVERIFY(finishes(waiter));
        QVERIFY2(waiter.result().contains("owner"), qPrintable(waiter.result()));
    }

    void anOwnerOfManyTasksEndsThemAll() {
        auto owner = std::make_unique<Owner>(log_);
        std::vector<braid::Task<>> tasks;
        for (int i = 0; i < 200; ++i)
            tasks.push_back(create_task(owner.get(), owner->work()));
        QVERIFY(waits(tasks.back()));
        owner.reset();
        for (const auto& task : tasks)
            QVERIFY(task.cancelled());
    }

    void aFinishedTaskLeavesNothingAtItsOwner() {
        Owner owner(log_);
        for (int i = 0; i < 10; ++i) {
            const auto task = create_task(&owner, []() -> Coroutine<> { co_return; });
            QVERIFY(finishes(task));
        }
        QTest::qWait(1);
        QVERIFY(!owner.isSignalConnected(QMetaMethod::fromSignal(&QObject::destroyed)));
    }

    // -- slots --------------------------------------------------------------------------------

    void aSlotMayBeACoroutine() {
        Owner sender(log_);
        auto receiver = std::make_unique<Owner>(log_);
        braid::connectTask(&sender, &Owner::number, receiver.get(), &Owner::onNumber);
        braid::connectTask(&sender, &Owner::text, receiver.get(), &Owner::onText);
        emit sender.number(1);
        emit sender.number(2);
        QVERIFY(log_.isEmpty()); // they begin when it is their turn
        QTRY_COMPARE(log_.size(), 4);
        QCOMPARE(log_.mid(0, 2), (QStringList{"slot 1", "slot 2"}));
        {
            const QString temporary = "text";
            emit sender.text(temporary + " that dies early");
        }
        QTRY_COMPARE(log_.size(), 5);
        QCOMPARE(log_.last(), "text that dies early");
        emit sender.number(3);
        QTRY_VERIFY(log_.contains("slot 3"));
        receiver.reset();
        emit sender.number(4);
        QTest::qWait(5);
        QVERIFY(!log_.contains("slot 4"));
    }

    void anEscapedExceptionReachesTheHandlerWithItsOrigin() {
        std::string what;
        std::optional<std::source_location> where;
        braid::EventLoop::current()->set_exception_handler([&](const braid::LostException& lost) {
            try {
                std::rethrow_exception(lost.error);
            } catch (const std::exception& error) {
                what = error.what();
            }
            where = lost.where;
        });
        Owner owner(log_);
        create_task(
            &owner,
            [](Owner*) -> Coroutine<> {
                co_await braid::sleep(1ms);
                throw std::runtime_error("escaped");
            },
            &owner);
        const int line = __LINE__ - 7;
        QTRY_COMPARE(what, "escaped");
        QVERIFY(where.has_value());
        QCOMPARE(int(where->line()), line);
        braid::EventLoop::current()->set_exception_handler({});
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_OwnedTask)

#include "tst_owned_task.moc"
