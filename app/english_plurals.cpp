// SPDX-License-Identifier: MIT
#include "app/english_plurals.h"

namespace braid {

QString EnglishPlurals::translate(const char*, const char* source, const char*, int n) const {
    if (n < 0)
        return {};
    QString text = QString::fromUtf8(source);
    if (!text.contains(QLatin1String("(s)")))
        return {};
    return text.replace(QLatin1String("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace braid
