// SPDX-License-Identifier: MIT
#include "app/style.h"

#include "widgets/glyphs.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace braid {

namespace {

QColor hairline(const QStyleOption* option) {
    return Theme::of(option->palette).color(ColorRole::Grid);
}

/// A scroll bar has no buttons: the slider has the whole of it to move in.
QRect scrollBarPart(const QStyleOptionSlider& bar, QStyle::SubControl part, int shortest) {
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const std::int64_t range = std::int64_t(bar.maximum) - bar.minimum;
    int slider = length;
    if (range > 0)
        slider = std::clamp(int(std::int64_t(length) * bar.pageStep / (range + bar.pageStep)),
                            std::min(shortest, length), length);
    const int begin = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                      length - slider, bar.upsideDown);
    const auto piece = [&](int from, int to) {
        const QRect rect = horizontal ? QRect(from, 0, to - from, bar.rect.height())
                                      : QRect(0, from, bar.rect.width(), to - from);
        return QStyle::visualRect(bar.direction, bar.rect, rect.translated(bar.rect.topLeft()));
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return bar.rect;
    case QStyle::SC_ScrollBarSlider:
        return piece(begin, begin + slider);
    case QStyle::SC_ScrollBarSubPage:
        return piece(0, begin);
    case QStyle::SC_ScrollBarAddPage:
        return piece(begin + slider, length);
    default:
        return {};
    }
}

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option,
                       const QWidget* widget) const {
    switch (metric) {
    case PM_ToolBarItemSpacing:
        return 2;
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_HeaderMargin:
        return 6;
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
        return 16;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 28;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const {
    switch (hint) {
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_ScrollBar_Transient:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                            SubControl part, const QWidget* widget) const {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        bar && control == CC_ScrollBar)
        return scrollBarPart(*bar, part, pixelMetric(PM_ScrollBarSliderMin, option, widget));
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                               QPainter* painter, const QWidget* widget) const {
    if (control != CC_ScrollBar) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    const Theme theme = Theme::of(option->palette);
    painter->fillRect(option->rect, theme.color(ColorRole::Ground));
    const QRect slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    QColor color = theme.color(ColorRole::DimText);
    const bool pressed =
        option->activeSubControls & SC_ScrollBarSlider && option->state & State_Sunken;
    const bool hovered = option->state & State_MouseOver;
    color.setAlphaF(pressed ? 0.9f : hovered ? 0.65f : 0.4f);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    const QRectF grip = QRectF(slider).adjusted(3, 3, -3, -3);
    const double radius = std::min(grip.width(), grip.height()) / 2;
    painter->drawRoundedRect(grip, radius, radius);
    painter->restore();
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
    const QRect rect = option->rect;
    switch (element) {
    case CE_ToolBar:
        painter->fillRect(rect, option->palette.window());
        return;
    case CE_HeaderSection:
        painter->fillRect(rect, option->palette.window());
        painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, hairline(option));
        painter->fillRect(rect.right(), rect.y() + 4, 1, rect.height() - 8, hairline(option));
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(rect, option->palette.window());
        painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, hairline(option));
        return;
    case CE_Splitter:
        painter->fillRect(rect, hairline(option));
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const QRect rect = option->rect;
    switch (element) {
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(rect.x(), rect.y(), rect.width(), 1, hairline(option));
        return;
    case PE_FrameStatusBarItem:
        return;
    case PE_IndicatorTabClose: {
        const bool hovered = (option->state & State_MouseOver) && (option->state & State_Enabled);
        paintGlyph(*painter, Glyph::Close, QRectF(rect).adjusted(2, 2, -2, -2),
                   hovered ? option->palette.color(QPalette::WindowText)
                           : Theme::of(option->palette).color(ColorRole::DimText));
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    // Fusion's outlines are a shade of the ground, and black has none.
    const bool hasOutline = element == PE_PanelButtonTool || element == PE_PanelButtonCommand ||
                            element == PE_FrameLineEdit || element == PE_PanelLineEdit ||
                            element == PE_Frame || element == PE_IndicatorCheckBox ||
                            element == PE_IndicatorRadioButton;
    if (hasOutline && Theme::of(option->palette).kind() == Theme::Kind::HighContrast) {
        painter->setPen(option->palette.color(QPalette::WindowText));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
    } else if (element == PE_IndicatorCheckBox &&
               Theme::of(option->palette).kind() == Theme::Kind::Dark) {
        // On a dark ground they are hardly there, and an empty box is nothing but its outline.
        painter->setPen(Theme::of(option->palette).color(ColorRole::DimText));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption* option,
                          const QWidget* widget) const {
    if (icon == SP_TitleBarCloseButton || icon == SP_LineEditClearButton)
        return glyphIcon(Glyph::Close);
    return QProxyStyle::standardIcon(icon, option, widget);
}

} // namespace braid
