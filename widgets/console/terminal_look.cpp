// SPDX-License-Identifier: MIT
#include "widgets/console/terminal_look.h"

#include <utility>

namespace braid {

namespace {

constexpr double leastContrast = 4.5; // WCAG 2, AA

QColor colorOf(const TerminalColor& color, const Theme& theme) {
    return color.isNumbered() ? theme.terminalColor(color.number()) : QColor(QRgb(color.rgb()));
}

QColor mixed(const QColor& a, const QColor& b, double part) {
    const auto mix = [part](int from, int to) { return int(from + (to - from) * part); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

} // namespace

QColor readable(const QColor& color, const QColor& ground) {
    if (contrast(color, ground) >= leastContrast)
        return color;
    const QColor black(Qt::black), white(Qt::white);
    const QColor& away = contrast(black, ground) > contrast(white, ground) ? black : white;
    double low = 0, high = 1;
    for (int step = 0; step < 6; ++step) {
        const double middle = (low + high) / 2;
        (contrast(mixed(color, away, middle), ground) >= leastContrast ? high : low) = middle;
    }
    return mixed(color, away, high);
}

TerminalLook TerminalLook::of(const TerminalStyle& style, const QColor& usual,
                              const QPalette& palette) {
    const Theme theme = Theme::of(palette);
    const QColor ground = palette.color(QPalette::Base);
    TerminalLook look{style.foreground.isDefault() ? usual : colorOf(style.foreground, theme), {}};
    if (!style.background.isDefault())
        look.background = colorOf(style.background, theme);
    if (style.inverse) {
        const QColor behind = look.background.isValid() ? look.background : ground;
        look.background = std::exchange(look.foreground, behind);
    }
    const QColor& behind = look.background.isValid() ? look.background : ground;
    // Text as dark as its ground is meant not to be seen.
    const bool hidden = look.background.isValid() && look.foreground == look.background;
    if (!hidden && look.foreground != usual)
        look.foreground = readable(look.foreground, behind);
    if (style.faint)
        look.foreground = mixed(look.foreground, behind, 0.35);
    return look;
}

} // namespace braid
