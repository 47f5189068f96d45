// SPDX-License-Identifier: MIT
#include "widgets/welcome/drop_overlay.h"

#include "widgets/theme.h"

#include <QPainter>

namespace braid {

DropOverlay::DropOverlay(QWidget* parent)
    : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropOverlay::showPromise(const QString& text, bool welcome) {
    text_ = text;
    welcome_ = welcome;
    setAccessibleName(text);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropOverlay::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = theme.color(ColorRole::Ground);
    veil.setAlpha(215);
    painter.fillRect(rect(), veil);

    const QColor accent = theme.color(welcome_ ? ColorRole::Running : ColorRole::DimText);
    painter.setPen(QPen(accent, 2, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(14, 14, -14, -14), 10, 10);

    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    painter.setFont(large);
    // On a ground of its own: the window behind is full of words.
    const int flags = Qt::AlignCenter | Qt::TextWordWrap;
    const QRect most = rect().adjusted(60, 60, -60, -60);
    const QRect words = painter.boundingRect(most, flags, text_);
    painter.setPen(QPen(accent, 1));
    painter.setBrush(palette().window());
    painter.drawRoundedRect(QRectF(words).adjusted(-24.5, -16.5, 24.5, 16.5), 6, 6);
    painter.setPen(theme.color(welcome_ ? ColorRole::Text : ColorRole::DimText));
    painter.drawText(words, flags, text_);
}

} // namespace braid
