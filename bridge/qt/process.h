// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <QProcess>

#include <stdexcept>

namespace braid {

/// A process could not be started.
class ProcessError : public std::runtime_error {
public:
    explicit ProcessError(const QProcess& process);
    QProcess::ProcessError code() const noexcept { return code_; }

private:
    QProcess::ProcessError code_;
};

/// How a process ended. The code means something if the status is NormalExit.
struct ProcessResult {
    int exitCode = 0;
    QProcess::ExitStatus exitStatus = QProcess::NormalExit;
};

/// Waits until the process has started. Throws ProcessError if it cannot, ObjectDestroyedError if
/// the object dies first.
Coroutine<> started(QProcess* process);

/// Waits until a process that was started has ended; at once if it already has.
///
///     process.start("make", {"all"});
///     const auto result = co_await finished(&process);
///
/// A crash is a result, too. Throws ProcessError if it could not be started, ObjectDestroyedError
/// if the object dies first. A task that is cancelled meanwhile stops waiting; the process goes on.
Coroutine<ProcessResult> finished(QProcess* process);

} // namespace braid
