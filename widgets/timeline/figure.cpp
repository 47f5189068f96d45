// SPDX-License-Identifier: MIT
#include "widgets/timeline/figure.h"

#include "widgets/timeline/lettering.h"
#include "widgets/timeline/painter.h"
#include "widgets/timeline/path_line.h"
#include "widgets/timeline/picture.h"
#include "widgets/wording.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <tuple>
#include <unordered_map>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::Figure)
};

constexpr int mostNameWidth = 260;

QString nameOfRow(const Trace& trace, const TimelineRow& row) {
    if (const Lane* const lane = trace.find(row.lane))
        return toShown(trace.name(lane->name));
    const Strand* const strand = trace.find(row.strand);
    if (!strand)
        return {};
    return row.isEarlier ? describeEarlierTasks(strand->retired) : nameOf(trace, *strand);
}

} // namespace

std::vector<TimelineRow> rowsOfAll(const Trace& trace, std::size_t most, std::size_t& left) {
    std::unordered_map<StrandId, std::vector<LaneId>> lanes;
    trace.for_each_lane([&](const Lane& lane) { lanes[lane.strand].push_back(lane.id); });
    std::vector<TimelineRow> rows;
    left = 0;
    const auto add = [&](StrandKind kind) {
        trace.for_each_strand([&](const Strand& strand) {
            if (strand.kind != kind || lanes[strand.id].empty())
                return;
            if (rows.size() < most)
                rows.push_back({LaneId::None, strand.id});
            for (const LaneId lane : lanes[strand.id])
                if (rows.size() < most)
                    rows.push_back({lane, strand.id});
                else
                    ++left;
        });
    };
    add(StrandKind::Script);
    add(StrandKind::Cpp);
    if (rows.empty())
        add(StrandKind::Window);
    return rows;
}

Figure::Figure(Trace& trace, Content content, Theme::Kind theme, int width)
    : trace_(trace)
    , blocked_(trace)
    , content_(std::move(content))
    , theme_(theme)
    , font_(QGuiApplication::font())
    , width_(width) {
    blocked_.update(content_.nowNs);
    const QFontMetrics metrics(font_);
    rowHeight_ = metrics.height() + 6;
    int widest = 0;
    for (const TimelineRow& row : content_.rows)
        widest = std::max(widest, metrics.horizontalAdvance(nameOfRow(trace_, row)));
    left_ = 2 * margin + rowHeight_ + std::min(widest, std::min(mostNameWidth, width / 3));
    top_ = margin + 2 * rowHeight_;
    height_ = neededHeight();
}

int Figure::neededHeight() const {
    return rowsBottom() + (content_.moreTasks > 0 ? rowHeight_ : 0) + 2 * rowHeight_ + margin;
}

void Figure::leaveOutRows(int height) {
    while (content_.rows.size() > 1 && neededHeight() > height) {
        content_.moreTasks += !content_.rows.back().isHead();
        content_.rows.pop_back();
    }
    height_ = neededHeight();
}

void Figure::paint(QPainter& painter) const {
    painter.setFont(font_);
    painter.fillRect(QRect(QPoint(), size()), theme_.color(ColorRole::Ground));
    paintHead(painter);
    paintAxis(painter);
    // What lies outside is cut off, as in the window.
    painter.save();
    painter.setClipRect(left_, top_, scale().width, rowsBottom() - top_);
    painter.translate(left_, top_);
    paintLanes(painter);
    painter.restore();
    paintNames(painter);
    paintLegend(painter);
}

void Figure::paintHead(QPainter& painter) const {
    QFont bold = font_;
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(theme_.color(ColorRole::Text));
    const QRect line(margin, margin, width_ - 2 * margin, rowHeight_);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, content_.title);
    painter.setFont(font_);
    painter.setPen(theme_.color(ColorRole::DimText));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                     formatDuration(content_.span.length()));
}

void Figure::paintAxis(QPainter& painter) const {
    const TimeScale lanes = scale();
    const int widest = QFontMetrics(font_).horizontalAdvance(QStringLiteral("00000.000 s"));
    const std::int64_t step = tickStepNs(lanes, std::max(90, widest + 12));
    const std::int64_t origin = content_.originNs;
    const int y = top_ - rowHeight_;
    painter.setPen(theme_.color(ColorRole::DimText));
    for (std::int64_t tick = origin + (content_.span.beginNs - origin) / step * step;
         tick <= content_.span.endNs; tick += step) {
        const int x = lanes.toX(tick);
        if (tick < origin || x < 0 || x >= lanes.width)
            continue;
        painter.fillRect(left_ + x, y, 1, rowHeight_, theme_.color(ColorRole::Grid));
        painter.drawText(QRect(left_ + x + 5, y, widest + 20, rowHeight_),
                         Qt::AlignLeft | Qt::AlignVCenter, tickLabel(tick - origin, step));
    }
    painter.fillRect(margin, top_ - 1, width_ - 2 * margin, 1, theme_.color(ColorRole::Grid));
}

void Figure::paintLanes(QPainter& painter) const {
    TimelinePicture picture;
    picture.scale = scale();
    picture.height = rowsBottom() - top_;
    std::vector<TimelineRow> rows = content_.rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].y = int(i) * rowHeight_;
        rows[i].height = rowHeight_;
    }
    picture.geometry =
        layOut(trace_, blocked_, rows, picture.scale, content_.nowNs, picture.pixels(2));
    picture.labels = layOutLabels(trace_, picture.geometry, content_.nowNs, picture.pixelRatio);
    picture.grid = layOutGrid(picture.scale, content_.originNs, picture.pixels(90));
    painter.save();
    QFont small = font_;
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    Lettering lettering;
    TimelinePainter lanes(painter, theme_, picture, lettering);
    lanes.drawGround();
    lanes.drawRows(LaneId::None, LaneId::None);
    lanes.drawTimeGrid();
    lanes.drawBands();
    lanes.drawItems();
    lanes.drawLabels();
    drawPath(painter, theme_,
             layOutPath(content_.path, picture.geometry, picture.scale, picture.pixels(3)));
    painter.restore();
}

void Figure::paintNames(QPainter& painter) const {
    const QFontMetrics metrics(font_);
    int y = top_;
    for (const TimelineRow& row : content_.rows) {
        QFont font = font_;
        font.setBold(row.isHead());
        painter.setFont(font);
        painter.setPen(theme_.color(row.isEarlier ? ColorRole::DimText : ColorRole::Text));
        const int x = margin + (row.isHead() ? 0 : rowHeight_ / 2);
        const QRect cell(x, y, left_ - x - margin, rowHeight_);
        painter.drawText(
            cell, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(nameOfRow(trace_, row), Qt::ElideRight, cell.width()));
        y += rowHeight_;
    }
    painter.setFont(font_);
    if (content_.moreTasks == 0)
        return;
    painter.setPen(theme_.color(ColorRole::DimText));
    painter.drawText(QRect(margin, y, width_ - 2 * margin, rowHeight_),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     Words::tr("%Ln more task(s)", nullptr, int(content_.moreTasks)));
}

void Figure::paintLegend(QPainter& painter) const {
    const QFontMetrics metrics(font_);
    const int y = height_ - margin - rowHeight_, bar = 2 * rowHeight_;
    int x = margin;
    const auto say = [&](const QString& text) {
        painter.setPen(theme_.color(ColorRole::DimText));
        const int width = metrics.horizontalAdvance(text);
        painter.drawText(QRect(x, y, width + 4, rowHeight_), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
        x += width + 2 * margin;
    };
    for (const auto& [shape, role, activity] :
         {std::tuple{Shape::Running, ColorRole::Running, Activity::Running},
          std::tuple{Shape::Ready, ColorRole::Ready, Activity::Ready},
          std::tuple{Shape::Waiting, ColorRole::Waiting, Activity::Waiting},
          std::tuple{Shape::Blocked, ColorRole::Blocked, Activity::Blocked}}) {
        const QRect rect = drawnRect({QRect(x, y, bar, rowHeight_), shape});
        if (shape == Shape::Ready) {
            painter.setPen(theme_.color(role));
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
        } else {
            painter.fillRect(rect, theme_.color(role));
        }
        x += bar + 6;
        say(nameOf(activity));
    }
    for (const auto& [outcome, role] : {std::pair{Outcome::Finished, ColorRole::Finished},
                                        std::pair{Outcome::Cancelled, ColorRole::Cancelled},
                                        std::pair{Outcome::Failed, ColorRole::Failed}}) {
        const int side = rowHeight_ / 2;
        paintGlyph(painter, glyphOf(outcome), QRectF(x, y + (rowHeight_ - side) / 2, side, side),
                   theme_.color(role));
        x += side + 6;
        say(nameOf(outcome));
    }
    if (!content_.path.empty()) {
        painter.fillRect(x, y + rowHeight_ / 2 - 1, bar, 3, theme_.color(ColorRole::Path));
        x += bar + 6;
        say(Words::tr("critical path"));
    }
}

bool Figure::save(const QString& file) const {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return false;
    if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator svg;
        svg.setOutputDevice(&out);
        svg.setSize(size());
        svg.setViewBox(QRect(QPoint(), size()));
        svg.setTitle(content_.title);
        QPainter painter(&svg);
        paint(painter);
        painter.end();
        return out.commit();
    }
    constexpr int fine = 2;
    QImage image(size() * fine, QImage::Format_RGB32);
    image.setDevicePixelRatio(fine);
    QPainter painter(&image);
    paint(painter);
    painter.end();
    const QString format = file.section(QLatin1Char('.'), -1).toUpper();
    return image.save(&out, qPrintable(format)) && out.commit();
}

} // namespace braid
