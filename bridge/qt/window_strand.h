// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/qt/event_dispatcher.h"
#include "loop/trace/record.h"

#include <QObject>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

namespace braid {

class Trace;

/// Records what Qt does on a dispatcher's loop, as a strand of the trace: a lane each for events,
/// timers (with notifiers) and painting, and a mark wherever frames were missed because something
/// else held the loop.
///
///     WindowStrand window(dispatcher, trace);   // from here to its end
///
/// For the dispatcher's thread; one at a time per dispatcher. Dispatcher and trace must outlive it.
class WindowStrand : public QObject {
    Q_OBJECT

public:
    /// `frame` is how long the screen shows a picture.
    WindowStrand(EventDispatcher& dispatcher, Trace& trace, std::string_view name = "Window (Qt)",
                 std::chrono::nanoseconds frame = std::chrono::nanoseconds(16'666'667));
    ~WindowStrand() override;

    StrandId strand() const;
    /// Frames that were missed so far.
    std::uint64_t missedFrames() const;

    /// What takes less is not recorded: there is so much of it that the rest would be dropped for
    /// it.
    static constexpr std::int64_t shortestNs = 20'000;

    bool eventFilter(QObject* object, QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid
