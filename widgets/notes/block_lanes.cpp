// SPDX-License-Identifier: MIT
#include "widgets/notes/block_lanes.h"

#include "widgets/notes/block_result.h"
#include "widgets/session/session.h"
#include "widgets/timeline/painter.h"
#include "widgets/wording.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace braid {

namespace {
constexpr std::int64_t shortestAloneNs = 10'000'000;
}

BlockLanes::BlockLanes(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , blockedTimes_(session.trace()) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&session_.selection(), &Selection::changed, this, qOverload<>(&QWidget::update));
}

void BlockLanes::show(const BlockResult& result) {
    const StrandId strand = session_.scripts().run(result.run).strand;
    const Trace& trace = session_.trace();
    lanes_.clear();
    more_ = 0;
    if (result.beginNs >= 0 && trace.find(strand)) {
        span_ = {result.beginNs, result.endNs >= 0 ? result.endNs : session_.now()};
        span_.endNs = std::max(span_.endNs, span_.beginNs + VisibleRange::shortestNs);
        trace.for_each_lane([&](const Lane& lane) {
            const bool lived = lane.strand == strand && lane.begin_ns < span_.endNs &&
                               (lane.pending() || lane.end_ns > span_.beginNs);
            if (lived && int(lanes_.size()) < mostRows)
                lanes_.push_back(lane.id);
            else if (lived)
                ++more_;
        });
    }
    setFixedHeight(rowHeight() * (rowCount() + (more_ > 0 ? 1 : 0)));
    // One lane that was there for a moment shows nothing.
    const bool hasMore = rowCount() > 1 || span_.length() > shortestAloneNs;
    setVisible(!lanes_.empty() && (hasMore || !result.isOver()));
    setAccessibleName(tr("Tasks of the block: %n", nullptr, rowCount() + more_));
    layOutPicture();
    update();
}

void BlockLanes::layOutPicture() {
    const double ratio = devicePixelRatioF();
    const auto pixels = [ratio](int points) { return int(std::lround(points * ratio)); };
    std::vector<TimelineRow> rows;
    for (int i = 0; i < rowCount(); ++i) {
        const int y = pixels(i * rowHeight());
        rows.push_back({lanes_[std::size_t(i)],
                        session_.trace().lane(lanes_[std::size_t(i)]).strand, y,
                        pixels((i + 1) * rowHeight()) - y});
    }
    const std::int64_t now = session_.now();
    blockedTimes_.update(now);
    picture_.pixelRatio = ratio;
    picture_.scale = {span_, std::max(1, pixels(width() - nameWidth()))};
    picture_.height = pixels(rowCount() * rowHeight());
    picture_.geometry =
        layOut(session_.trace(), blockedTimes_, rows, picture_.scale, now, std::max(1, pixels(2)));
    picture_.labels = layOutLabels(session_.trace(), picture_.geometry, now, ratio);
    picture_.grid = layOutGrid(picture_.scale, span_.beginNs, picture_.pixels(90));
}

void BlockLanes::paintEvent(QPaintEvent*) {
    QPainter own(this);
    const Theme theme = Theme::of(palette());
    const LaneId selected = session_.selection().task();
    own.fillRect(rect(), theme.color(ColorRole::Ground));
    for (int i = 0; i < rowCount(); ++i) {
        const LaneId id = lanes_[std::size_t(i)];
        const Lane* const lane = session_.trace().find(id);
        const QRect name(0, i * rowHeight(), nameWidth(), rowHeight());
        if (id == selected)
            own.fillRect(name, theme.color(ColorRole::RowSelected));
        own.setPen(theme.color(ColorRole::Text));
        if (lane)
            own.drawText(name.adjusted(6, 0, -6, 0), Qt::AlignVCenter,
                         own.fontMetrics().elidedText(toShown(session_.trace().name(lane->name)),
                                                      Qt::ElideRight, name.width() - 12));
    }
    if (more_ > 0) {
        own.setPen(theme.color(ColorRole::DimText));
        own.drawText(QRect(6, rowCount() * rowHeight(), width(), rowHeight()), Qt::AlignVCenter,
                     tr("%n more in the timeline", nullptr, more_));
    }
    if (picture_.height > 0)
        own.drawImage(nameWidth(), 0, drawLanes(theme, selected));
}

/// On an image of its own, which the painter of timelines writes to directly.
QImage BlockLanes::drawLanes(const Theme& theme, LaneId selected) {
    QImage image(picture_.scale.width, picture_.height, QImage::Format_RGB32);
    image.fill(theme.color(ColorRole::Ground));
    QPainter own(&image);
    QFont scaled = font();
    scaled.setPointSizeF(QFontInfo(font()).pointSizeF() * 0.9 * picture_.pixelRatio);
    own.setFont(scaled);
    TimelinePainter painter(own, theme, picture_, lettering_);
    painter.drawRows(selected, LaneId::None);
    painter.drawTimeGrid();
    painter.drawBands();
    painter.drawItems();
    painter.drawLabels();
    own.end();
    image.setDevicePixelRatio(picture_.pixelRatio);
    return image;
}

void BlockLanes::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOutPicture();
}

void BlockLanes::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    setFixedHeight(rowHeight() * (rowCount() + (more_ > 0 ? 1 : 0)));
    layOutPicture();
}

LaneId BlockLanes::laneAt(QPoint point) const {
    const int row = point.y() / rowHeight();
    return row >= 0 && row < rowCount() ? lanes_[std::size_t(row)] : LaneId::None;
}

void BlockLanes::mousePressEvent(QMouseEvent* event) {
    if (const LaneId lane = laneAt(event->pos()); lane != LaneId::None)
        session_.selection().setTask(lane);
}

bool BlockLanes::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const Lane* const lane = session_.trace().find(laneAt(help->pos()));
    if (!lane || lane->empty())
        return true;
    const int x = help->pos().x() - nameWidth();
    const std::int64_t time = TimeScale{span_, width() - nameWidth()}.toTime(x);
    const QString text =
        time < (*lane)[0].begin_ns
            ? toShown(session_.trace().name(lane->name))
            : describeSlice(session_.trace(), *lane, lane->index_at(time), session_.now());
    QToolTip::showText(help->globalPos(), asToolTip(text), this);
    return true;
}

} // namespace braid
