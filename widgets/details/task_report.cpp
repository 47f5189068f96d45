// SPDX-License-Identifier: MIT
#include "widgets/details/task_report.h"

#include "loop/diagnosis/cause.h"
#include "loop/trace/moment.h"
#include "widgets/wording.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::TaskReport)
};

constexpr std::size_t mostNames = 12;

QString link(const QString& target, const QString& text) {
    return QStringLiteral("<a href=\"%1\">%2</a>")
        .arg(target.toHtmlEscaped(), text.toHtmlEscaped());
}

class Report {
public:
    Report(const Trace& trace, const ReportTime& time)
        : trace_(trace)
        , time_(time) {}

    QString task(const Lane& lane, const TaskSums& sums);
    QString strand(const Strand& strand);

private:
    void row(const QString& name, const QString& html) {
        if (!html.isEmpty())
            text_ += QStringLiteral("<tr><td style=\"padding-right:12px\">%1</td><td>%2</td></tr>")
                         .arg(name.toHtmlEscaped(), html);
    }
    QString nameOf(LaneId id) const {
        const Lane* const lane = trace_.find(id);
        return lane
                   ? link(QStringLiteral("task:%1").arg(uint(id)), toShown(trace_.name(lane->name)))
                   : Words::tr("a task that has gone").toHtmlEscaped();
    }
    QString place(LocationId where) const {
        if (where == LocationId::None)
            return {};
        const Location location = trace_.location(where);
        return link(QStringLiteral("place:%1:%2")
                        .arg(location.line)
                        .arg(toQString(trace_.text(location.file))),
                    describeWhere(trace_, where));
    }
    QString instant(std::int64_t ns) const {
        return link(QStringLiteral("time:%1").arg(ns), formatDuration(ns - time_.originNs));
    }
    static QString joined(const QStringList& parts) {
        QStringList there;
        for (const QString& part : parts)
            if (!part.isEmpty())
                there << part;
        return there.join(QStringLiteral(" · "));
    }
    QString namesOf(const std::vector<LaneId>& lanes, const QString& separator) const {
        QStringList names;
        for (std::size_t i = 0; i < lanes.size() && i < mostNames; ++i)
            names << nameOf(lanes[i]);
        if (lanes.size() > mostNames)
            names << Words::tr("%n more", nullptr, int(lanes.size() - mostNames)).toHtmlEscaped();
        return names.join(separator);
    }

    QString state(const Lane& lane, const Moment& moment) const;
    QString why(const Lane& lane, const Moment& moment) const;
    QString whatEndedIt(const Lane& lane, const Moment& moment) const;
    QString waits(const Lane& lane) const;
    void end(const Lane& lane, const Moment& moment);
    QString times(const TaskSums& sums) const;
    void latency(const TaskSums& sums);

    const Trace& trace_;
    const ReportTime& time_;
    QString text_;
};

QString Report::state(const Lane& lane, const Moment& moment) const {
    switch (moment.phase) {
    case Moment::Phase::NotBegun:
        return Words::tr("not yet there").toHtmlEscaped();
    case Moment::Phase::Lost:
        return Words::tr("lost: dropped to stay within memory").toHtmlEscaped();
    case Moment::Phase::Ended:
        return braid::nameOf(lane.outcome).toHtmlEscaped();
    case Moment::Phase::Pending:
        break;
    }
    if (!moment.slice)
        return Words::tr("created").toHtmlEscaped();
    const std::int64_t end = lane.end_of(moment.index, time_.nowNs);
    return joined(
        {Words::tr("%1 for %2")
             .arg(braid::nameOf(moment.activity), formatDuration(end - moment.slice->begin_ns))
             .toHtmlEscaped(),
         describeWhat(trace_, *moment.slice).toHtmlEscaped(), place(moment.slice->where)});
}

/// Of a wait that nobody in the record ended.
QString Report::whatEndedIt(const Lane& lane, const Moment& moment) const {
    if (moment.index + 1 == lane.size() && lane.pending())
        return Words::tr("it still does").toHtmlEscaped();
    switch (moment.slice->wait) {
    case WaitKind::Timer:
        return Words::tr("until its time was over").toHtmlEscaped();
    case WaitKind::Io:
    case WaitKind::Process:
    case WaitKind::Thread:
    case WaitKind::Input:
        return Words::tr("until it came, from outside").toHtmlEscaped();
    default:
        return {};
    }
}

QString Report::why(const Lane& lane, const Moment& moment) const {
    if (!moment.slice)
        return {};
    const auto cause = cause_of(trace_, lane, moment.index, time_.nowNs);
    const Lane* const other = cause ? trace_.find(cause->lane) : nullptr;
    if (!other)
        return moment.activity == Activity::Waiting ? whatEndedIt(lane, moment) : QString();
    QString text;
    switch (cause->reason) {
    case Cause::Reason::Woken:
        text = Words::tr("until %1 woke it");
        break;
    case Cause::Reason::Ended:
        text = Words::tr("until %1 ended");
        break;
    case Cause::Reason::HadLoop:
        text = Words::tr("%1 had the loop");
        break;
    case Cause::Reason::Before:
        text = Words::tr("once it was no longer %1");
        break;
    case Cause::Reason::Created:
        text = Words::tr("because %1 created it");
        break;
    }
    const QString who =
        cause->reason == Cause::Reason::Before
            ? braid::nameOf(other->activity_of(cause->index, time_.nowNs)).toHtmlEscaped()
            : nameOf(cause->lane);
    return joined({text.toHtmlEscaped().arg(who), place((*other)[cause->index].where),
                   link(QStringLiteral("why:"), Words::tr("follow"))});
}

QString Report::waits(const Lane& lane) const {
    const WaitChain chain = waits_for(trace_, lane, time_.atNs, time_.nowNs);
    if (chain.lanes.empty())
        return {};
    const QString names = namesOf(chain.lanes, QStringLiteral(" → "));
    return chain.is_cycle
               ? QStringLiteral("%1 · <b>%2</b>")
                     .arg(names, Words::tr("in a circle: none of them goes on").toHtmlEscaped())
               : names;
}

void Report::end(const Lane& lane, const Moment& moment) {
    if (lane.cancelled_by != LaneId::None)
        row(Words::tr("Cancelled by"), nameOf(lane.cancelled_by));
    if (moment.phase != Moment::Phase::Ended)
        return;
    row(Words::tr("Ended"),
        joined({instant(lane.end_ns),
                Words::tr("after %1").arg(formatDuration(lane.end_ns - lane.begin_ns))}));
    row(Words::tr("Result"), toShown(trace_.text(lane.message)).toHtmlEscaped());
}

QString Report::times(const TaskSums& sums) const {
    const double total = double(std::max<std::int64_t>(1, sums.total_ns()));
    QString text = QStringLiteral("<p><img src=\"shares\"></p><table>");
    for (const Activity activity :
         {Activity::Running, Activity::Blocked, Activity::Ready, Activity::Waiting}) {
        const TaskSums::Total& part = sums.of(activity);
        if (part.slices == 0)
            continue;
        const double percent = 100 * double(part.ns) / total;
        text += QStringLiteral("<tr><td style=\"padding-right:12px\">%1</td>"
                               "<td align=\"right\" style=\"padding-right:12px\">%2</td>"
                               "<td align=\"right\" style=\"padding-right:12px\">%3</td>"
                               "<td>%4</td></tr>")
                    .arg(braid::nameOf(activity).toHtmlEscaped(),
                         formatDuration(part.ns).toHtmlEscaped(),
                         Words::tr("%1 %").arg(QLocale().toString(percent, 'f', percent < 10)),
                         Words::tr("%Ln time(s)", nullptr, int(part.slices)).toHtmlEscaped());
    }
    return text + QStringLiteral("</table>");
}

void Report::latency(const TaskSums& sums) {
    if (sums.longest_step_ns > 0)
        row(Words::tr("Longest step"),
            link(QStringLiteral("time:%1").arg(sums.longest_step_begin_ns),
                 formatDuration(sums.longest_step_ns)));
    if (sums.latency.count() == 0)
        return;
    row(Words::tr("Woken to running"), Words::tr("half within %1, 99 % within %2, at most %3")
                                               .arg(formatDuration(sums.latency.percentile(50)),
                                                    formatDuration(sums.latency.percentile(99)),
                                                    formatDuration(sums.latency.max()))
                                               .toHtmlEscaped() +
                                           QStringLiteral("<br><img src=\"latency\">"));
}

QString Report::task(const Lane& lane, const TaskSums& sums) {
    const Moment moment = moment_of(lane, time_.atNs, time_.nowNs);
    const Strand* const strand = trace_.find(lane.strand);
    text_ =
        QStringLiteral("<h3>%1</h3><table>").arg(toShown(trace_.name(lane.name)).toHtmlEscaped());
    if (strand)
        row(Words::tr("In"), link(QStringLiteral("strand:%1").arg(uint(strand->id)),
                                  braid::nameOf(trace_, *strand)));
    row(Words::tr("State"), state(lane, moment));
    row(Words::tr("Why"), why(lane, moment));
    QStringList stack;
    for (const LocationId where : time_.stack)
        stack << place(where);
    if (stack.size() > 1)
        row(Words::tr("Stack"), stack.join(QStringLiteral("<br>")));
    row(Words::tr("Waits for"), waits(lane));
    row(Words::tr("Waited for by"),
        namesOf(who_waits_for(trace_, lane, time_.atNs, time_.nowNs), QStringLiteral(", ")));
    row(Words::tr("Created"),
        joined({instant(lane.begin_ns),
                lane.creator == LaneId::None
                    ? QString()
                    : Words::tr("by %1").toHtmlEscaped().arg(nameOf(lane.creator)),
                place(lane.created_at)}));
    end(lane, moment);
    latency(sums);
    if (lane.dropped() > 0)
        row(Words::tr("Lost"), Words::tr("%n slice(s) were dropped, to stay within memory", nullptr,
                                         int(std::min<std::uint64_t>(lane.dropped(), INT_MAX)))
                                   .toHtmlEscaped());
    text_ += QStringLiteral("</table>");
    if (sums.total_ns() > 0)
        text_ += times(sums);
    return text_;
}

QString Report::strand(const Strand& strand) {
    const bool ended = strand.end_ns >= 0 && time_.atNs >= strand.end_ns;
    const std::int64_t until = ended ? strand.end_ns : std::max(time_.atNs, strand.begin_ns);
    text_ = QStringLiteral("<h3>%1</h3><table>").arg(braid::nameOf(trace_, strand).toHtmlEscaped());
    row(Words::tr("State"), ended ? braid::nameOf(strand.outcome).toHtmlEscaped() : QString());
    row(Words::tr("Began"), instant(strand.begin_ns));
    if (ended)
        row(Words::tr("Ended"),
            joined({instant(strand.end_ns),
                    Words::tr("after %1").arg(formatDuration(strand.end_ns - strand.begin_ns))}));
    if (until > strand.begin_ns) {
        const double busy = strand.occupancy.busy_ns(strand.begin_ns, until);
        row(Words::tr("Had the loop"),
            Words::tr("%1, %2 % of its time")
                .arg(formatDuration(std::int64_t(busy)),
                     QLocale().toString(100 * busy / double(until - strand.begin_ns), 'f', 1))
                .toHtmlEscaped());
    }
    std::array<std::uint64_t, 4> ends{};
    trace_.for_each_lane([&](const Lane& lane) {
        if (lane.strand != strand.id || lane.begin_ns > time_.atNs || lane.kind != LaneKind::Loop)
            return;
        const bool pending = lane.pending() || lane.end_ns > time_.atNs;
        ++ends[std::size_t(pending ? Outcome::Pending : lane.outcome)];
    });
    QStringList counts;
    for (const Outcome outcome :
         {Outcome::Pending, Outcome::Finished, Outcome::Cancelled, Outcome::Failed})
        if (const auto count = ends[std::size_t(outcome)])
            counts << Words::tr("%1 %2").arg(QLocale().toString(qulonglong(count)),
                                             braid::nameOf(outcome));
    row(Words::tr("Tasks"), counts.join(QStringLiteral(", ")).toHtmlEscaped());
    if (strand.retired > 0)
        row(Words::tr("Earlier"), describeEarlierTasks(strand.retired).toHtmlEscaped());
    return text_ + QStringLiteral("</table>");
}

} // namespace

QString taskReport(const Trace& trace, const Lane& lane, const TaskSums& sums,
                   const ReportTime& time) {
    return Report(trace, time).task(lane, sums);
}

QString strandReport(const Trace& trace, const Strand& strand, const ReportTime& time) {
    return Report(trace, time).strand(strand);
}

} // namespace braid
