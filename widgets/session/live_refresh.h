// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace braid {

class Trace;
class VisibleRange;

/// Says when views of a live trace should look again: at most 30 times a second while something
/// changes, as often as time moves by a pixel while something runs and waits, and not at all
/// otherwise: then it sleeps until the trace changes.
class LiveRefresh : public QObject {
    Q_OBJECT

public:
    static constexpr int shortestMs = 33;
    static constexpr int longestMs = 1000;

    /// `nsPerPixel` is asked while something runs; 0 means that nothing does.
    LiveRefresh(Trace& trace, std::function<double()> nsPerPixel, QObject* parent = nullptr);
    ~LiveRefresh() override;

    /// Off while nobody can see the views.
    void setActive(bool active);
    /// Looks again soon, although the trace may not have changed.
    void request();
    bool isAsleep() const { return !timer_.isActive(); }

signals:
    void refreshed();

private:
    void refresh();
    void listen();
    void changed();

    Trace& trace_;
    std::function<double()> nsPerPixel_;
    QTimer timer_;
    std::uint64_t revision_ = ~std::uint64_t(0);
    bool active_ = true;
    bool listening_ = false;
};

} // namespace braid
