// SPDX-License-Identifier: MIT
#include "widgets/session/session_commands.h"

#include "loop/trace/trace.h"
#include "widgets/session/cursor_commands.h"
#include "widgets/session/session.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::SessionCommands)
};

using Category = Command::Category;
using Place = Command::Place;

// -- scripts ------------------------------------------------------------------------------------

bool selectedRuns(const Session& session) {
    const int run = session.selectedRun();
    return run >= 0 && session.scripts().run(run).isRunning();
}

bool selectedTaskIsPending(Session& session) {
    const Lane* const task = session.trace().find(session.selection().task());
    return task && task->pending();
}

void runAgain(Session& session) {
    session.setLive(true);
    if (const int run = session.selectedRun(); run >= 0) {
        session.scripts().restart(run);
        return;
    }
    const std::vector<int> runs = session.scripts().lastStarted();
    for (const int run : runs)
        session.scripts().restart(run);
}

void cancelTask(Session& session) {
    session.scripts().cancelTask(session.selection().task(), session.selectedStrand());
}

// -- time ---------------------------------------------------------------------------------------

/// The cursor, if it can be seen, or else the middle: what stays where it is.
std::int64_t middleOf(Session& session) {
    const TimeSpan span = session.range().span();
    const std::int64_t middle = span.beginNs + span.length() / 2;
    const std::int64_t instant = session.cursor().instant().value_or(middle);
    return instant >= span.beginNs && instant < span.endNs ? instant : middle;
}

void zoom(Session& session, double factor) { session.range().zoom(factor, middleOf(session)); }

void scroll(Session& session, int eighths) {
    session.range().scroll(session.range().span().length() / 8 * eighths);
}

/// The selected stretch of time; or the selected task, unless it is what is shown; or everything.
void fit(Session& session) {
    VisibleRange& range = session.range();
    if (const auto stretch = session.selection().range()) {
        range.fit(*stretch);
        return;
    }
    if (const Lane* const task = session.trace().find(session.selection().task())) {
        const TimeSpan span{task->begin_ns, task->pending() ? session.present() : task->end_ns};
        const TimeSpan shown = range.span();
        const bool there = shown.beginNs <= span.beginNs && span.endNs <= shown.endNs &&
                           shown.length() < span.length() * 11 / 10;
        if (!there) {
            range.fit(span);
            return;
        }
    }
    const std::int64_t begin = session.origin();
    range.fit({begin, std::max(session.present(), begin + VisibleRange::shortestNs)});
}

} // namespace

std::vector<Command> sessionCommands(Session& session) {
    Session* const s = &session;
    const auto hasRuns = [s] { return s->scripts().count() > 0; };
    const auto hasRecords = [s] { return s->scripts().count() > 0 || s->present() > 0; };
    std::vector<Command> commands = {
        {.id = QStringLiteral("run.again"),
         .category = Category::Run,
         .text = Words::tr("&Run again"),
         .tip = Words::tr("Run the selected script again, or all that were started last"),
         .keys = {{Qt::Key_F5}},
         .glyph = Glyph::RunAgain,
         .run = [s] { runAgain(*s); },
         .isEnabled = hasRuns},
        {.id = QStringLiteral("run.stop"),
         .category = Category::Run,
         .text = Words::tr("Stop this scri&pt"),
         .tip = Words::tr("Stop the script of the selected task, as Ctrl-C would"),
         .keys = {{Qt::CTRL | Qt::Key_F5}},
         .run = [s] { s->scripts().stop(s->selectedRun()); },
         .isEnabled = [s] { return selectedRuns(*s); }},
        {.id = QStringLiteral("run.stopAll"),
         .category = Category::Run,
         .text = Words::tr("&Stop all"),
         .tip = Words::tr("Stop all scripts, as Ctrl-C would; once more insists"),
         .keys = {{Qt::SHIFT | Qt::Key_F5}},
         .glyph = Glyph::Stop,
         .run = [s] { s->scripts().stopAll(); },
         .isEnabled = [s] { return s->scripts().runningCount() > 0; }},
        {.id = QStringLiteral("run.cancelTask"),
         .category = Category::Run,
         .text = Words::tr("&Cancel task"),
         .tip = Words::tr("Cancel the selected task"),
         .keys = {{Qt::Key_Delete, Place::Tasks}},
         .beginsGroup = true,
         .run = [s] { cancelTask(*s); },
         .isEnabled = [s] { return selectedRuns(*s) && selectedTaskIsPending(*s); }},

        {.id = QStringLiteral("view.live"),
         .category = Category::View,
         .text = Words::tr("&Live"),
         .tip = Words::tr("Show the present and follow it, or stand still"),
         .keys = {{Qt::Key_L, Place::Timeline}},
         .glyph = Glyph::Live,
         .run = [s] { s->setLive(!s->isLive()); },
         .isEnabled = hasRecords,
         .isChecked = [s] { return s->isLive(); }},
        {.id = QStringLiteral("view.fit"),
         .category = Category::View,
         .text = Words::tr("&Fit"),
         .tip = Words::tr("Show the selected stretch or task, or else everything"),
         .keys = {{Qt::Key_F, Place::Timeline}},
         .glyph = Glyph::Fit,
         .run = [s] { fit(*s); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.zoomIn"),
         .category = Category::View,
         .text = Words::tr("Zoom &in"),
         .tip = Words::tr("Show less time, larger"),
         .keys = {{Qt::CTRL | Qt::Key_Plus},
                  {Qt::CTRL | Qt::Key_Equal},
                  {Qt::Key_W, Place::Timeline}},
         .run = [s] { zoom(*s, 1 / 1.5); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.zoomOut"),
         .category = Category::View,
         .text = Words::tr("Zoom &out"),
         .tip = Words::tr("Show more time, smaller"),
         .keys = {{Qt::CTRL | Qt::Key_Minus}, {Qt::Key_S, Place::Timeline}},
         .run = [s] { zoom(*s, 1.5); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.earlier"),
         .category = Category::View,
         .text = Words::tr("&Earlier"),
         .tip = Words::tr("Move to an earlier time"),
         .keys = {{Qt::Key_A, Place::Timeline}},
         .beginsGroup = true,
         .run = [s] { scroll(*s, -1); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.later"),
         .category = Category::View,
         .text = Words::tr("L&ater"),
         .tip = Words::tr("Move to a later time"),
         .keys = {{Qt::Key_D, Place::Timeline}},
         .run = [s] { scroll(*s, 1); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.selectNothing"),
         .category = Category::View,
         .text = Words::tr("Select nothin&g"),
         .tip = Words::tr("Let go of the selected task, the cursor and the stretch of time"),
         .keys = {{Qt::Key_Escape, Place::Tasks}},
         .run =
             [s] {
                 s->selection().clear();
                 s->cursor().setLive();
             },
         .isEnabled =
             [s] {
                 const Selection& selection = s->selection();
                 return s->selectedStrand() != StrandId::None || selection.range() ||
                        !s->cursor().isLive();
             }},
    };
    std::vector<Command> cursor = cursorCommands(session);
    const auto place = std::prev(commands.end()); // before what lets go of all of it
    commands.insert(place, std::make_move_iterator(cursor.begin()),
                    std::make_move_iterator(cursor.end()));
    return commands;
}

} // namespace braid
