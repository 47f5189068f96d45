// SPDX-License-Identifier: MIT
#include "widgets/tasks/task_query.h"

#include "loop/trace/moment.h"
#include "widgets/wording.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace braid {

std::optional<std::int64_t> durationOf(const QString& text) {
    qsizetype digits = 0;
    const QString decimal = QLocale().decimalPoint();
    while (digits < text.size() &&
           (text[digits].isDigit() || text[digits] == QLatin1Char('.') || decimal == text[digits]))
        ++digits;
    bool understood = false;
    const double value =
        text.left(digits).replace(decimal, QLatin1String(".")).toDouble(&understood);
    const QString unit = text.mid(digits).trimmed().toLower();
    constexpr double second = 1e9;
    const std::array<std::pair<QString, double>, 8> units = {{
        {QStringLiteral("ns"), 1},
        {QStringLiteral("us"), 1e3},
        {QStringLiteral("µs"), 1e3},
        {QStringLiteral("ms"), 1e6},
        {QStringLiteral("s"), second},
        {QStringLiteral(""), second},
        {QStringLiteral("min"), 60 * second},
        {QStringLiteral("h"), 3600 * second},
    }};
    for (const auto& [name, ns] : units)
        if (understood && unit == name)
            return std::llround(value * ns);
    return std::nullopt;
}

std::optional<TaskQuery::Term> TaskQuery::termOf(const QString& text) {
    Term term;
    QString word = text;
    if (word.startsWith(QLatin1Char('-')))
        term.isNot = !word.remove(0, 1).isEmpty();
    const QString value = word.section(QLatin1Char(':'), 1);
    const auto is = [&](const QString& name) {
        return value.compare(name, Qt::CaseInsensitive) == 0;
    };
    if (word.startsWith(QLatin1Char('>')) || word.startsWith(QLatin1Char('<'))) {
        const auto duration = durationOf(word.mid(1));
        (word.startsWith(QLatin1Char('>')) ? term.longerNs : term.shorterNs) = duration;
        return duration ? std::optional(term) : std::nullopt;
    }
    if (word.startsWith(QLatin1String("state:"))) {
        for (const Activity activity :
             {Activity::Running, Activity::Ready, Activity::Waiting, Activity::Blocked})
            if (is(toQString(to_string(activity))) || is(nameOf(activity)))
                term.state = State(int(activity));
        for (const auto& [outcome, state] : {std::pair{Outcome::Pending, State::Pending},
                                             std::pair{Outcome::Finished, State::Finished},
                                             std::pair{Outcome::Cancelled, State::Cancelled},
                                             std::pair{Outcome::Failed, State::Failed}})
            if (is(toQString(to_string(outcome))) || is(nameOf(outcome)))
                term.state = state;
        if (is(QStringLiteral("lost")))
            term.state = State::Lost;
        return term.state ? std::optional(term) : std::nullopt;
    }
    if (word.startsWith(QLatin1String("wait:"))) {
        for (int kind = int(WaitKind::Timer); kind <= int(WaitKind::Input); ++kind)
            if (is(toQString(to_string(WaitKind(kind))).remove(QLatin1Char('/'))) ||
                is(nameOf(WaitKind(kind))))
                term.wait = WaitKind(kind);
        return term.wait ? std::optional(term) : std::nullopt;
    }
    if (word.startsWith(QLatin1String("fn:")) && !value.isEmpty()) {
        term.function = value;
        return term;
    }
    return std::nullopt;
}

TaskQuery::TaskQuery(const QString& text) {
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (const auto term = termOf(word))
            terms_.push_back(*term);
    // What is left is one text, blanks included, as names have them.
    QString rest;
    for (const QString& word : text.split(QLatin1Char(' ')))
        if (!termOf(word))
            rest += (rest.isEmpty() ? QString() : QStringLiteral(" ")) + word;
    if (const QString words = terms_.empty() ? rest : rest.trimmed(); !words.isEmpty())
        text_ = words;
}

bool TaskQuery::asksForDuration() const {
    return std::any_of(terms_.begin(), terms_.end(),
                       [](const Term& term) { return term.longerNs || term.shorterNs; });
}

bool TaskQuery::matchesName(const QString& name) const {
    return name.contains(text_, Qt::CaseInsensitive);
}

namespace {

/// The first place that is known of it: where its own function begins.
LocationId firstPlace(const Lane& lane) {
    for (std::size_t i = 0; i < lane.size() && i < 4; ++i)
        if (lane[i].where != LocationId::None)
            return lane[i].where;
    return LocationId::None;
}

} // namespace

bool TaskQuery::holds(const Term& term, const Trace& trace, const Lane& lane, std::int64_t atNs,
                      std::int64_t nowNs) {
    const Moment moment = moment_of(lane, atNs, nowNs);
    if (term.state) {
        switch (*term.state) {
        case State::Pending:
            return moment.pending();
        case State::Lost:
            return moment.phase == Moment::Phase::Lost;
        case State::Finished:
        case State::Cancelled:
        case State::Failed: {
            const Outcome outcome = *term.state == State::Finished    ? Outcome::Finished
                                    : *term.state == State::Cancelled ? Outcome::Cancelled
                                                                      : Outcome::Failed;
            return moment.phase == Moment::Phase::Ended && lane.outcome == outcome;
        }
        default:
            return moment.pending() && int(moment.activity) == int(*term.state);
        }
    }
    if (term.wait)
        return moment.slice && moment.activity == Activity::Waiting &&
               moment.slice->wait == *term.wait;
    if (term.longerNs || term.shorterNs) {
        std::int64_t length = 0;
        if (moment.phase == Moment::Phase::Ended)
            length = lane.end_ns - lane.begin_ns;
        else if (moment.slice)
            length = lane.end_of(moment.index, nowNs) - moment.slice->begin_ns;
        else
            return false;
        return term.longerNs ? length > *term.longerNs : length < *term.shorterNs;
    }
    const auto isIn = [&](LocationId where) {
        return where != LocationId::None && toQString(trace.text(trace.location(where).function))
                                                .contains(term.function, Qt::CaseInsensitive);
    };
    return (moment.slice && isIn(moment.slice->where)) || isIn(lane.created_at) ||
           isIn(firstPlace(lane));
}

bool TaskQuery::matches(const Trace& trace, const Lane& lane, std::int64_t atNs,
                        std::int64_t nowNs) const {
    for (const Term& term : terms_)
        if (holds(term, trace, lane, atNs, nowNs) == term.isNot)
            return false;
    return matchesName(toShown(trace.name(lane.name)));
}

} // namespace braid
