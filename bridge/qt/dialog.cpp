#include "bridge/qt/dialog.h"

#include "bridge/qt/detail/object_wait.h"

#include <QPointer>
#include <QScopeGuard>

namespace braid {

Coroutine<int> finished(QDialog* dialog) {
    auto close = qScopeGuard([dialog = QPointer(dialog)] {
        if (dialog)
            dialog->reject();
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
