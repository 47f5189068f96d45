// SPDX-License-Identifier: MIT
#include "widgets/session/visible_range.h"

#include <algorithm>

namespace braid {

void VisibleRange::setLive(bool live) {
    if (live_ == live)
        return;
    live_ = live;
    if (live)
        follow(sinceNs_, nowNs_);
    emit liveChanged(live);
}

void VisibleRange::setSpan(TimeSpan span) {
    setLive(false);
    show(span);
}

void VisibleRange::scroll(std::int64_t byNs) {
    if (byNs != 0)
        setSpan({span_.beginNs + byNs, span_.endNs + byNs});
}

void VisibleRange::zoom(double factor, std::int64_t aboutNs) {
    const auto length =
        std::clamp(double(span_.length()) * factor, double(shortestNs), double(longestNs));
    if (live_) {
        show({span_.beginNs, span_.beginNs + std::int64_t(length)});
        follow(sinceNs_, nowNs_);
        return;
    }
    const double before = double(aboutNs - span_.beginNs) / double(span_.length());
    const auto begin = aboutNs - std::int64_t(before * length);
    show({begin, begin + std::int64_t(length)});
}

void VisibleRange::fit(TimeSpan span) {
    const std::int64_t air = std::max(span.length() / 40, shortestNs / 10);
    setSpan({span.beginNs - air, span.endNs + air});
}

void VisibleRange::follow(std::int64_t sinceNs, std::int64_t nowNs) {
    sinceNs_ = sinceNs;
    nowNs_ = nowNs;
    if (!live_)
        return;
    const std::int64_t length = span_.length();
    // A little air before the beginning and after the present, so that caps and ticks are whole.
    const std::int64_t air = length / 40;
    const std::int64_t earliest = nowNs + air - length;
    if (paged_ && span_.beginNs >= std::max(sinceNs - air, earliest) && span_.beginNs <= nowNs)
        return;
    // A new page begins with the last tenth of the one before.
    const std::int64_t begin =
        std::max(sinceNs - air, paged_ ? earliest + length * 9 / 10 : earliest);
    show({begin, begin + length});
}

void VisibleRange::show(TimeSpan span) {
    const std::int64_t length = std::clamp(span.length(), shortestNs, longestNs);
    // Nothing ever happened before the trace began, so there is no use in going far there.
    const std::int64_t begin = std::max(span.beginNs, -length / 2);
    const TimeSpan shown{begin, begin + length};
    if (shown == span_)
        return;
    span_ = shown;
    emit changed();
}

} // namespace braid
