// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/glyphs.h"

#include <QFont>
#include <QHash>
#include <QImage>
#include <QStaticText>
#include <QString>

class QPainter;

namespace braid {

/// Words and signs, made once and drawn many times. A picture says the same few things in a
/// thousand places, and to shape a text or to smooth a sign anew in each would take longer than all
/// the rest of it.
class Lettering {
public:
    /// Draws `text`, shortened to what fits, at the left of `cell` and in its middle; in the
    /// painter's font and pen. Returns the width of what it could draw: 0 if that said nothing.
    int drawText(QPainter& painter, const QRect& cell, const QString& text);
    /// As `paintGlyph` does; `side` is that of the square.
    void drawGlyph(QPainter& painter, Glyph glyph, QPoint topLeft, int side, const QColor& color);

private:
    struct Text {
        QStaticText whole;
        QHash<qsizetype, QStaticText> cut; ///< by how many of its characters are left
    };
    /// Enough for what a window shows; what is never shown again must not stay for ever.
    static constexpr qsizetype mostTexts = 2'000;

    QStaticText made(const QPainter& painter, const QString& text) const;
    qsizetype charactersThatFit(const QString& text, int width, const QFontMetrics& metrics);

    QFont font_;
    QHash<QChar, int> advances_;
    QHash<QString, Text> texts_;
    QHash<quint64, QImage> glyphs_; ///< by sign, side and colour
};

} // namespace braid
