// SPDX-License-Identifier: MIT
#include "widgets/session/cursor_commands.h"

#include "loop/trace/trace.h"
#include "widgets/session/session.h"

#include <QCoreApplication>

#include <algorithm>

namespace braid {

void goTo(Session& session, std::int64_t timeNs) {
    VisibleRange& range = session.range();
    session.standAt(timeNs);
    if (timeNs < range.beginNs() || timeNs >= range.endNs())
        range.scroll(timeNs - (range.beginNs() + range.endNs()) / 2);
}

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::CursorCommands)
};

using Category = Command::Category;
using Place = Command::Place;

void moveCursor(Session& session, int hundredths) {
    const std::int64_t step = session.range().span().length() / 100 * hundredths;
    session.goTo(std::clamp(session.shown() + step, session.origin(), session.present()));
}

/// Goes to what the selected task did before (-1) or afterwards (1), and shows it.
void stepSlice(Session& session, int direction) {
    const Lane* const task = session.trace().find(session.selection().task());
    if (!task || task->empty())
        return;
    const Lane& lane = *task;
    const std::size_t index = lane.index_at(session.shown());
    if (direction < 0 ? index == 0 : index + 1 >= lane.size())
        return;
    session.goTo(lane[direction < 0 ? index - 1 : index + 1].begin_ns);
}

} // namespace

std::vector<Command> cursorCommands(Session& session) {
    Session* const s = &session;
    const QString submenu = Words::tr("C&ursor");
    const auto hasRecords = [s] { return s->present() > 0; };
    const auto hasTask = [s] { return s->trace().find(s->selection().task()); };
    return {
        {.id = QStringLiteral("view.cursorEarlier"),
         .category = Category::View,
         .text = Words::tr("Cursor &earlier"),
         .tip = Words::tr("Show a moment before this one, in all panes"),
         .submenu = submenu,
         .keys = {{Qt::Key_Left, Place::Timeline}},
         .beginsGroup = true,
         .run = [s] { moveCursor(*s, -1); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.cursorLater"),
         .category = Category::View,
         .text = Words::tr("Cursor &later"),
         .tip = Words::tr("Show a moment after this one, in all panes"),
         .submenu = submenu,
         .keys = {{Qt::Key_Right, Place::Timeline}},
         .run = [s] { moveCursor(*s, 1); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.cursorMuchEarlier"),
         .category = Category::View,
         .text = Words::tr("Cursor &much earlier"),
         .tip = Words::tr("Show a moment long before this one, in all panes"),
         .submenu = submenu,
         .keys = {{Qt::SHIFT | Qt::Key_Left, Place::Timeline}},
         .run = [s] { moveCursor(*s, -10); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.cursorMuchLater"),
         .category = Category::View,
         .text = Words::tr("Cursor m&uch later"),
         .tip = Words::tr("Show a moment long after this one, in all panes"),
         .submenu = submenu,
         .keys = {{Qt::SHIFT | Qt::Key_Right, Place::Timeline}},
         .run = [s] { moveCursor(*s, 10); },
         .isEnabled = hasRecords},
        {.id = QStringLiteral("view.previousSlice"),
         .category = Category::View,
         .text = Words::tr("&Previous slice"),
         .tip = Words::tr("Go to what the selected task did before"),
         .submenu = submenu,
         .keys = {{Qt::Key_Comma, Place::Timeline}},
         .run = [s] { stepSlice(*s, -1); },
         .isEnabled = hasTask},
        {.id = QStringLiteral("view.nextSlice"),
         .category = Category::View,
         .text = Words::tr("&Next slice"),
         .tip = Words::tr("Go to what the selected task did next"),
         .submenu = submenu,
         .keys = {{Qt::Key_Period, Place::Timeline}},
         .run = [s] { stepSlice(*s, 1); },
         .isEnabled = hasTask},
    };
}

} // namespace braid
