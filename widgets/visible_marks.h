// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

namespace braid {

/// Does this character change how others are shown, or where, without being seen itself: a control
/// character, a mark of direction, a separator of lines?
inline bool isUnseen(char16_t c) {
    if (c < 0x80)
        return c < 0x20 || c == 0x7f;
    return c < 0xa0 || c == 0xad || c == 0x61c || c == 0x180e || c == 0x200b || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
           (c >= 0xfdd0 && c <= 0xfdef) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           c >= 0xfffe;
}

/// What stands for such a character: its number, "⟨1B⟩", "⟨202E⟩".
QString visibleMark(char16_t character);

/// A text from outside (the name of a file, a message) as it may be shown: it can neither change
/// its surroundings nor look like another one.
QString withVisibleMarks(QStringView text);

} // namespace braid
