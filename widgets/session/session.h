// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/cursor.h"
#include "widgets/session/live_refresh.h"
#include "widgets/session/path_shown.h"
#include "widgets/session/scripts.h"
#include "widgets/session/selection.h"
#include "widgets/session/source_place.h"
#include "widgets/session/visible_range.h"

#include <chrono>

namespace braid {

/// What a window shows and works with, without the window: a trace, the scripts that run and are
/// recorded in it, and what all panes have in common: the stretch of time, the selection, the
/// cursor, the present, and the moments at which to look again.
///
/// Panes take a Session, show what it holds, and look again when it says `looked`.
class Session : public QObject {
    Q_OBJECT

public:
    /// Tells the time of the trace, in ns.
    using Clock = std::function<std::int64_t()>;

    /// `trace`, and what `clock` asks, must outlive the session.
    Session(Trace& trace, Clock clock, QObject* parent = nullptr);
    ~Session() override;

    Trace& trace() { return trace_; }
    const Trace& trace() const { return trace_; }
    Scripts& scripts() { return scripts_; }
    const Scripts& scripts() const { return scripts_; }
    VisibleRange& range() { return range_; }
    Selection& selection() { return selection_; }
    Cursor& cursor() { return cursor_; }
    const Cursor& cursor() const { return cursor_; }
    LiveRefresh& refresh() { return refresh_; }
    PathShown& path() { return path_; }

    /// This very moment.
    std::int64_t now() const { return clock_(); }
    /// The last moment at which something ran or was recorded, as of the last look. What has not
    /// ended is shown up to here.
    std::int64_t present() const { return presentNs_; }
    /// The moment that all panes show: the cursor's instant, or the present while that is live.
    std::int64_t shown() const { return cursor_.instant().value_or(presentNs_); }
    /// Moves the cursor there, but not beyond the present.
    void standAt(std::int64_t timeNs);
    /// The same, where it is seen.
    void goTo(std::int64_t timeNs);
    /// Both at the present, the cursor and the visible range, which follows it.
    bool isLive() const { return cursor_.isLive() && range_.isLive(); }
    /// Back to the present; or else, the panes stand still where they are.
    void setLive(bool live);
    /// Where the first script began, and so where people count time from; 0 before that.
    std::int64_t origin() const { return std::max<std::int64_t>(originNs_, 0); }
    /// For people: time since the origin, 0 while nothing has begun.
    std::int64_t sinceOrigin(std::int64_t timeNs) const {
        return originNs_ < 0 ? 0 : timeNs - originNs_;
    }

    /// The strand of the selected task, or the selected strand.
    StrandId selectedStrand() const;
    /// The script of that strand; -1 if there is none.
    int selectedRun() const { return scripts_.runOf(selectedStrand()); }

    /// Who holds the loop for so long blocks it, in every pane, from now on and in what is shown.
    void setBlockedAfter(std::chrono::nanoseconds duration);
    /// The panes look less often, and a live range moves on by pages.
    void setReducedMotion(bool reduced);

    /// While a record is read nobody looks: what is half there would be told wrong.
    void setReading(bool reading) { reading_ = reading; }
    bool isReading() const { return reading_; }

    /// What is to be seen begins here, script or not.
    void begin(std::int64_t timeNs);
    /// On how many pixels the panes show the visible range: while something runs, they look again
    /// whenever time has moved on by one.
    void setWidth(int pixels) { width_ = pixels; }

    /// The one way to a line of the source, for whatever knows one: the pane that shows sources
    /// opens there, and takes the focus.
    void openPlace(const SourcePlace& place) { emit placeOpened(place); }

    /// Moves the present on and tells the panes. It is done when the refresh says so; call it to
    /// show at once what has just happened.
    void look();

signals:
    /// The present has moved on, or the cursor.
    void looked();
    void originChanged();
    /// Other slices count as blocked than before.
    void blockedAfterChanged();
    /// Something has changed on which depends what can be done: a run, the selection, what is live.
    void changed();
    void placeOpened(const braid::SourcePlace& place);

private:
    void scriptStarted(int run);
    void cursorMoved();
    double nsPerPixel() const;

    Trace& trace_;
    TraceReader reader_; ///< whether anything was recorded since the last look
    Clock clock_;
    Scripts scripts_;
    VisibleRange range_;
    Selection selection_;
    Cursor cursor_;
    LiveRefresh refresh_;
    PathShown path_{*this};
    std::int64_t originNs_ = -1; ///< -1 before anything began
    std::int64_t sinceNs_ = 0;   ///< where what runs now began
    std::int64_t presentNs_ = 0;
    int width_ = 1;
    bool reading_ = false;
};

} // namespace braid
