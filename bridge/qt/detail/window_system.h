// SPDX-License-Identifier: MIT
#pragma once

class QAbstractEventDispatcher;

namespace braid::detail {

/// The way to the platform plugin, which only Qt's private headers know. The library braid::qt
/// brings it; programs without windows link braid::qt_core and have none.
struct WindowSystem {
    /// The plugin that is loaded now; null if there is none. An identity, not to be used.
    const void* (*plugin)() noexcept;
    /// The dispatcher that serves the plugin's windows; the caller owns it.
    QAbstractEventDispatcher* (*createDispatcher)();
};

/// Null in programs without windows.
extern const WindowSystem* windowSystem;

} // namespace braid::detail
