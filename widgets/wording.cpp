// SPDX-License-Identifier: MIT
#include "widgets/wording.h"

#include "widgets/visible_marks.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <climits>
#include <cmath>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::Words)
};
} // namespace

QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString toShown(std::string_view text) { return withVisibleMarks(toQString(text)); }

QString asToolTip(const QString& text) {
    return text.contains(QLatin1Char('<')) ? text.toHtmlEscaped() : text;
}

QString nameOf(Activity activity) {
    switch (activity) {
    case Activity::Running:
        return Words::tr("running");
    case Activity::Ready:
        return Words::tr("ready");
    case Activity::Waiting:
        return Words::tr("waiting");
    case Activity::Blocked:
        return Words::tr("blocked");
    }
    return {};
}

QString nameOf(WaitKind kind) {
    switch (kind) {
    case WaitKind::Nothing:
        return {};
    case WaitKind::Timer:
        return Words::tr("timer");
    case WaitKind::Io:
        return Words::tr("input or output");
    case WaitKind::Lock:
        return Words::tr("lock");
    case WaitKind::Event:
        return Words::tr("event");
    case WaitKind::Queue:
        return Words::tr("queue");
    case WaitKind::Task:
        return Words::tr("task");
    case WaitKind::Future:
        return Words::tr("future");
    case WaitKind::Thread:
        return Words::tr("thread");
    case WaitKind::Process:
        return Words::tr("process");
    case WaitKind::Input:
        return Words::tr("a typed line");
    }
    return {};
}

QString nameOf(Outcome outcome) {
    switch (outcome) {
    case Outcome::Pending:
        return Words::tr("pending");
    case Outcome::Finished:
        return Words::tr("finished");
    case Outcome::Cancelled:
        return Words::tr("cancelled");
    case Outcome::Failed:
        return Words::tr("failed");
    }
    return {};
}

QString nameOf(const Trace& trace, const Strand& strand) {
    switch (strand.kind) {
    case StrandKind::Script:
        return toShown(trace.text(strand.name));
    case StrandKind::Cpp:
        return Words::tr("C++ tasks");
    case StrandKind::Window:
        return Words::tr("Window (Qt)");
    }
    return {};
}

namespace {

/// No digit more than is said aloud, and no zeros at the end: "0.62", "4.1", "12".
QString number(double value, int decimals) {
    QString text = QLocale().toString(value, 'f', decimals);
    if (decimals == 0)
        return text;
    const QString zero = QLocale().zeroDigit();
    while (text.endsWith(zero))
        text.chop(1);
    if (text.endsWith(QLocale().decimalPoint()))
        text.chop(1);
    return text;
}

QString with(const QString& number, const char* unit) {
    return number + QChar(0x00a0) + QString::fromUtf8(unit);
}

} // namespace

QString formatDuration(std::int64_t ns) {
    constexpr double us = 1e3, ms = 1e6, s = 1e9;
    if (ns < 0)
        return QLocale().negativeSign() + formatDuration(-ns);
    const double value = double(ns);
    // Rounding must not make "1000 µs" of what is almost a millisecond, nor "60 s" of a minute.
    if (value < 0.9995 * us)
        return with(number(value, 0), "ns");
    if (value < 0.9995 * ms)
        return with(number(value / us, value < 9.95 * us ? 1 : 0), "µs");
    if (value < 99.5 * ms)
        return with(number(value / ms, value < 9.95 * ms ? 1 : 0), "ms");
    if (value < 59.95 * s)
        return with(number(value / s, value < 9.995 * s ? 2 : 1), "s");
    const qint64 seconds = std::llround(value / s), minutes = seconds / 60, hours = minutes / 60;
    const QString large =
        hours ? with(number(double(hours), 0), "h") : with(number(double(minutes), 0), "min");
    const qint64 rest = hours ? minutes % 60 : seconds % 60;
    return rest == 0 ? large
                     : large + QChar(0x00a0) + with(number(double(rest), 0), hours ? "min" : "s");
}

QString describePlace(const QString& file, int line, const QString& function) {
    const QString place = QStringLiteral("%1:%2").arg(file.section(QLatin1Char('/'), -1)).arg(line);
    return function.isEmpty() ? place : Words::tr("%1 in %2").arg(place, function);
}

QString describeEarlierTasks(std::uint64_t count) {
    return Words::tr("%Ln earlier task(s)", nullptr, int(std::min<std::uint64_t>(count, INT_MAX)));
}

QString describeMark(const Trace& trace, const Mark& mark) {
    QString text = toShown(trace.text(mark.text));
    if (mark.kind != MarkKind::MissedFrame)
        return text;
    const QString frames = Words::tr("%Ln missed frame(s)", nullptr, int(mark.amount));
    return text.isEmpty() ? frames : Words::tr("%1: %2").arg(frames, text);
}

QString describeWhat(const Trace& trace, const LaneState& state) {
    QString what = toShown(trace.text(state.what));
    const QString other = toShown(trace.name_of(state.other()));
    if (state.activity == Activity::Ready)
        return other.isEmpty() ? what : Words::tr("woken by %1").arg(other);
    if (state.activity != Activity::Waiting)
        return what;
    QString amount;
    if (state.detail == LaneState::Detail::Seconds)
        amount = formatDuration(std::llround(double(state.seconds()) * 1e9));
    else if (state.detail == LaneState::Detail::Tasks)
        amount = Words::tr("%Ln task(s)", nullptr, int(state.tasks()));
    if (what.isEmpty() && (other.isEmpty() || state.wait != WaitKind::Task))
        what = nameOf(state.wait);
    if (!amount.isEmpty())
        return what.isEmpty() ? amount : Words::tr("%1 %2").arg(what, amount);
    if (other.isEmpty())
        return what;
    return what.isEmpty() ? other : Words::tr("%1 ← %2").arg(what, other);
}

QString describeWhere(const Trace& trace, LocationId where) {
    if (where == LocationId::None)
        return {};
    const Location location = trace.location(where);
    return describePlace(toShown(trace.text(location.file)), location.line,
                         toShown(trace.text(location.function)));
}

QString describeSlice(const Trace& trace, const Lane& lane, std::size_t index, std::int64_t nowNs) {
    const Slice& slice = lane[index];
    const QString duration = formatDuration(lane.end_of(index, nowNs) - slice.begin_ns);
    QStringList parts{
        Words::tr("%1: %2 for %3")
            .arg(toShown(trace.name(lane.name)), nameOf(lane.activity_of(index, nowNs)), duration)};
    for (const QString& part : {describeWhat(trace, slice), describeWhere(trace, slice.where)})
        if (!part.isEmpty())
            parts << part;
    return parts.join(QStringLiteral(" · "));
}

QString describeEnd(const Trace& trace, const Lane& lane) {
    const QString name = toShown(trace.name(lane.name));
    const QString outcome = nameOf(lane.outcome);
    QString sentence = Words::tr("%1: %2 after %3")
                           .arg(name, outcome, formatDuration(lane.end_ns - lane.begin_ns));
    if (lane.message != TextId::None)
        sentence += QStringLiteral(" · ") + toShown(trace.text(lane.message));
    return sentence;
}

} // namespace braid
