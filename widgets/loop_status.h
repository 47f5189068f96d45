// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/tasks/trace_model.h"

#include <QWidget>

#include <optional>

namespace braid {

class Session;

/// The loop in one line, at the moment that all panes show: how many tasks do what, and, of the
/// present, how full the trace is and what it has lost.
class LoopStatus : public QWidget {
    Q_OBJECT

public:
    /// Both must outlive it. `model` is refreshed before this one looks.
    LoopStatus(Session& session, const TraceModel& model, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
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
    QString sentence() const;

    Session& session_;
    const TraceModel& model_;
    Shown shown_;
};

} // namespace braid
