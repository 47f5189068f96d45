// SPDX-License-Identifier: MIT
#include "widgets/graph/wait_graph_view.h"

#include "loop/trace/moment.h"
#include "widgets/glyphs.h"
#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/wording.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>

namespace braid {

namespace {

/// From the right of one to the left of the other; back to an earlier layer, below both.
QPainterPath lineBetween(const QRect& waiter, const QRect& waitedFor) {
    if (waitedFor.left() > waiter.right()) {
        const QPointF begin(waiter.right() + 1, waiter.center().y());
        const QPointF end(waitedFor.left() - 1, waitedFor.center().y());
        const QPointF bend(std::max(20.0, (end.x() - begin.x()) / 2), 0);
        QPainterPath line(begin);
        line.cubicTo(begin + bend, end - bend, end);
        return line;
    }
    const QPointF begin(waiter.center().x(), waiter.bottom() + 1);
    const QPointF end(waitedFor.center().x(), waitedFor.bottom() + 1);
    const QPointF down(0, waiter.height());
    QPainterPath line(begin);
    line.cubicTo(begin + down, end + down, end);
    return line;
}

} // namespace

WaitGraphView::WaitGraphView(Session& session, QWidget* parent)
    : QAbstractScrollArea(parent)
    , session_(session) {
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Who waits for whom"));
    viewport()->setBackgroundRole(QPalette::Base);
    moment_.setSingleShot(true);
    moment_.setInterval(momentMs);
    connect(&moment_, &QTimer::timeout, this, &WaitGraphView::tell);
    connect(&session_, &Session::looked, this, [this] {
        if (isVisible() && !moment_.isActive())
            moment_.start();
    });
    connect(&session_.cursor(), &Cursor::moved, this, &WaitGraphView::tell);
    connect(&session_.selection(), &Selection::changed, viewport(), qOverload<>(&QWidget::update));
}

void WaitGraphView::tell() {
    if (!isVisible())
        return;
    moment_.stop();
    graph_ = WaitGraph::at(session_.trace(), session_.shown(), session_.present());
    setAccessibleDescription(summary());
    layOutScrollBars();
    viewport()->update();
}

QString WaitGraphView::summary() const {
    if (graph_.nodes.empty())
        return tr("No task waits for another here.");
    QString text = tr("%Ln task(s) linked by waits", nullptr, int(graph_.nodes.size()));
    if (graph_.left_out > 0)
        text += QStringLiteral(" · ") + tr("%Ln more", nullptr, int(graph_.left_out));
    if (graph_.alone > 0)
        text += QStringLiteral(" · ") + tr("%Ln other task(s)", nullptr, int(graph_.alone));
    const auto circle = std::count_if(graph_.nodes.begin(), graph_.nodes.end(),
                                      [](const auto& node) { return node.in_cycle; });
    if (circle > 0)
        text += QStringLiteral(" · ") +
                tr("%Ln task(s) in a circle: none of them goes on", nullptr, int(circle));
    return text;
}

QRect WaitGraphView::rectOf(const WaitGraph::Node& node) const {
    return {12 + int(node.layer) * layerWidth() - horizontalScrollBar()->value(),
            headHeight() + int(node.place) * rowHeight() - verticalScrollBar()->value() + 2,
            nodeWidth(), rowHeight() - 4};
}

LaneId WaitGraphView::taskAt(QPoint point) const {
    for (const WaitGraph::Node& node : graph_.nodes)
        if (rectOf(node).contains(point))
            return node.lane;
    return LaneId::None;
}

void WaitGraphView::layOutScrollBars() {
    std::uint32_t places = 0;
    for (const WaitGraph::Node& node : graph_.nodes)
        places = std::max(places, node.place + 1);
    const int width = 24 + int(graph_.layers) * layerWidth();
    const int height = headHeight() + int(places) * rowHeight() + 8;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(layerWidth() / 4);
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
}

void WaitGraphView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const Theme theme = Theme::of(palette());
    const QRect all = viewport()->rect();
    painter.fillRect(all, theme.color(ColorRole::Ground));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const WaitGraph::Edge& edge : graph_.edges) {
        const WaitGraph::Node &from = graph_.nodes[edge.waiter],
                              &to = graph_.nodes[edge.waited_for];
        const QRect a = rectOf(from), b = rectOf(to);
        if (!a.united(b).adjusted(0, 0, 0, a.height()).intersects(all))
            continue;
        const bool cycle = from.in_cycle && to.in_cycle;
        painter.setPen(QPen(theme.color(cycle ? ColorRole::Blocked : ColorRole::Waiting),
                            cycle ? 2 : 1, edge.is_one_of_several ? Qt::DotLine : Qt::SolidLine));
        painter.drawPath(lineBetween(a, b));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const Trace& trace = session_.trace();
    for (const WaitGraph::Node& node : graph_.nodes) {
        const QRect rect = rectOf(node);
        const Lane* const lane = trace.find(node.lane);
        if (!lane || !rect.intersects(all))
            continue;
        const bool isSelected = node.lane == session_.selection().task();
        painter.fillRect(
            rect, theme.color(isSelected ? ColorRole::RowSelected : ColorRole::StrandGround));
        painter.setPen(QPen(theme.color(node.in_cycle ? ColorRole::Blocked
                                        : isSelected  ? ColorRole::Running
                                                      : ColorRole::Grid),
                            node.in_cycle ? 2 : 1));
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
        const Moment moment = moment_of(*lane, session_.shown(), session_.present());
        const Glyph glyph = !moment.slice                          ? Glyph::None
                            : moment.activity == Activity::Waiting ? glyphOf(moment.slice->wait)
                                                                   : glyphOf(moment.activity);
        const int side = fontMetrics().height() - 4;
        if (glyph != Glyph::None)
            paintGlyph(painter, glyph,
                       QRectF(rect.x() + 6, rect.center().y() - side / 2, side, side),
                       theme.color(ColorRole::DimText));
        const QRect text = rect.adjusted(side + 12, 0, -4, 0);
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(toShown(trace.name(lane->name)), Qt::ElideRight,
                                                  text.width()));
    }
    painter.fillRect(0, 0, all.width(), headHeight() - 2, theme.color(ColorRole::Ground));
    painter.setPen(theme.color(ColorRole::DimText));
    painter.drawText(QRect(12, 0, all.width() - 24, headHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(summary(), Qt::ElideRight, all.width() - 24));
}

void WaitGraphView::resizeEvent(QResizeEvent*) { layOutScrollBars(); }

void WaitGraphView::showEvent(QShowEvent* event) {
    QAbstractScrollArea::showEvent(event);
    tell();
}

void WaitGraphView::mousePressEvent(QMouseEvent* event) {
    if (const LaneId task = taskAt(event->position().toPoint()); task != LaneId::None)
        select(task);
}

const WaitGraph::Node* WaitGraphView::selected() const {
    const LaneId task = session_.selection().task();
    const auto found = std::find_if(graph_.nodes.begin(), graph_.nodes.end(),
                                    [&](const auto& node) { return node.lane == task; });
    return found == graph_.nodes.end() ? nullptr : &*found;
}

void WaitGraphView::select(LaneId task) {
    session_.selection().setTask(task);
    const WaitGraph::Node* const node = selected();
    if (!node)
        return;
    // Whole in view.
    const QRect rect = rectOf(*node);
    QScrollBar &across = *horizontalScrollBar(), &down = *verticalScrollBar();
    if (rect.left() < 0 || rect.right() >= viewport()->width())
        across.setValue(across.value() + rect.left() - 12);
    if (rect.top() < headHeight() || rect.bottom() >= viewport()->height())
        down.setValue(down.value() + rect.top() - viewport()->height() / 2);
}

void WaitGraphView::keyPressEvent(QKeyEvent* event) {
    const WaitGraph::Node* const from = selected();
    const int across = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int down = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (graph_.nodes.empty() || (across == 0 && down == 0)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    // Along the lines, or to the next in the layer; of several, the nearest.
    const WaitGraph::Node* best = from ? nullptr : &graph_.nodes.front();
    const auto offer = [&](const WaitGraph::Node& node) {
        const auto distance = [&](const WaitGraph::Node& other) {
            return std::abs(int(other.place) - int(from->place));
        };
        if (!best || distance(node) < distance(*best))
            best = &node;
    };
    if (from && down != 0) {
        for (const WaitGraph::Node& node : graph_.nodes)
            if (node.layer == from->layer &&
                (down > 0 ? node.place > from->place : node.place < from->place))
                offer(node);
    } else if (from) {
        for (const WaitGraph::Edge& edge : graph_.edges) {
            const auto &waiter = graph_.nodes[edge.waiter], &other = graph_.nodes[edge.waited_for];
            if (across > 0 && &waiter == from)
                offer(other);
            else if (across < 0 && &other == from)
                offer(waiter);
        }
    }
    if (best)
        select(best->lane);
}

bool WaitGraphView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Trace& trace = session_.trace();
        const Lane* const lane = trace.find(taskAt(help->pos()));
        const Moment moment =
            lane ? moment_of(*lane, session_.shown(), session_.present()) : Moment();
        if (moment.slice)
            QToolTip::showText(
                help->globalPos(),
                asToolTip(describeSlice(trace, *lane, moment.index, session_.present())),
                viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace braid
