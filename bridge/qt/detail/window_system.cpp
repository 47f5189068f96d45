// SPDX-License-Identifier: MIT
#include "bridge/qt/detail/window_system.h"

#include <QAbstractEventDispatcher>
#include <QByteArray>

#include <QtGui/private/qguiapplication_p.h>
#include <QtGui/qpa/qplatformintegration.h>

namespace braid::detail {

namespace {

const void* plugin() noexcept { return QGuiApplicationPrivate::platformIntegration(); }

QAbstractEventDispatcher* createDispatcher() {
    // Plugins choose between a dispatcher on poll(2) and one on GLib. The latter sees window-system
    // events only after a call of its own wakeUp(), which nobody makes (qxcbeventdispatcher.cpp).
    const char* const variable = "QT_NO_GLIB";
    const bool was_set = qEnvironmentVariableIsSet(variable);
    const QByteArray value = qgetenv(variable);
    qputenv(variable, "1");
    QAbstractEventDispatcher* const dispatcher =
        QGuiApplicationPrivate::platformIntegration()->createEventDispatcher();
    if (was_set)
        qputenv(variable, value);
    else
        qunsetenv(variable);
    return dispatcher;
}

constexpr WindowSystem platform{&plugin, &createDispatcher};

} // namespace

} // namespace braid::detail

/// Linking braid::qt asks for this symbol, so that the linker takes this file out of its archive.
extern "C" const bool braid_qt_window_system = [] {
    braid::detail::windowSystem = &braid::detail::platform;
    return true;
}();
