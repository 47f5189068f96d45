// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <QNetworkReply>

#include <stdexcept>

namespace braid {

/// A request failed: the network, or the server's answer (404 and the like).
class NetworkError : public std::runtime_error {
public:
    explicit NetworkError(const QNetworkReply& reply);
    QNetworkReply::NetworkError code() const noexcept { return code_; }

private:
    QNetworkReply::NetworkError code_;
};

/// Waits until the reply has finished, which may be at once.
///
///     std::unique_ptr<QNetworkReply> reply(manager.get(request));
///     co_await finished(reply.get());
///     const QByteArray page = reply->readAll();
///
/// Throws NetworkError if it finished with an error, ObjectDestroyedError if the reply dies first.
/// A task that is cancelled meanwhile aborts the request.
Coroutine<> finished(QNetworkReply* reply);

} // namespace braid
