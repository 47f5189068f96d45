// SPDX-License-Identifier: MIT
#include "widgets/english_plurals.h"

namespace braid {

QString EnglishPlurals::translate(const char* context, const char* source, const char*,
                                  int n) const {
    if (n < 0 || !QByteArrayView(context).startsWith("braid::"))
        return {};
    QString text = QString::fromUtf8(source);
    if (!text.contains(QLatin1String("(s)")))
        return {};
    return text.replace(QLatin1String("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace braid
