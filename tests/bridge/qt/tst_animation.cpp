// SPDX-License-Identifier: MIT
#include "bridge/qt/animation.h"

#include "awaiting.h"

#include <QVariantAnimation>

#include <memory>

using namespace awaiting;
using braid::create_task;

namespace {

class tst_Animation : public QObject {
    Q_OBJECT

    std::unique_ptr<QVariantAnimation> animation_;

private slots:
    void init() {
        animation_ = std::make_unique<QVariantAnimation>();
        animation_->setStartValue(0);
        animation_->setEndValue(100);
        animation_->setDuration(50);
    }

    void itsEndIsAwaited() {
        animation_->start();
        const auto task = create_task(braid::finished(animation_.get()));
        QVERIFY(waits(task));
        QVERIFY(finishes(task));
        QVERIFY(task.result());
        QCOMPARE(animation_->currentValue().toInt(), 100);
    }

    void oneThatIsStoppedDoesNotReachItsEnd() {
        animation_->setDuration(3'600'000);
        animation_->start();
        const auto task = create_task(braid::finished(animation_.get()));
        QVERIFY(waits(task));
        animation_->pause();
        QVERIFY(waits(task));
        animation_->stop();
        QVERIFY(finishes(task));
        QVERIFY(!task.result());
    }

    void oneThatDoesNotRunIsNotWaitedFor() {
        const auto task = create_task(braid::finished(animation_.get()));
        QVERIFY(finishes(task));
        QVERIFY(!task.result());
    }

    void oneThatDeletesItselfAtItsEndIsAwaited() {
        auto* animation = animation_.release();
        animation->start(QAbstractAnimation::DeleteWhenStopped);
        const auto task = create_task(braid::finished(animation));
        QVERIFY(finishes(task));
        QVERIFY(task.result());
    }

    void itsDeathStopsIt() {
        animation_->setDuration(3'600'000);
        animation_->start();
        const auto task = create_task(braid::finished(animation_.get()));
        QVERIFY(waits(task));
        animation_.reset();
        QVERIFY(finishes(task));
        QVERIFY(!task.result());
    }

    void aCancelledTaskStopsWaiting() {
        animation_->setLoopCount(-1);
        animation_->start();
        const auto task = create_task(braid::finished(animation_.get()));
        QVERIFY(waits(task));
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QCOMPARE(animation_->state(), QAbstractAnimation::Running);
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Animation)

#include "tst_animation.moc"
