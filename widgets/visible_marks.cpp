// SPDX-License-Identifier: MIT
#include "widgets/visible_marks.h"

namespace braid {

QString visibleMark(char16_t character) {
    constexpr char16_t pictures = 0x2400, deleted = 0x2421;
    if (character < 0x20)
        return QChar(pictures + character);
    if (character == 0x7f)
        return QChar(deleted);
    return QStringLiteral("\u27e8%1\u27e9")
        .arg(QString::number(character, 16).toUpper().rightJustified(4, QLatin1Char('0')));
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
