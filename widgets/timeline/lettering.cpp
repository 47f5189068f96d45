// SPDX-License-Identifier: MIT
#include "widgets/timeline/lettering.h"

#include <QPainter>

#include <cmath>

namespace braid {

namespace {
constexpr QChar ellipsis(0x2026);
int widthOf(const QStaticText& text) { return int(std::ceil(text.size().width())); }
} // namespace

QStaticText Lettering::made(const QPainter& painter, const QString& text) const {
    QStaticText made(text);
    made.setTextFormat(Qt::PlainText);
    made.prepare(painter.transform(), font_);
    return made;
}

/// With an ellipsis behind them. A character is as wide as it is alone: to know better, the text
/// would have to be shaped for each place where it may be cut.
qsizetype Lettering::charactersThatFit(const QString& text, int width,
                                       const QFontMetrics& metrics) {
    const auto advance = [&](QChar character) {
        auto known = advances_.find(character);
        if (known == advances_.end())
            known = advances_.insert(character, metrics.horizontalAdvance(character));
        return *known;
    };
    int room = width - advance(ellipsis);
    qsizetype count = 0;
    while (count < text.size() && (room -= advance(text[count])) >= 0)
        ++count;
    if (count > 0 && text[count - 1].isHighSurrogate())
        --count;
    return count;
}

int Lettering::drawText(QPainter& painter, const QRect& cell, const QString& text) {
    if (font_ != painter.font() || texts_.size() > mostTexts) {
        font_ = painter.font();
        texts_.clear();
        advances_.clear();
    }
    const QFontMetrics metrics = painter.fontMetrics();
    if (text.isEmpty() || cell.width() < metrics.averageCharWidth() * 3)
        return 0;
    auto known = texts_.find(text);
    if (known == texts_.end())
        known = texts_.insert(text, {made(painter, text), {}});
    const QStaticText* drawn = &known->whole;
    if (widthOf(*drawn) > cell.width()) {
        const qsizetype fits = charactersThatFit(text, cell.width(), metrics);
        // A lone ellipsis says nothing.
        if (fits < 2)
            return 0;
        auto cut = known->cut.find(fits);
        if (cut == known->cut.end())
            cut = known->cut.insert(fits, made(painter, text.left(fits) + ellipsis));
        drawn = &*cut;
    }
    painter.drawStaticText(cell.x(), cell.y() + (cell.height() - metrics.height()) / 2, *drawn);
    return widthOf(*drawn);
}

void Lettering::drawGlyph(QPainter& painter, Glyph glyph, QPoint topLeft, int side,
                          const QColor& color) {
    const quint64 key = quint64(color.rgba()) << 32 | quint64(side) << 8 | quint64(glyph);
    QImage& image = glyphs_[key];
    if (image.isNull()) {
        image = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter onImage(&image);
        paintGlyph(onImage, glyph, image.rect(), color);
    }
    painter.drawImage(topLeft, image);
}

} // namespace braid
