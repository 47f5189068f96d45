// SPDX-License-Identifier: MIT
#include "bridge/qt/dialog.h"

#include "bridge/qt/detail/object_wait.h"

#include <QPointer>
#include <QScopeGuard>

namespace braid {

Coroutine<int> finished(QDialog* dialog) {
    // A dialog that is being destroyed, while its task dies with it, is no QDialog any more.
    auto close = qScopeGuard([pointer = QPointer<QObject>(dialog)] {
        if (auto* const alive = qobject_cast<QDialog*>(pointer.data()))
            alive->reject();
    });
    detail::ObjectWait wait(dialog, "QDialog::finished");
    int result = QDialog::Rejected;
    QObject::connect(dialog, &QDialog::finished, wait.context(), [&](int code) {
        result = code; // now: the dialog may delete itself when it closes
        wait.end();
    });
    dialog->open();
    co_await wait;
    close.dismiss();
    co_return result;
}

} // namespace braid
