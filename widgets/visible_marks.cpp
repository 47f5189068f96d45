// SPDX-License-Identifier: MIT
#include "widgets/visible_marks.h"

namespace braid {

QString visibleMark(char16_t character) {
    // Not the pictures that Unicode has for some: few fonts have them.
    const int digits = character < 0x80 ? 2 : 4;
    return QStringLiteral("\u27e8%1\u27e9")
        .arg(QString::number(character, 16).toUpper().rightJustified(digits, QLatin1Char('0')));
}

QString withVisibleMarks(QStringView text) {
    QString shown;
    shown.reserve(text.size());
    for (const QChar character : text) {
        if (isUnseen(character.unicode()))
            shown += visibleMark(character.unicode());
        else
            shown += character;
    }
    return shown;
}

} // namespace braid
