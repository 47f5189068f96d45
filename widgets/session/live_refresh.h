// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/reader.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace braid {

/// Says when views of a live trace should look again: at most 30 times a second while something
/// changes, as often as time moves by a pixel while something runs and waits, and not at all
/// otherwise: then it sleeps until the trace changes.
class LiveRefresh : public QObject {
    Q_OBJECT

public:
    static constexpr int shortestMs = 33;
    static constexpr int longestMs = 1000;
    static constexpr int calmMs = 250; ///< instead of the shortest, with reduced motion

    /// `nsPerPixel` is asked while something runs; 0 means that nothing does.
    LiveRefresh(Trace& trace, std::function<double()> nsPerPixel, QObject* parent = nullptr);

    /// Off while nobody can see the views.
    void setActive(bool active);
    void setReducedMotion(bool reduced) { leastMs_ = reduced ? calmMs : shortestMs; }
    /// Looks again soon, although the trace may not have changed.
    void request();
    bool isAsleep() const { return !timer_.isActive(); }

signals:
    void refreshed();

private:
    void refresh();

    TraceReader reader_;
    std::function<double()> nsPerPixel_;
    QTimer timer_;
    int leastMs_ = shortestMs;
    bool active_ = true;
};

} // namespace braid
