// SPDX-License-Identifier: MIT
// What bench_qt measures of QCoro: a file of its own, for the sake of those who have it not.

#include "bench.h"
#include "bench_qt_awaiting.h"

#include <QCoreApplication>

#include <qcoro6/qcoro/qcorofuture.h>
#include <qcoro6/qcoro/qcorosignal.h>
#include <qcoro6/qcoro/qcorotask.h>
#include <qcoro6/qcoro/qcorotimer.h>

#include <chrono>
#include <functional>

namespace awaiting {

namespace {

using namespace std::chrono_literals;

/// Runs the application until the coroutine has ended; ns for each of `operations`.
double until_done(int operations, const std::function<QCoro::Task<>()>& coroutine) {
    return bench::wall_ns(operations, [&] {
        QTimer::singleShot(0, [&] { coroutine(); });
        QCoreApplication::exec();
    });
}

QCoro::Task<int> child(int x) { co_return x; }

QCoro::Task<> parent() {
    volatile int sum = 0;
    for (int i = 0; i < children; ++i) {
        const int x = co_await child(i);
        sum = sum + x;
    }
    QCoreApplication::quit();
}

QCoro::Task<> switcher() {
    for (int i = 0; i < switches; ++i)
        co_await QCoro::sleepFor(0ms);
    QCoreApplication::quit();
}

QCoro::Task<> listener() {
    Signaller signaller;
    for (int i = 0; i < signals_; ++i) {
        signaller.signalLater();
        co_await qCoro(&signaller, &Signaller::signalled);
    }
    QCoreApplication::quit();
}

QCoro::Task<> timed() {
    QTimer timer;
    timer.start(0);
    for (int i = 0; i < timeouts; ++i)
        co_await qCoro(timer).waitForTimeout();
    QCoreApplication::quit();
}

QCoro::Task<> hopeful() {
    QObject context;
    volatile int sum = 0;
    for (int i = 0; i < futures; ++i) {
        const int x = co_await resultLater(&context);
        sum = sum + x;
    }
    QCoreApplication::quit();
}

} // namespace

double qcoro_child() { return until_done(children, parent); }
double qcoro_switch() { return until_done(switches, switcher); }
double qcoro_signal() { return until_done(signals_, listener); }
double qcoro_timer() { return until_done(timeouts, timed); }
double qcoro_future() { return until_done(futures, hopeful); }

} // namespace awaiting
