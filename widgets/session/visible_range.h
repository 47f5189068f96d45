// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/selection.h"

namespace braid {

/// The stretch of time that all panes show: the only owner of zoom, scroll and live following.
class VisibleRange : public QObject {
    Q_OBJECT

public:
    static constexpr std::int64_t shortestNs = 1'000;
    static constexpr std::int64_t longestNs = std::int64_t(30) * 24 * 3600 * 1'000'000'000;
    static constexpr std::int64_t liveSpanNs = 5'000'000'000;

    using QObject::QObject;

    TimeSpan span() const { return span_; }
    std::int64_t beginNs() const { return span_.beginNs; }
    std::int64_t endNs() const { return span_.endNs; }

    /// Live: the range follows the present, see `follow`. Whatever moves the range away from the
    /// present ends it; zooming does not.
    bool isLive() const { return live_; }
    void setLive(bool live);

    /// Paged: a live range stands still until the present reaches its edge, then shows the next
    /// page.
    void setPaged(bool paged) { paged_ = paged; }

    /// Shows `span`, no longer live.
    void setSpan(TimeSpan span);
    void scroll(std::int64_t byNs);
    /// Shows a stretch `factor` times as long, `aboutNs` staying where it is. When live, the
    /// present stays where it is.
    void zoom(double factor, std::int64_t aboutNs);
    /// Shows `span` with a little air on both sides, no longer live.
    void fit(TimeSpan span);

    /// Called when time has passed. A live range keeps `sinceNs`, where the programs that run now
    /// began, at its left edge until the present reaches the right one; then it moves on with it.
    void follow(std::int64_t sinceNs, std::int64_t nowNs);

signals:
    void changed();
    void liveChanged(bool live);

private:
    void show(TimeSpan span);

    TimeSpan span_{0, liveSpanNs};
    bool live_ = true;
    bool paged_ = false;
    std::int64_t sinceNs_ = 0;
    std::int64_t nowNs_ = 0;
};

} // namespace braid
