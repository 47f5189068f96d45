// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/console/terminal_style.h"
#include "widgets/theme.h"

#include <QColor>
#include <QFont>
#include <QPalette>

namespace braid {

/// What a style looks like on the ground of a palette: colours that programs chose for another
/// ground are moved towards black or white until they can be read.
struct TerminalLook {
    QColor foreground;
    QColor background; ///< invalid: the ground

    /// `usual` is the colour of text without one.
    static TerminalLook of(const TerminalStyle& style, const QColor& usual,
                           const QPalette& palette);
};

/// `color` itself, or the nearest that can be read on `ground`.
QColor readable(const QColor& color, const QColor& ground);

} // namespace braid
