// SPDX-License-Identifier: MIT
#pragma once

#include "loop/diagnosis/critical_path.h"
#include "widgets/session/selection.h"

#include <QObject>

namespace braid {

class Session;

/// The critical path that the panes show, if they show one: of the stretch of time that was
/// selected, or of the selected script, or of all that ran. It is found when it is asked for, and
/// tells of what had happened by then.
class PathShown : public QObject {
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit PathShown(Session& session);

    bool isShown() const { return shown_; }
    /// In order and without gaps; empty where nothing was at work.
    const std::vector<PathStretch>& stretches() const { return stretches_; }
    TimeSpan span() const { return span_; }
    /// The task whose end it explains; None if there is none.
    LaneId last() const { return last_; }

    void find();
    void clear();

signals:
    void changed();

private:
    Session& session_;
    std::vector<PathStretch> stretches_;
    TimeSpan span_;
    LaneId last_ = LaneId::None;
    bool shown_ = false;
};

} // namespace braid
