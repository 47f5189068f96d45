// SPDX-License-Identifier: MIT
#include "bridge/qt/io_device.h"

#include "bridge/qt/detail/object_wait.h"

#include <QLocalSocket>
#include <QNetworkReply>
#include <QProcess>
#include <QTcpSocket>

#include <algorithm>

namespace braid {

namespace {

/// Nothing will come any more but what is buffered.
bool hasEnded(const QIODevice& device) {
    if (!device.isOpen())
        return true;
    if (!device.isSequential())
        return device.atEnd();
    if (const auto* socket = qobject_cast<const QAbstractSocket*>(&device))
        return socket->state() == QAbstractSocket::UnconnectedState;
    if (const auto* socket = qobject_cast<const QLocalSocket*>(&device))
        return socket->state() == QLocalSocket::UnconnectedState;
    if (const auto* process = qobject_cast<const QProcess*>(&device))
        return process->state() == QProcess::NotRunning;
    if (const auto* reply = qobject_cast<const QNetworkReply*>(&device))
        return reply->isFinished();
    return false;
}

/// A wait until something has changed: bytes came or went, or the device has ended.
class DeviceWait : public detail::ObjectWait<> {
public:
    DeviceWait(QIODevice* device, const char* what)
        : ObjectWait(device, what, WaitKind::Io) {
        endOn(device, &QIODevice::aboutToClose);
        endOn(device, &QIODevice::readChannelFinished);
        if (const auto* socket = qobject_cast<QAbstractSocket*>(device))
            endOn(socket, &QAbstractSocket::stateChanged);
        else if (const auto* local = qobject_cast<QLocalSocket*>(device))
            endOn(local, &QLocalSocket::stateChanged);
        else if (const auto* process = qobject_cast<QProcess*>(device))
            endOn(process, &QProcess::stateChanged);
        else if (const auto* reply = qobject_cast<QNetworkReply*>(device))
            endOn(reply, &QNetworkReply::finished);
    }
};

Coroutine<> moreToRead(QIODevice* device) {
    DeviceWait wait(device, "QIODevice::readyRead");
    wait.endOn(device, &QIODevice::readyRead);
    co_await wait;
    wait.requireObject();
}

Coroutine<> lessToWrite(QIODevice* device) {
    DeviceWait wait(device, "QIODevice::bytesWritten");
    wait.endOn(device, &QIODevice::bytesWritten);
    co_await wait;
    wait.requireObject();
}

} // namespace

Coroutine<QByteArray> read(QIODevice* device, qint64 maximum) {
    while (device->bytesAvailable() == 0 && !hasEnded(*device))
        co_await moreToRead(device);
    // QIODevice makes a buffer of what it is asked for, and what it returns keeps all of it.
    const qint64 available = device->bytesAvailable();
    if (available == 0 && hasEnded(*device))
        co_return QByteArray();
    co_return device->read(available > 0 ? std::min(maximum, available) : maximum);
}

Coroutine<QByteArray> readLine(QIODevice* device) {
    while (!device->canReadLine() && !hasEnded(*device))
        co_await moreToRead(device);
    co_return device->readLine();
}

Coroutine<QByteArray> readAll(QIODevice* device) {
    QByteArray all = device->readAll();
    while (!hasEnded(*device)) {
        co_await moreToRead(device);
        all += device->readAll();
    }
    all += device->readAll();
    co_return all;
}

Coroutine<bool> written(QIODevice* device) {
    while (device->bytesToWrite() > 0) {
        if (hasEnded(*device))
            co_return false;
        co_await lessToWrite(device);
    }
    co_return !hasEnded(*device);
}

} // namespace braid
