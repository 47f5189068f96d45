// SPDX-License-Identifier: MIT
#pragma once

#include "loop/diagnosis/wait_graph.h"

#include <QAbstractScrollArea>
#include <QTimer>

namespace braid {

class Session;

/// Who waits for whom at the moment that all panes show, from left to right; who waits in a circle
/// stands out. A click or the arrow keys select a task.
class WaitGraphView : public QAbstractScrollArea {
    Q_OBJECT

public:
    /// So often while time goes on, for all tasks have to be looked at.
    static constexpr int momentMs = 300;

    /// `session` must outlive it.
    explicit WaitGraphView(Session& session, QWidget* parent = nullptr);

    /// As it is shown.
    const WaitGraph& graph() const { return graph_; }
    /// What stands above the graph, in words.
    QString summary() const;
    /// The task at a point of the viewport; None if there is none.
    LaneId taskAt(QPoint point) const;
    /// Where a node is, in the viewport.
    QRect rectOf(const WaitGraph::Node& node) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void tell();
    void layOutScrollBars();
    void select(LaneId task);
    const WaitGraph::Node* selected() const;
    int rowHeight() const { return fontMetrics().height() + 10; }
    int nodeWidth() const { return fontMetrics().averageCharWidth() * 20; }
    int layerWidth() const { return nodeWidth() + fontMetrics().averageCharWidth() * 6; }
    int headHeight() const { return fontMetrics().height() + 12; }

    Session& session_;
    WaitGraph graph_;
    QTimer moment_;
};

} // namespace braid
