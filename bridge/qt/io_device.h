// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <QByteArray>
#include <QIODevice>

namespace braid {

/// Reading and writing of a QIODevice: sockets, processes, network replies, serial ports, files.
///
/// All of them throw ObjectDestroyedError if the device dies while it is waited for. A task that is
/// cancelled meanwhile leaves the device as it is.

/// Waits until there is something to read, and reads `maximum` bytes at most. Empty only at the
/// end: the device was closed, the peer disconnected, the process or the reply has finished.
Coroutine<QByteArray> read(QIODevice* device, qint64 maximum = 1 << 20);

/// Reads up to and with the next line feed; without one at the end, empty after that.
Coroutine<QByteArray> readLine(QIODevice* device);

/// Reads all there is until the end.
Coroutine<QByteArray> readAll(QIODevice* device);

/// Waits until everything that was written has left the device's buffer, so that a fast writer does
/// not fill the memory. False if the device has ended, and nobody knows how much arrived.
Coroutine<bool> written(QIODevice* device);

} // namespace braid
