// SPDX-License-Identifier: MIT
#include "widgets/notes/block_words.h"

#include "widgets/wording.h"

#include <QCoreApplication>
#include <QStringList>

namespace braid {

using Place = CodeFacts::Place;
using Verdict = BlockPlan::Verdict;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::Notes)
};

QString joined(const QStringList& words) {
    if (words.size() < 2)
        return words.join(QString());
    return Words::tr("%1 and %2")
        .arg(words.mid(0, words.size() - 1).join(QStringLiteral(", ")), words.last());
}

QString blocks(const std::vector<int>& numbers) {
    QStringList words;
    for (const int number : numbers)
        words << QString::number(number);
    return numbers.size() == 1 ? Words::tr("block %1").arg(words.first())
                               : Words::tr("blocks %1").arg(joined(words));
}

QString names(const std::vector<Place>& places) {
    constexpr std::size_t most = 3;
    QStringList words;
    for (std::size_t i = 0; i < std::min(most, places.size()); ++i)
        words << Words::tr("“%1” (line %2)").arg(toShown(places[i].text)).arg(places[i].line);
    if (places.size() > most)
        words << Words::tr("%n more", nullptr, int(places.size() - most));
    return joined(words);
}

QString explainFragment(const BlockPlan& plan) {
    if (!plan.missing.empty())
        return Words::tr("a fragment: nothing above makes %1").arg(names(plan.missing));
    if (!plan.omissions.empty())
        return Words::tr("a fragment: something is left out in line %1 (%2)")
            .arg(plan.omissions.front().line)
            .arg(toShown(plan.omissions.front().text));
    return Words::tr("a fragment: it needs %1, which cannot run", nullptr,
                     int(plan.broken_before.size()))
        .arg(blocks(plan.broken_before));
}

QString said(const std::string& line) {
    return line.empty() ? Words::tr("nothing") : Words::tr("“%1”").arg(toShown(line));
}

} // namespace

QString nameOfBlock(int number) { return Words::tr("Block %1").arg(number); }

QString explainBlock(const Note& note, const NotePlan* known, int number) {
    if (!known)
        return Words::tr("whether it runs is told once the script that computes lets others in");
    const BlockPlan& plan = known->block(number);
    switch (plan.verdict) {
    case Verdict::NotCode:
        return Words::tr("does not run: its language is not named");
    case Verdict::OtherLanguage:
        return Words::tr("does not run: no language that runs here");
    case Verdict::Broken:
        return Words::tr("does not run: line %1: %2")
            .arg(plan.errors.front().line)
            .arg(toShown(plan.errors.front().text));
    case Verdict::Fragment:
        return explainFragment(plan);
    case Verdict::Runs:
        break;
    }
    const QString after =
        plan.after.empty() ? QString() : Words::tr("runs after %1").arg(blocks(plan.after));
    if (!plan.is_wrapped)
        return !after.isEmpty()   ? after
               : note.is_notebook ? QString()
                                  : Words::tr("runs by itself");
    const QString wrapped =
        Words::tr("“await” outside of a coroutine (line %1): it runs wrapped in %2")
            .arg(plan.awaits_at_line)
            .arg(toQString(plan.engine->reader()->wrapper()));
    return after.isEmpty() ? wrapped : Words::tr("%1; %2").arg(after, wrapped);
}

QString describeResult(const BlockResult& result, std::int64_t nowNs) {
    using State = BlockResult::State;
    const QString time =
        result.beginNs < 0
            ? QString()
            : formatDuration((result.endNs < 0 ? nowNs : result.endNs) - result.beginNs);
    switch (result.state) {
    case State::Waiting:
        return Words::tr("waits for the blocks before it");
    case State::Running:
        return Words::tr("running for %1").arg(time);
    case State::Finished:
        return Words::tr("finished after %1").arg(time);
    case State::Failed:
        return result.failure.isEmpty()
                   ? Words::tr("failed after %1").arg(time)
                   : Words::tr("failed after %1: %2").arg(time, result.failure);
    case State::LeftOut:
        return Words::tr("left out, as what it needs has failed");
    case State::NotReached:
        return Words::tr("not reached: its program ended before");
    case State::Stopped:
        return time.isEmpty() ? Words::tr("stopped") : Words::tr("stopped after %1").arg(time);
    }
    return {};
}

QString describeComparison(const BlockResult& result) {
    if (!result.isCompared)
        return {};
    if (!result.difference)
        return Words::tr("as written");
    const QString what = Words::tr("expected %1, got %2")
                             .arg(said(result.difference->expected), said(result.difference->got));
    return result.difference->line > 0
               ? Words::tr("differs in line %1: %2").arg(result.difference->line).arg(what)
               : Words::tr("differs: %1").arg(what);
}

QString summarize(const Note& note, const NotePlan* plan) {
    if (note.blocks.empty())
        return Words::tr("no blocks of code");
    const int all = int(note.blocks.size());
    if (!plan)
        return Words::tr("%n block(s)", nullptr, all);
    const int run = int(plan->runnable().size());
    const QString runs = Words::tr("%n block(s) can run", nullptr, run);
    return run == all ? runs : Words::tr("%1, %2 cannot").arg(runs).arg(all - run);
}

} // namespace braid
