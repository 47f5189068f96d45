// SPDX-License-Identifier: MIT
#include "widgets/health/strip_line.h"

#include <algorithm>

namespace braid {

void StripLine::add(std::vector<Form> forms, int yields) {
    pieces_.push_back({std::move(forms), yields});
}

void StripLine::fit(int width) {
    // All are shortened before one is left out.
    const auto giveWay = [&](bool whole) {
        while (this->width() > width) {
            Piece* next = nullptr;
            for (Piece& piece : pieces_) {
                const bool can = piece.form + (whole ? 0 : 1) < piece.forms.size();
                if (piece.yields > 0 && can && (!next || piece.yields > next->yields))
                    next = &piece;
            }
            if (!next)
                return;
            ++next->form;
        }
    };
    giveWay(false);
    giveWay(true);
}

void StripLine::paint(QPainter& painter, int x) const {
    for (const Piece& piece : pieces_) {
        if (piece.form < piece.forms.size())
            piece.forms[piece.form].paint(painter, x);
        x += piece.width();
    }
}

int StripLine::width() const {
    int width = 0;
    for (const Piece& piece : pieces_)
        width += piece.width();
    return width;
}

} // namespace braid
