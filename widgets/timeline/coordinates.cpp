// SPDX-License-Identifier: MIT
#include "widgets/timeline/coordinates.h"

#include <QLocale>

namespace braid {

QString tickLabel(std::int64_t timeNs, std::int64_t stepNs) {
    // The unit follows the step, so that neighbouring labels can be compared; far from the origin
    // seconds stay seconds, with the digits that tell the ticks apart.
    int decimals = 0;
    for (std::int64_t unit = 1'000'000'000; unit > 1 && stepNs % unit != 0; unit /= 10)
        ++decimals;
    const bool nearOrigin = std::abs(timeNs) < 1'000'000'000;
    const QChar space(0x00a0);
    if (nearOrigin && decimals > 6 && std::abs(timeNs) < 1'000'000)
        return QLocale().toString(double(timeNs) / 1e3, 'f', decimals - 6) + space +
               QStringLiteral("µs");
    if (nearOrigin && decimals > 3)
        return QLocale().toString(double(timeNs) / 1e6, 'f', decimals - 3) + space +
               QStringLiteral("ms");
    return QLocale().toString(double(timeNs) / 1e9, 'f', decimals) + space + QStringLiteral("s");
}

} // namespace braid
