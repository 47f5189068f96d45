// SPDX-License-Identifier: MIT
#include "app/appearance.h"

#include "app/style.h"

#include <QApplication>
#include <QEvent>
#include <QStyle>

namespace braid {

namespace {

/// The palette of a desktop that has none of its own.
bool isNobodysChoice(const QPalette& palette) {
    const QPalette fusions = QApplication::style()->standardPalette();
    const auto same = [&](QPalette::ColorRole role) {
        return palette.color(role) == fusions.color(role);
    };
    return same(QPalette::Window) && same(QPalette::WindowText) && same(QPalette::Base) &&
           same(QPalette::Button);
}

} // namespace

Appearance::Appearance(QObject* parent)
    : QObject(parent)
    , systemFont_(QApplication::font()) {
    QApplication::setStyle(new Style);
    // A blinking cursor would wake an idle window twice a second.
    QApplication::setCursorFlashTime(0);
    qApp->installEventFilter(this);
    apply();
}

void Appearance::choose(std::optional<Theme::Kind> kind) {
    choice_ = kind;
    apply();
}

void Appearance::setFontPoints(int points) {
    QFont font = systemFont_;
    if (points > 0)
        font.setPointSize(points);
    if (font != QApplication::font())
        QApplication::setFont(font);
}

void Appearance::apply() {
    if (std::exchange(applying_, true))
        return;
    // The desktop's own palette shows once ours is taken away.
    QApplication::setPalette(QPalette());
    if (choice_)
        QApplication::setPalette(Theme::palette(*choice_));
    else if (isNobodysChoice(QApplication::palette()))
        QApplication::setPalette(Theme::palette(Theme::Kind::Light));
    applying_ = false;
}

bool Appearance::eventFilter(QObject* watched, QEvent* event) {
    // The desktop has changed its theme while the program runs.
    if (watched == qApp && event->type() == QEvent::ThemeChange)
        apply();
    return QObject::eventFilter(watched, event);
}

std::optional<Theme::Kind> Appearance::kindOf(const QString& name) {
    if (name == QLatin1String("light"))
        return Theme::Kind::Light;
    if (name == QLatin1String("dark"))
        return Theme::Kind::Dark;
    if (name == QLatin1String("high-contrast"))
        return Theme::Kind::HighContrast;
    return std::nullopt;
}

QString Appearance::nameOf(std::optional<Theme::Kind> kind) {
    if (!kind)
        return QStringLiteral("system");
    switch (*kind) {
    case Theme::Kind::Light:
        return QStringLiteral("light");
    case Theme::Kind::Dark:
        return QStringLiteral("dark");
    case Theme::Kind::HighContrast:
        return QStringLiteral("high-contrast");
    }
    return {};
}

} // namespace braid
