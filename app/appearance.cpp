#include "app/appearance.h"

#include "widgets/glyphs.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>

namespace braid {

namespace {

/// Fusion, quieter: no frames around bars that need none, nothing that blinks or moves by itself.
class Style : public QProxyStyle {
public:
    Style()
        : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override {
        switch (metric) {
        case PM_ToolBarItemSpacing:
            return 2;
        case PM_ToolBarItemMargin:
            return 3;
        case PM_HeaderMargin:
            return 6;
        case PM_ToolBarFrameWidth:
            return 0;
        case PM_DockWidgetSeparatorExtent:
            return 5;
        case PM_SmallIconSize:
        case PM_ToolBarIconSize:
            return 16;
        case PM_ButtonIconSize:
            return 16;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
        }
    }

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override {
        switch (hint) {
        case SH_Widget_Animation_Duration:
            return 0;
        case SH_ScrollBar_LeftClickAbsolutePosition:
            return 1;
        default:
            return QProxyStyle::styleHint(hint, option, widget, data);
        }
    }

    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
        const QColor hairline = Theme::of(option->palette).color(ColorRole::Grid);
        switch (element) {
        case CE_ToolBar:
            painter->fillRect(option->rect, option->palette.window());
            return;
        case CE_HeaderSection: {
            const QRect rect = option->rect;
            painter->fillRect(rect, option->palette.window());
            painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, hairline);
            painter->fillRect(rect.right(), rect.y() + 4, 1, rect.height() - 8, hairline);
            return;
        }
        case CE_HeaderEmptyArea:
            painter->fillRect(option->rect, option->palette.window());
            painter->fillRect(option->rect.x(), option->rect.bottom(), option->rect.width(), 1,
                              hairline);
            return;
        case CE_Splitter:
            painter->fillRect(option->rect, hairline);
            return;
        default:
            break;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        if (element == PE_IndicatorDockWidgetResizeHandle) {
            const QRect rect = option->rect;
            const QColor hairline = Theme::of(option->palette).color(ColorRole::Grid);
            painter->fillRect(rect.x(), rect.y(), rect.width(), 1, hairline);
            return;
        }
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }

    QIcon standardIcon(StandardPixmap icon, const QStyleOption* option,
                       const QWidget* widget) const override {
        if (icon == SP_TitleBarCloseButton || icon == SP_LineEditClearButton)
            return glyphIcon(Glyph::Close);
        return QProxyStyle::standardIcon(icon, option, widget);
    }
};

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
    : QObject(parent) {
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
