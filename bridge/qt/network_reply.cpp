// SPDX-License-Identifier: MIT
#include "bridge/qt/network_reply.h"

#include "bridge/qt/detail/object_wait.h"

#include <QPointer>
#include <QScopeGuard>

namespace braid {

NetworkError::NetworkError(const QNetworkReply& reply)
    : std::runtime_error(reply.errorString().toStdString())
    , code_(reply.error()) {}

Coroutine<> finished(QNetworkReply* reply) {
    if (!reply->isFinished()) {
        auto abort = qScopeGuard([reply = QPointer(reply)] {
            // One that has failed is about to finish: aborting it then confuses Qt.
            if (reply && reply->error() == QNetworkReply::NoError)
                reply->abort();
        });
        detail::ObjectWait<> wait(reply, "QNetworkReply::finished", WaitKind::Io);
        wait.endOn(reply, &QNetworkReply::finished);
        co_await wait;
        wait.requireObject();
        abort.dismiss();
    }
    if (reply->error() != QNetworkReply::NoError)
        throw NetworkError(*reply);
}

} // namespace braid
