// SPDX-License-Identifier: MIT
#pragma once

#include <QFocusEvent>

namespace braid {

/// Whether the focus came by a key, and so has to be shown: who came by the mouse knows where he
/// is.
inline bool cameByKeyboard(const QFocusEvent& event) {
    return event.reason() == Qt::TabFocusReason || event.reason() == Qt::BacktabFocusReason ||
           event.reason() == Qt::ShortcutFocusReason;
}

} // namespace braid
