// SPDX-License-Identifier: MIT
#include "bridge/qt/process.h"

#include "awaiting.h"

#include <QRegularExpression>

#include <memory>
#include <stdexcept>

using namespace awaiting;
using braid::create_task;

namespace {

class tst_Process : public QObject {
    Q_OBJECT

    std::unique_ptr<QProcess> process_;

private slots:
    void init() { process_ = std::make_unique<QProcess>(); }
    void cleanup() {
        if (process_ && process_->state() != QProcess::NotRunning) {
            process_->kill();
            process_->waitForFinished();
        }
        process_.reset();
    }

    void theExitCodeIsTheResult() {
        process_->start("sh", {"-c", "read line; exit 7"});
        const auto task = create_task(braid::finished(process_.get()));
        QVERIFY(waits(task));
        process_->write("go\n");
        QVERIFY(finishes(task));
        QCOMPARE(task.result().exitCode, 7);
        QCOMPARE(task.result().exitStatus, QProcess::NormalExit);
    }

    void aCrashIsAResult() {
        process_->start("sh", {"-c", "kill -SEGV $$"});
        const auto task = create_task(braid::finished(process_.get()));
        QVERIFY(finishes(task));
        QCOMPARE(task.result().exitStatus, QProcess::CrashExit);
    }

    void aProcessThatHasEndedIsNotWaitedFor() {
        process_->start("true", {});
        QVERIFY(process_->waitForFinished());
        const auto task = create_task(braid::finished(process_.get()));
        QVERIFY(finishes(task));
        QCOMPARE(task.result().exitCode, 0);
    }

    void aProcessThatCannotStartIsAnError() {
        process_->start("/nonexistent/program", {});
        const auto task = create_task(braid::finished(process_.get()));
        const auto starting = create_task(braid::started(process_.get()));
        QVERIFY(finishes(task));
        QVERIFY(finishes(starting));
        QVERIFY_THROWS_EXCEPTION(braid::ProcessError, task.result());
        QVERIFY_THROWS_EXCEPTION(braid::ProcessError, starting.result());
        try {
            task.result();
        } catch (const braid::ProcessError& error) {
            QCOMPARE(error.code(), QProcess::FailedToStart);
            QVERIFY(QByteArray(error.what()).contains("/nonexistent/program"));
        }
    }

    void theStartIsAwaited() {
        const auto task = create_task(
            [](QProcess* process) -> braid::Coroutine<qint64> {
                process->start("sleep", {"100"});
                co_await braid::started(process);
                co_return process->processId();
            },
            process_.get());
        QVERIFY(finishes(task));
        QVERIFY(task.result() > 0);
    }

    void theDeathOfTheObjectIsAnError() {
        process_->start("sleep", {"100"});
        QVERIFY(process_->waitForStarted());
        const auto task = create_task(braid::finished(process_.get()));
        QVERIFY(waits(task));
        process_->kill();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("Destroyed while process"));
        process_.reset();
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(braid::ObjectDestroyedError, task.result());
    }

    void aCancelledTaskStopsWaitingAndTheProcessGoesOn() {
        process_->start("sleep", {"100"});
        QVERIFY(process_->waitForStarted());
        const auto task = create_task(braid::finished(process_.get()));
        QVERIFY(waits(task));
        task.cancel();
        QVERIFY(finishes(task));
        QVERIFY(task.cancelled());
        QCOMPARE(process_->state(), QProcess::Running);
    }

    void noProcessIsAnError() {
        const auto task = create_task(braid::finished(static_cast<QProcess*>(nullptr)));
        QVERIFY(finishes(task));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, task.result());
    }
};

} // namespace

BRAID_DISPATCHER_MAIN(QCoreApplication, tst_Process)

#include "tst_process.moc"
