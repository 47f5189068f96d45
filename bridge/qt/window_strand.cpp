// SPDX-License-Identifier: MIT
#include "bridge/qt/window_strand.h"

#include "loop/event_loop.h"
#include "loop/trace/trace.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <vector>

namespace braid {

struct WindowStrand::Private final : DispatchWatcher {
    Private(EventDispatcher& the_dispatcher, Trace& the_trace, std::string_view name,
            std::chrono::nanoseconds frame)
        : dispatcher(the_dispatcher)
        , loop(the_dispatcher.loop())
        , trace(the_trace)
        , frame_ns(frame.count())
        , served_ns(now())
        , strand(trace.begin_strand(served_ns, StrandKind::Window, name))
        , events(trace.begin_lane(served_ns, strand, "events"))
        , timers(trace.begin_lane(served_ns, strand, "timers"))
        , painting(trace.begin_lane(served_ns, strand, "painting")) {
        for (const LaneId lane : {events, timers, painting})
            trace.record(served_ns, lane, Activity::Waiting);
    }

    std::int64_t now() const { return loop.clock().now_ns(); }
    LaneId laneOf(Part part) const { return part == Part::Events ? events : timers; }

    // -- the dispatcher's parts ---------------------------------------------------------------

    void partBegan(Part part) override {
        const std::int64_t time = now();
        // What contains a nested loop is seen while that lasts.
        if (!parts.empty())
            show(parts.back());
        if (part == Part::Events)
            countMissedFrames(time);
        parts.push_back({part, time, false});
    }
    void partEnded(bool served) override {
        // A watcher that went in the midst of a part may have had this one's address.
        if (parts.empty())
            return;
        const std::int64_t time = now();
        Serving part = parts.back();
        parts.pop_back();
        endPainting(time);
        if (part.part == Part::Events)
            served_ns = time;
        if (!part.shown && (!served || time - part.begin_ns < shortestNs))
            return;
        show(part);
        trace.record(time, laneOf(part.part), Activity::Waiting);
        if (!parts.empty())
            trace.record(time, laneOf(parts.back().part), Activity::Running);
    }
    void willWait() override { waited = true; }

    struct Serving {
        Part part;
        std::int64_t begin_ns;
        bool shown; ///< its lane says that it runs
    };
    void show(Serving& part) {
        if (!std::exchange(part.shown, true))
            trace.record(part.begin_ns, laneOf(part.part), Activity::Running);
    }

    // -- frames -------------------------------------------------------------------------------

    /// From when the window was served last, or the loop woke up since, until now nothing could be
    /// painted.
    void countMissedFrames(std::int64_t time) {
        const std::int64_t since = waited ? std::max(served_ns, loop.woke_ns()) : served_ns;
        waited = false;
        const std::int64_t missed = (time - since) / frame_ns;
        if (missed < 1)
            return;
        missed_frames += std::uint64_t(missed);
        trace.mark({.time_ns = since,
                    .strand = strand,
                    .lane = painting,
                    .amount = std::uint32_t(missed),
                    .kind = MarkKind::MissedFrame});
    }

    /// A window is told to bring itself up to date; what it paints follows in events of its own.
    void see(const QEvent& event) {
        switch (event.type()) {
        case QEvent::UpdateRequest:
        case QEvent::Expose:
        case QEvent::Paint:
            if (painting_since < 0)
                painting_since = now();
            return;
        case QEvent::MetaCall:
        case QEvent::Timer:
        case QEvent::LayoutRequest:
        case QEvent::DeferredDelete:
            break;
        default:
            if (!event.spontaneous())
                return;
        }
        if (painting_since >= 0)
            endPainting(now());
    }
    void endPainting(std::int64_t time) {
        const std::int64_t since = std::exchange(painting_since, -1);
        if (since < 0 || time - since < shortestNs)
            return;
        trace.record(since, painting, Activity::Running);
        trace.record(time, painting, Activity::Waiting);
    }

    EventDispatcher& dispatcher;
    EventLoop& loop;
    Trace& trace;
    const std::int64_t frame_ns;
    std::vector<Serving> parts; ///< that are being served, the innermost last
    std::int64_t served_ns;     ///< when the window was served last
    bool waited = false;        ///< the loop has, since then
    std::int64_t painting_since = -1;
    std::uint64_t missed_frames = 0;
    StrandId strand;
    LaneId events;
    LaneId timers;
    LaneId painting;
};

WindowStrand::WindowStrand(EventDispatcher& dispatcher, Trace& trace, std::string_view name,
                           std::chrono::nanoseconds frame)
    : d(std::make_unique<Private>(dispatcher, trace, name, frame)) {
    dispatcher.setWatcher(d.get());
    if (QCoreApplication* const application = QCoreApplication::instance())
        application->installEventFilter(this);
}

WindowStrand::~WindowStrand() {
    d->dispatcher.setWatcher(nullptr);
    const std::int64_t now = d->now();
    for (const LaneId lane : {d->events, d->timers, d->painting})
        d->trace.end_lane(now, lane, Outcome::Finished);
    d->trace.end_strand(now, d->strand, Outcome::Finished);
}

StrandId WindowStrand::strand() const { return d->strand; }

std::uint64_t WindowStrand::missedFrames() const { return d->missed_frames; }

bool WindowStrand::eventFilter(QObject*, QEvent* event) {
    d->see(*event);
    return false;
}

} // namespace braid
