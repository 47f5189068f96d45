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

/// What the user points at, for every pane: a task or a whole strand, a stretch of time, and, in
/// passing, the task and instant under the pointer. The instant that the panes show is the
/// cursor's.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    LaneId task() const { return chosen_.task; }
    /// None while a task is selected: that has its own.
    StrandId strand() const { return chosen_.strand; }
    std::optional<TimeSpan> range() const { return chosen_.range; }
    LaneId hoveredTask() const { return hoveredTask_; }
    std::optional<std::int64_t> hoveredInstant() const { return hoveredInstant_; }

    void setTask(LaneId task) { set({task, StrandId::None, chosen_.range}); }
    void setStrand(StrandId strand) { set({LaneId::None, strand, chosen_.range}); }
    void setRange(std::optional<TimeSpan> range) { set({chosen_.task, chosen_.strand, range}); }
    /// Of all that could be selected, this alone.
    void select(LaneId task) { set({task, StrandId::None, {}}); }
    void select(StrandId strand) { set({LaneId::None, strand, {}}); }
    void clear() { set({}); }
    void hover(LaneId task, std::optional<std::int64_t> instant);

signals:
    void changed();
    void hoverChanged();

private:
    struct Chosen {
        LaneId task = LaneId::None;
        StrandId strand = StrandId::None;
        std::optional<TimeSpan> range;

        bool operator==(const Chosen&) const = default;
    };
    void set(const Chosen& chosen);

    Chosen chosen_;
    LaneId hoveredTask_ = LaneId::None;
    std::optional<std::int64_t> hoveredInstant_;
};

} // namespace braid
