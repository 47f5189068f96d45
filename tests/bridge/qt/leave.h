// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

/// The last thing in main(). On Wayland it ends the process at once: when an application object is
/// destroyed there, Qt 6.4 sometimes waits for ever for a thread of its own, on any dispatcher.
inline int leave(int status) {
    if (qgetenv("QT_QPA_PLATFORM") == "wayland") {
        std::fflush(nullptr);
        std::_Exit(status);
    }
    return status;
}
