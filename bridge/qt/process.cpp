// SPDX-License-Identifier: MIT
#include "bridge/qt/process.h"

#include "bridge/qt/detail/object_wait.h"

namespace braid {

ProcessError::ProcessError(const QProcess& process)
    : std::runtime_error(
          (process.program() + QLatin1String(": ") + process.errorString()).toStdString())
    , code_(process.error()) {}

namespace {
void throwIfNotStarted(const QProcess& process) {
    if (process.state() == QProcess::NotRunning && process.error() == QProcess::FailedToStart)
        throw ProcessError(process);
}
} // namespace

Coroutine<> started(QProcess* process) {
    detail::ObjectWait<> wait(process, "QProcess::started", WaitKind::Process);
    wait.endOn(process, &QProcess::started);
    wait.endOn(process, &QProcess::errorOccurred);
    if (process->state() == QProcess::Starting)
        co_await wait;
    wait.requireObject();
    throwIfNotStarted(*process);
}

Coroutine<ProcessResult> finished(QProcess* process) {
    detail::ObjectWait<> wait(process, "QProcess::finished", WaitKind::Process);
    wait.endOn(process, &QProcess::finished);
    QObject::connect(process, &QProcess::errorOccurred, wait.context(),
                     [&wait](QProcess::ProcessError error) {
                         if (error == QProcess::FailedToStart) // after others, `finished` follows
                             wait.finish();
                     });
    if (process->state() != QProcess::NotRunning)
        co_await wait;
    wait.requireObject();
    throwIfNotStarted(*process);
    co_return ProcessResult{process->exitCode(), process->exitStatus()};
}

} // namespace braid
