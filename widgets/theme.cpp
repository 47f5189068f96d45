// SPDX-License-Identifier: MIT
#include "widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace braid {

namespace {

struct Shades {
    QRgb light;
    QRgb dark;
    QRgb highContrast;

    QColor of(Theme::Kind kind) const {
        switch (kind) {
        case Theme::Kind::Light:
            return QColor::fromRgba(light);
        case Theme::Kind::Dark:
            return QColor::fromRgba(dark);
        case Theme::Kind::HighContrast:
            return QColor::fromRgba(highContrast);
        }
        return {};
    }
};

// The hues of the four activities stay apart under protan, deutan and tritan vision, 3 : 1 and more
// from their ground.
Shades shades(ColorRole role) {
    switch (role) {
    case ColorRole::Ground:
        return {0xffffffff, 0xff1b1e22, 0xff000000};
    case ColorRole::StrandGround:
        return {0xfff3f4f6, 0xff23272d, 0xff000000};
    case ColorRole::Text:
        return {0xff1f2328, 0xffe3e6ea, 0xffffffff};
    case ColorRole::DimText:
        return {0xff5f6772, 0xff9aa3ad, 0xffffffff};
    case ColorRole::Grid:
        return {0xffe4e7eb, 0xff2e333a, 0xff808080};
    case ColorRole::Running:
        return {0xff0072b2, 0xff56b4e9, 0xff6cc5ff};
    case ColorRole::RunningText:
        return {0xffffffff, 0xff0c1a24, 0xff000000};
    case ColorRole::RunningPale:
        return {0xffbcd9ea, 0xff29495e, 0xff1d4a66};
    case ColorRole::Ready:
        return {0xffb8860b, 0xfff0e442, 0xffffee00};
    case ColorRole::Waiting:
        return {0xff8a8f98, 0xff8b949e, 0xffd0d0d0};
    case ColorRole::Blocked:
        return {0xffc0392b, 0xffff6b3d, 0xffff7a50};
    case ColorRole::BlockedText:
        return {0xffffffff, 0xff210a02, 0xff000000};
    case ColorRole::BlockedBand:
        return {0x26c0392b, 0x2eff6b3d, 0x60ff7a50};
    case ColorRole::BlockedShadow:
        return {0x0cc0392b, 0x10ff6b3d, 0x20ff7a50};
    case ColorRole::Finished:
        return {0xff00805c, 0xff2fc79a, 0xff40ffc0};
    case ColorRole::Cancelled:
        return {0xffa8578a, 0xffe39bc4, 0xffffb0e0};
    case ColorRole::Failed:
        return {0xffc0392b, 0xffff6b3d, 0xffff7a50};
    case ColorRole::Lost:
        return {0xff5f6772, 0xff9aa3ad, 0xffffffff};
    case ColorRole::Instant:
        return {0xff1f2328, 0xffe3e6ea, 0xffffffff};
    case ColorRole::Path:
        return {0xff8e24aa, 0xffd08cff, 0xffe0b0ff};
    case ColorRole::Range:
        return {0x1a0072b2, 0x2056b4e9, 0x406cc5ff};
    case ColorRole::RowSelected:
        return {0xffdcebf5, 0xff213746, 0xff003a5c};
    case ColorRole::RowHovered:
        return {0xfff4f7fa, 0xff22262b, 0xff202020};
    case ColorRole::Warning:
        return {0xfffbe9e7, 0xff3d241c, 0xff000000};
    case ColorRole::Notice:
        return {0xffe8f2f8, 0xff1f2f3a, 0xff000000};
    case ColorRole::CodeKeyword:
        return {0xff8a3fa0, 0xffd2a8ff, 0xffe2c5ff};
    case ColorRole::CodeString:
        return {0xff1a6b34, 0xff7ee787, 0xff90ff9c};
    case ColorRole::CodeNumber:
        return {0xff8a5000, 0xffe3b341, 0xffffdd60};
    case ColorRole::CodeComment:
        return {0xff5f6772, 0xff9aa3ad, 0xffd0d0d0};
    case ColorRole::CodeName:
        return {0xff0a58ca, 0xff79b8ff, 0xff9ccfff};
    }
    return {};
}

constexpr std::array<std::array<QRgb, 2>, 7> scriptShades = {{
    {0xff3b6ea8, 0xff8ab6e8},
    {0xff8c5a00, 0xffe0b060},
    {0xff2c7a5b, 0xff7fd0ae},
    {0xff8a4a8f, 0xffd2a0d6},
    {0xff9a4632, 0xffe8a08c},
    {0xff3d7580, 0xff8cc8d2},
    {0xff5f6b1f, 0xffc0cc78},
}};

// Black, red, green, yellow, blue, magenta, cyan, white, and the same brighter: as hues, for text.
constexpr std::array<std::array<QRgb, 2>, 16> terminalShades = {{
    {0xff1f2328, 0xff9aa3ad},
    {0xffc0392b, 0xffff7b6b},
    {0xff1a7f37, 0xff56d364},
    {0xff8a6100, 0xffe3b341},
    {0xff0a58ca, 0xff79b8ff},
    {0xff8a3fa0, 0xffd2a8ff},
    {0xff0b7285, 0xff56d4dd},
    {0xff5f6772, 0xffc9d1d9},
    {0xff5f6772, 0xff9aa3ad},
    {0xffb3261e, 0xffff9b8e},
    {0xff0b6b2b, 0xff7ee787},
    {0xff7a5200, 0xfff2cc60},
    {0xff0550ae, 0xffa5d6ff},
    {0xff7d2c95, 0xffe2c5ff},
    {0xff0a6070, 0xff7fe6ef},
    {0xff1f2328, 0xffffffff},
}};

} // namespace

double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

Theme Theme::of(const QPalette& palette) {
    const QColor ground = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    if (contrast(ground, text) > 20.9 && luminance(ground) < 0.5)
        return Theme(Kind::HighContrast);
    return Theme(luminance(ground) < 0.25 ? Kind::Dark : Kind::Light);
}

QColor Theme::color(ColorRole role) const { return shades(role).of(kind_); }

QColor Theme::scriptColor(int index) const {
    return QColor(scriptShades[std::size_t(index) % scriptShades.size()][kind_ != Kind::Light]);
}

QColor Theme::terminalColor(int number) const {
    constexpr int hues = 16, steps = 6, greys = 232;
    if (number < hues)
        return QColor(terminalShades[std::size_t(number)][kind_ != Kind::Light]);
    if (number >= greys) {
        const int grey = 8 + 10 * (number - greys);
        return QColor(grey, grey, grey);
    }
    const auto part = [=](int place) {
        const int step = (number - hues) / place % steps;
        return step ? 55 + 40 * step : 0;
    };
    return QColor(part(steps * steps), part(steps), part(1));
}

QPalette Theme::palette(Kind kind) {
    const auto pick = [kind](QRgb light, QRgb dark, QRgb highContrast) {
        return Shades{light, dark, highContrast}.of(kind);
    };
    const Theme theme(kind);
    const QColor window = pick(0xfff6f7f8, 0xff24282d, 0xff000000);
    const QColor text = theme.color(ColorRole::Text);
    const QColor button = pick(0xfffbfbfc, 0xff30353c, 0xff000000);
    const QColor accent = pick(0xff0072b2, 0xff3d8fc0, 0xff6cc5ff);

    QPalette palette(
        text, button, pick(0xffffffff, 0xff454c55, 0xffffffff),
        pick(0xffb4bac2, 0xff14171a, 0xffa0a0a0), pick(0xffd0d4d9, 0xff3a4048, 0xff808080), text,
        pick(0xffffffff, 0xffffffff, 0xffffffff), theme.color(ColorRole::Ground), window);
    palette.setColor(QPalette::AlternateBase, theme.color(ColorRole::StrandGround));
    palette.setColor(QPalette::Midlight, pick(0xffe9ebee, 0xff383e46, 0xff404040));
    palette.setColor(QPalette::Shadow, pick(0xff9aa1aa, 0xff0e1012, 0xff000000));
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, pick(0xffffffff, 0xffffffff, 0xff000000));
    palette.setColor(QPalette::Link, pick(0xff0066a0, 0xff6fbdec, 0xff6cc5ff));
    palette.setColor(QPalette::LinkVisited, palette.color(QPalette::Link));
    palette.setColor(QPalette::PlaceholderText, theme.color(ColorRole::DimText));
    palette.setColor(QPalette::ToolTipBase, pick(0xff2a2f35, 0xff3a414a, 0xff000000));
    palette.setColor(QPalette::ToolTipText, pick(0xfff4f6f8, 0xfff4f6f8, 0xffffffff));
    const QColor disabled = pick(0xffa4abb4, 0xff646d77, 0xffa0a0a0);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight,
                     pick(0xffd0d4d9, 0xff3a4048, 0xff808080));
    return palette;
}

} // namespace braid
