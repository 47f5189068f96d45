// SPDX-License-Identifier: MIT
#include "widgets/source/line_note.h"

#include "widgets/wording.h"

#include <QCoreApplication>
#include <QLocale>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::LineNote)
};

ColorRole colorOf(Activity activity) {
    switch (activity) {
    case Activity::Running:
        return ColorRole::Running;
    case Activity::Ready:
        return ColorRole::Ready;
    case Activity::Waiting:
        return ColorRole::Waiting;
    case Activity::Blocked:
        return ColorRole::Blocked;
    }
    return ColorRole::Text;
}
} // namespace

std::vector<LineNote::Part> noteParts(const Trace& trace, const SourceLine& line,
                                      std::int64_t instantNs) {
    std::vector<LineNote::Part> parts;
    if (const SourceLine::Cost& cost = line.cost; cost.totalNs >= leastCostNs) {
        QString text = formatDuration(cost.totalNs);
        if (cost.count > 1)
            text = Words::tr("%1 in %2 times").arg(text, QLocale().toString(cost.count));
        if (cost.lasts)
            text = Words::tr("%1: %2").arg(
                toShown(trace.name_of(line.group(Activity::Blocked).longest)), text);
        parts.push_back({Glyph::Blocked, ColorRole::Blocked, text,
                         cost.lasts ? line.group(Activity::Blocked).longest : cost.worst});
    }
    for (const Activity activity : {Activity::Running, Activity::Ready, Activity::Waiting}) {
        const SourceLine::Group& group = line.group(activity);
        if (group.count == 0)
            continue;
        const QString who = group.count == 1
                                ? toShown(trace.name_of(group.longest))
                                : Words::tr("%1 here").arg(QLocale().toString(group.count));
        // What runs does so for a moment: a number nobody can read.
        const QString text =
            activity == Activity::Running
                ? who
                : Words::tr("%1 (%2)").arg(who, formatDuration(instantNs - group.sinceNs));
        parts.push_back({glyphOf(activity), colorOf(activity), text, group.longest});
    }
    return parts;
}

QString LineNote::words() const {
    QStringList words;
    for (const Part& part : parts) {
        switch (part.glyph) {
        case Glyph::Blocked:
            words << Words::tr("held the loop: %1").arg(part.text);
            break;
        case Glyph::Running:
            words << Words::tr("running: %1").arg(part.text);
            break;
        case Glyph::Ready:
            words << Words::tr("ready: %1").arg(part.text);
            break;
        default:
            words << Words::tr("waiting: %1").arg(part.text);
        }
    }
    return words.join(QStringLiteral(", "));
}

} // namespace braid
