// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/health/loop_health.h"
#include "widgets/health/strip_line.h"
#include "widgets/tasks/trace_model.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace braid {

class Session;

/// The loop in one line, at the moment that all panes show: how many tasks do what, and, of the
/// present, how long its turns take, how late its timers are and what that costs, how full the
/// trace is and what it has lost. Hidden, it measures nothing.
class LoopStatus : public QWidget {
    Q_OBJECT

public:
    /// Health is looked at so often: numbers that change faster cannot be read.
    static constexpr int healthMs = 500;

    /// Both must outlive it. `model` is refreshed before this one looks.
    LoopStatus(Session& session, const TraceModel& model, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
    const LoopHealth& health() const { return health_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Shown {
        TraceModel::Counts counts;
        int percent = 0;
        std::uint64_t dropped = 0;
        std::optional<std::int64_t> instantNs{}; ///< since the origin; nothing while live

        bool operator==(const Shown&) const = default;
    };

    void look();
    void lookAtHealth();
    void began();
    void tell();
    QString sentence() const;
    StripLine line() const;
    QString healthSentence() const;

    Session& session_;
    const TraceModel& model_;
    Shown shown_;
    LoopHealth health_;
    QTimer healthTimer_;  ///< runs from a look of the session until a look at health after it
    bool looked_ = false; ///< the session has, since the last look at health
};

} // namespace braid
