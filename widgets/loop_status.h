// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/tasks/trace_model.h"

#include <QWidget>

namespace braid {

/// The loop in one line: how many tasks do what, how full the trace is, what it has lost.
class LoopStatus : public QWidget {
    Q_OBJECT

public:
    explicit LoopStatus(QWidget* parent = nullptr);

    void setCounts(const TraceModel::Counts& counts);
    void setTrace(std::size_t stored, std::size_t capacity, std::uint64_t dropped);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString sentence() const;
    void describe();

    TraceModel::Counts counts_;
    int percent_ = 0;
    std::uint64_t dropped_ = 0;
};

} // namespace braid
