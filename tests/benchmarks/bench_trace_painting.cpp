// SPDX-License-Identifier: MIT
#include "bench_trace_painting.h"

#include "bench.h"

#include "loop/trace/trace.h"
#include "widgets/timeline/painter.h"

#include <QGraphicsRectItem>
#include <QGraphicsView>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

using namespace braid;

namespace {

constexpr int width = 1920;
constexpr int height = 1000;
constexpr int row_height = 20;

/// Tasks of one strand that run and wait in turn, all of them as long as the trace.
struct Data {
    Data(int lanes, int slices_each)
        : trace({.slices = std::size_t(lanes) * std::size_t(slices_each) + 4'000'000,
                 .lanes = std::size_t(lanes) + 1}) {
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneState step(Activity::Running, WaitKind::Nothing, TextId::None,
                             trace.intern("/home/me/a.py", 41, "fetch"));
        const LaneState waits[] = {
            LaneState(Activity::Waiting, WaitKind::Timer, trace.intern("sleep")).for_seconds(0.02),
            LaneState(Activity::Waiting, WaitKind::Queue, trace.intern("queue of pages, get")),
            LaneState(Activity::Waiting, WaitKind::Io, trace.intern("socket"))};
        for (int n = 0; n < lanes; ++n) {
            const LaneId lane = trace.begin_lane(0, strand, "task");
            const std::int64_t length = end / slices_each;
            for (int i = 0; i < slices_each; ++i)
                trace.record(std::int64_t(i) * length + (i % 7) * length / 10, lane,
                             i % 2 ? waits[i / 2 % 3] : step);
            if (int(rows.size()) * row_height < height)
                rows.push_back({lane, strand, int(rows.size()) * row_height, row_height});
        }
    }

    static constexpr std::int64_t end = 100'000'000'000;
    Trace trace;
    std::vector<TimelineRow> rows;
};

/// The worst of what `paint` takes of several zooms, in ms: at each the median of three frames. The
/// first frame, for which fonts are loaded, is no zoom's. In processor time: it is one thread's
/// work, and what else the machine does is not its price.
template<typename Paint>
double worst_frame(Paint&& paint) {
    double worst = 0;
    paint(TimeScale{{0, Data::end}, width});
    for (std::int64_t length = Data::end; length >= Data::end / 100'000; length /= 10) {
        // From another place each time: a view that moves finds nothing in the caches.
        std::array<double, 3> frames;
        for (double& frame : frames) {
            const std::int64_t begin =
                (&frame - frames.data()) * (Data::end - length) / std::int64_t(frames.size());
            const TimeScale scale{{begin, begin + length}, width};
            frame = bench::cpu_ns(1, [&] { paint(scale); }) / 1e6;
        }
        std::sort(frames.begin(), frames.end());
        worst = std::max(worst, frames[1]);
    }
    return worst;
}

double braids_frame(Data& data) {
    QImage image(width, height, QImage::Format_RGB32);
    BlockedTimes blocked(data.trace);
    blocked.update(Data::end);
    const Theme theme(Theme::Kind::Light);
    Lettering lettering;
    QImage lanes(width, height, QImage::Format_ARGB32_Premultiplied);
    return worst_frame([&](const TimeScale& scale) {
        TimelinePicture picture;
        picture.scale = scale;
        picture.height = height;
        picture.geometry = layOut(data.trace, blocked, data.rows, scale, Data::end);
        picture.labels = layOutLabels(data.trace, picture.geometry, Data::end, 1);
        picture.grid = layOutGrid(scale, 0, 90);
        lanes.fill(Qt::transparent);
        QPainter onLanes(&lanes);
        TimelinePainter lanesPainter(onLanes, theme, picture, lettering);
        lanesPainter.drawItems();
        lanesPainter.drawLabels();
        QPainter qPainter(&image);
        TimelinePainter painter(qPainter, theme, picture, lettering);
        painter.drawGround();
        painter.drawRows(data.rows.front().lane, data.rows.back().lane);
        painter.drawTimeGrid();
        painter.drawBands();
        qPainter.drawImage(0, 0, lanes);
    });
}

double hover(Data& data) {
    BlockedTimes blocked(data.trace);
    const TimeScale scale{{0, Data::end}, width};
    const TimelineGeometry geometry = layOut(data.trace, blocked, data.rows, scale, Data::end);
    constexpr int places = 1000;
    return bench::wall_ns(places,
                          [&] {
                              for (int n = 0; n < places; ++n) {
                                  const auto hit = geometry.hit({n * 7 % width, n * 13 % height});
                                  if (hit.item)
                                      occupancy_of(data.trace.lane(hit.row->row.lane),
                                                   hit.item->firstSlice, hit.item->lastSlice,
                                                   Data::end);
                              }
                          }) /
           1e6;
}

/// How a delegate paints a row that looks at all its events.
double linear_frame(Data& data) {
    QImage image(width, height, QImage::Format_RGB32);
    return worst_frame([&](const TimeScale& scale) {
        QPainter painter(&image);
        painter.fillRect(image.rect(), Qt::white);
        for (const TimelineRow& row : data.rows) {
            const Lane& lane = data.trace.lane(row.lane);
            int last = -1;
            for (std::size_t i = 0; i < lane.size(); ++i) {
                const std::int64_t end = lane.end_of(i, Data::end);
                if (end < scale.span.beginNs || lane[i].begin_ns > scale.span.endNs)
                    continue;
                const int x = scale.toX(lane[i].begin_ns);
                if (x == last)
                    continue;
                last = x;
                painter.fillRect(x, row.y + 2, std::max(1, scale.toX(end) - x), row.height - 4,
                                 has_loop(lane[i].activity) ? Qt::blue : Qt::gray);
            }
        }
    });
}

double graphics_view_frame(Data& data) {
    QGraphicsScene scene;
    for (const TimelineRow& row : data.rows) {
        const Lane& lane = data.trace.lane(row.lane);
        for (std::size_t i = 0; i < lane.size(); ++i) {
            auto* const item = scene.addRect(
                double(lane[i].begin_ns) / 1e6, row.y + 2,
                double(lane.end_of(i, Data::end) - lane[i].begin_ns) / 1e6, row.height - 4,
                Qt::NoPen, has_loop(lane[i].activity) ? Qt::blue : Qt::gray);
            item->setFlag(QGraphicsItem::ItemIsSelectable, false);
        }
    }
    QImage image(width, height, QImage::Format_RGB32);
    return worst_frame([&](const TimeScale& scale) {
        QPainter painter(&image);
        painter.fillRect(image.rect(), Qt::white);
        scene.render(&painter, image.rect(),
                     {double(scale.span.beginNs) / 1e6, 0, double(scale.span.length()) / 1e6,
                      double(height)},
                     Qt::IgnoreAspectRatio);
    });
}

} // namespace

void add_painting(bench::Suite& suite) {
    const auto add = [&](const std::string& name, int lanes, int slices_each, bool with_items) {
        // Made when it is first measured, and then kept: millions of slices take their time.
        const auto data = [=, made = std::make_shared<std::unique_ptr<Data>>()]() -> Data& {
            if (!*made)
                *made = std::make_unique<Data>(lanes, slices_each);
            return **made;
        };
        const std::string frame = "worst frame of all zooms, " + name;
        suite.lower_is_better(
            frame, "braid", "ms", [=] { return braids_frame(data()); }, 8);
        suite.lower_is_better(frame, "linear scan", "ms", [=] { return linear_frame(data()); });
        if (with_items)
            suite.lower_is_better(frame, "QGraphicsView", "ms",
                                  [=] { return graphics_view_frame(data()); });
        suite.lower_is_better(
            "hover, " + name, "braid", "ms", [=] { return hover(data()); }, 1);
    };
    add("10 k slices, 50 lanes", 50, 200, true);
    add("10 M slices, 1 000 lanes", 1'000, 10'000, false);
    add("10 M slices, 50 lanes", 50, 200'000, false);
    add("10 M slices, 100 000 lanes", 100'000, 100, false);
}
