// SPDX-License-Identifier: MIT
#include "widgets/session/cause_commands.h"

#include "loop/diagnosis/cause.h"
#include "loop/trace/moment.h"
#include "widgets/session/cursor_commands.h"
#include "widgets/session/session.h"

#include <QCoreApplication>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::CauseCommands)
};
} // namespace

bool followCause(Session& session) {
    const Trace& trace = session.trace();
    const Lane* const lane = trace.find(session.selection().task());
    if (!lane || lane->empty())
        return false;
    const Moment moment = moment_of(*lane, session.shown(), session.present());
    // What has ended did so in its last step.
    const std::size_t index = moment.slice ? moment.index : lane->index_at(session.shown());
    const auto cause = moment.phase == Moment::Phase::Ended
                           ? Cause{lane->id, index, lane->end_ns, Cause::Reason::Before}
                           : cause_of(trace, *lane, index, session.present());
    if (!cause || !trace.find(cause->lane))
        return false;
    session.selection().setTask(cause->lane);
    goTo(session, trace.lane(cause->lane)[cause->index].begin_ns);
    return true;
}

std::vector<Command> causeCommands(Session& session) {
    Session* const s = &session;
    return {
        {.id = QStringLiteral("view.why"),
         .category = Command::Category::View,
         .text = Words::tr("W&hy"),
         .tip = Words::tr("Go to what caused what the selected task does; again, to its cause"),
         .keys = {{Qt::Key_Y, Command::Place::Timeline}},
         .beginsGroup = true,
         .run = [s] { followCause(*s); },
         .isEnabled = [s] { return s->trace().find(s->selection().task()) != nullptr; }},
        {.id = QStringLiteral("view.path"),
         .category = Command::Category::View,
         .text = Words::tr("Critical path"),
         .tip = Words::tr("Show what decided how long it took: of the selected stretch of time, "
                          "task or script, or of everything"),
         .keys = {{Qt::Key_C, Command::Place::Timeline}},
         .run =
             [s] {
                 if (s->path().isShown())
                     s->path().clear();
                 else
                     s->path().find();
             },
         .isEnabled = [s] { return s->present() > 0; },
         .isChecked = [s] { return s->path().isShown(); }}};
}

} // namespace braid
