// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QObject>

#include <optional>

namespace braid {

struct TimeSpan {
    std::int64_t beginNs = 0;
    std::int64_t endNs = 0;

    std::int64_t length() const { return endNs - beginNs; }
    bool operator==(const TimeSpan&) const = default;
};

/// What the user points at, for every pane: a task and an instant, a stretch of time, and, in
/// passing, the task and instant under the pointer.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    LaneId task() const { return task_; }
    std::optional<std::int64_t> instant() const { return instant_; }
    std::optional<TimeSpan> range() const { return range_; }
    LaneId hoveredTask() const { return hoveredTask_; }
    std::optional<std::int64_t> hoveredInstant() const { return hoveredInstant_; }

    void setTask(LaneId task) { set(task, instant_, range_); }
    void setInstant(std::optional<std::int64_t> instant) { set(task_, instant, range_); }
    void setRange(std::optional<TimeSpan> range) { set(task_, instant_, range); }
    void select(LaneId task, std::int64_t instant) { set(task, instant, std::nullopt); }
    void clear() { set(LaneId::None, std::nullopt, std::nullopt); }
    void hover(LaneId task, std::optional<std::int64_t> instant);

signals:
    void changed();
    void hoverChanged();

private:
    void set(LaneId task, std::optional<std::int64_t> instant, std::optional<TimeSpan> range);

    LaneId task_ = LaneId::None;
    std::optional<std::int64_t> instant_;
    std::optional<TimeSpan> range_;
    LaneId hoveredTask_ = LaneId::None;
    std::optional<std::int64_t> hoveredInstant_;
};

} // namespace braid
