// SPDX-License-Identifier: MIT
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <memory>

/// What the coroutines of bench_qt await, in Braid and in QCoro.
namespace awaiting {

class Signaller : public QObject {
    Q_OBJECT

public:
    /// In a turn to come.
    void signalLater() {
        QMetaObject::invokeMethod(this, &Signaller::signalled, Qt::QueuedConnection);
    }

signals:
    void signalled();
};

/// A future that gets its result in a turn to come.
inline QFuture<int> resultLater(QObject* context) {
    const auto promise = std::make_shared<QPromise<int>>();
    promise->start();
    QMetaObject::invokeMethod(
        context,
        [promise] {
            promise->addResult(1);
            promise->finish();
        },
        Qt::QueuedConnection);
    return promise->future();
}

constexpr int children = 2'000'000;
constexpr int switches = 100'000;
constexpr int signals_ = 50'000;
constexpr int timeouts = 50'000;
constexpr int futures = 50'000;

// QCoro's side: a program of its own for each, ns for each await.
double qcoro_child();
double qcoro_switch();
double qcoro_signal();
double qcoro_timer();
double qcoro_future();

} // namespace awaiting
