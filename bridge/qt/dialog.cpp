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
    detail::ObjectWait<int> wait(dialog, "QDialog::finished", WaitKind::Input);
    QObject::connect(dialog, &QDialog::finished, wait.context(),
                     [&wait](int code) { wait.finish(code); });
    dialog->open();
    const int result = co_await wait;
    close.dismiss();
    co_return result;
}

} // namespace braid
