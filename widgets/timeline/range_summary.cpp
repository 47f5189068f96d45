// SPDX-License-Identifier: MIT
#include "widgets/timeline/range_summary.h"

#include "widgets/wording.h"

#include <QCoreApplication>
#include <QLocale>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::RangeSummary)
};
} // namespace

RangeSummary summarize(const Trace& trace, std::span<const TimelineRow> rows, TimeSpan span,
                       std::int64_t nowNs) {
    constexpr std::size_t most = 200'000;
    RangeSummary summary{span};
    std::size_t seen = 0;
    for (const TimelineRow& row : rows) {
        const Lane* const found = trace.find(row.lane);
        if (!found)
            continue;
        const Lane& lane = *found;
        for (std::size_t i = lane.index_at(span.beginNs); i < lane.size(); ++i) {
            if (lane[i].begin_ns >= span.endNs)
                break;
            if (++seen > most) {
                summary.exact = false;
                return summary;
            }
            if (!has_loop(lane[i].activity))
                continue;
            const std::int64_t begin = std::max(lane[i].begin_ns, span.beginNs);
            const std::int64_t end = std::min(lane.end_of(i, nowNs), span.endNs);
            if (end > begin || lane[i].begin_ns >= span.beginNs) {
                summary.steps += lane[i].begin_ns >= span.beginNs;
                summary.busyNs += std::max<std::int64_t>(0, end - begin);
            }
        }
    }
    return summary;
}

QString RangeSummary::text() const {
    const QString length = formatDuration(span.length());
    if (!exact)
        return Words::tr("%1 · more steps than can be counted at once").arg(length);
    const double percent = span.length() > 0 ? 100.0 * double(busyNs) / double(span.length()) : 0;
    return Words::tr("%1 · %n step(s) · %2 % busy", nullptr, int(steps))
        .arg(length, QLocale().toString(percent, 'f', percent < 10 ? 1 : 0));
}

} // namespace braid
