// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <QDialog>

namespace braid {

/// Opens the dialog, modal to its parent window, and waits for its result, without a nested event
/// loop: what `QDialog::exec` returns.
///
///     QFileDialog dialog(this);
///     const int result = co_await finished(&dialog);
///     if (result == QDialog::Accepted)
///         load(dialog.selectedFiles());
///
/// Throws ObjectDestroyedError if the dialog dies first. A task that is cancelled meanwhile closes
/// it.
Coroutine<int> finished(QDialog* dialog);

} // namespace braid
