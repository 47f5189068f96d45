// SPDX-License-Identifier: MIT
#include "bridge/qt/dialog.h"

#include "awaiting.h"
#include "bridge/qt/owned_task.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

#include <memory>

using namespace awaiting;
using braid::create_task;

namespace {

class tst_Dialog : public QObject {
    Q_OBJECT

    std::unique_ptr<QDialog> dialog_;

private slots:
    void init() { dialog_ = std::make_unique<QDialog>(); }

    void itsResultIsAwaitedWithoutANestedLoop() {
        const auto task = create_task(braid::finished(dialog_.get()));
        QVERIFY(waits(task));
        QVERIFY(dialog_->isVisible());
        QVERIFY(dialog_->isModal());
        dialog_->done(5);
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), 5);
        QVERIFY(!dialog_->isVisible());
    }

    void aClickOnAButtonIsTheResult() {
        QMessageBox box(QMessageBox::Question, "title", "text", QMessageBox::Yes | QMessageBox::No);
        const auto task = create_task(braid::finished(&box));
        QVERIFY(waits(task));
        QTest::mouseClick(box.button(QMessageBox::Yes), Qt::LeftButton);
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), int(QMessageBox::Yes));
    }

    void aClosedWindowIsARejection() {
        const auto task = create_task(braid::finished(dialog_.get()));
        QVERIFY(waits(task));
        dialog_->close();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), int(QDialog::Rejected));
    }

    void twoDialogsMayCloseInAnyOrder() {
        QDialog second;
        const auto first_task = create_task(braid::finished(dialog_.get()));
        QVERIFY(waits(first_task));
        const auto second_task = create_task(braid::finished(&second));
        QVERIFY(waits(second_task));
        dialog_->accept(); // nested loops would have to wait for the second
        QVERIFY(finishes(first_task));
        QVERIFY(!second_task.done());
        second.reject();
        QVERIFY(finishes(second_task));
    }

    void oneThatDeletesItselfOnCloseHasAResult() {
        auto* dialog = dialog_.release();
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        const auto task = create_task(braid::finished(dialog));
        QVERIFY(waits(task));
        dialog->accept();
        QVERIFY(finishes(task));
        QCOMPARE(task.result(), int(QDialog::Accepted));
    }

    void itsDeathIsAnError() {
        const auto task = create_task(braid::finished(dialog_.get()));
        QVERIFY(waits(task));
        dialog_.reset();
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, task.result());
    }

    void aTaskThatDiesWithItsOwnerClosesIt() {
        auto owner = std::make_unique<QObject>();
        const auto task = create_task(owner.get(), braid::finished(dialog_.get()));
        QVERIFY(waits(task));
        owner.reset();
        QVERIFY(task.cancelled());
        QVERIFY(!dialog_->isVisible());
    }

    void aDialogThatOwnsTheTaskThatAwaitsItMayDie() {
        auto* dialog = dialog_.release();
        const auto task = create_task(dialog, braid::finished(dialog));
        QVERIFY(waits(task));
        delete dialog;
        QVERIFY(task.cancelled());
    }

    void aCancelledTaskClosesIt() {
        const auto task = create_task(braid::finished(dialog_.get()));
        QVERIFY(waits(task));
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QVERIFY(!dialog_->isVisible());
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QApplication, tst_Dialog)

#include "tst_dialog.moc"
