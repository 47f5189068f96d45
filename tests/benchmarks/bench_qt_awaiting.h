#pragma once

#include <QObject>
#include <QTimer>

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

constexpr int children = 2'000'000;
constexpr int switches = 100'000;
constexpr int signals_ = 50'000;
constexpr int timeouts = 50'000;

// QCoro's side: a program of its own for each, ns for each await.
double qcoro_child();
double qcoro_switch();
double qcoro_signal();
double qcoro_timer();

} // namespace awaiting
