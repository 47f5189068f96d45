// SPDX-License-Identifier: MIT
#include "bridge/notes/note_plan.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace braid {

using Place = CodeFacts::Place;
using Verdict = BlockPlan::Verdict;

namespace {

bool makes(const BlockPlan& block, const std::string& name) {
    return std::binary_search(block.facts.makes.begin(), block.facts.makes.end(), name);
}

std::vector<Place> from_line(int line, std::vector<Place> places) {
    for (Place& place : places)
        place.line += line - 1;
    return places;
}

/// "2", "1, 3–5".
std::string ranges(const std::vector<int>& numbers) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1)
            ++last;
        text += (text.empty() ? "" : ", ") + std::to_string(numbers[i]);
        if (last > i)
            text += "–" + std::to_string(numbers[last]);
        i = last;
    }
    return text;
}

std::string quoted(const std::vector<Place>& places) {
    constexpr std::size_t most = 3;
    std::string text;
    if (places.size() > most) {
        for (std::size_t i = 0; i < most; ++i)
            text += "“" + places[i].text + "” (line " + std::to_string(places[i].line) + "), ";
        return text + "and " + std::to_string(places.size() - most) + " more";
    }
    for (std::size_t i = 0; i < places.size(); ++i)
        text += (i == 0                   ? ""
                 : i + 1 == places.size() ? " and "
                                          : ", ") +
                ("“" + places[i].text + "” (line " + std::to_string(places[i].line) + ")");
    return text;
}

/// "block 2", "blocks 1, 2 and 5".
std::string blocks(const std::vector<int>& numbers) {
    std::string text = numbers.size() == 1 ? "block " : "blocks ";
    for (std::size_t i = 0; i < numbers.size(); ++i)
        text += (i == 0                    ? ""
                 : i + 1 == numbers.size() ? " and "
                                           : ", ") +
                std::to_string(numbers[i]);
    return text;
}

} // namespace

NotePlan::NotePlan(const Note& note, const std::vector<ScriptEngine*>& engines)
    : note_(note) {
    for (const NoteBlock& block : note.blocks)
        read(block, engines);
    for (const NoteBlock& block : note.blocks)
        resolve(block.number);
}

void NotePlan::read(const NoteBlock& block, const std::vector<ScriptEngine*>& engines) {
    BlockPlan plan;
    const auto knows = [&](ScriptEngine* engine) {
        CodeReader* const reader = engine->reader();
        return reader && reader->knows(block.language);
    };
    const auto engine = std::find_if(engines.begin(), engines.end(), knows);
    if (engine != engines.end())
        plan.engine = *engine;
    else if (note_.is_notebook && block.language.empty() && !engines.empty() &&
             engines.front()->reader())
        plan.engine = engines.front(); // old ones do not say it
    expected_.push_back(block.expected);
    if (!plan.engine) {
        plan.verdict = block.language.empty() ? Verdict::NotCode : Verdict::OtherLanguage;
        blocks_.push_back(std::move(plan));
        return;
    }
    plan.facts = plan.engine->reader()->read(block.language, block.text);
    plan.errors = from_line(block.line, plan.facts.errors);
    plan.omissions = from_line(block.line, plan.facts.omissions);
    if (plan.facts.awaits_at_line > 0)
        plan.awaits_at_line = plan.facts.awaits_at_line + block.line - 1;
    plan.is_wrapped = plan.awaits_at_line > 0 && !note_.is_notebook;
    plan.verdict = !plan.errors.empty()      ? Verdict::Broken
                   : !plan.omissions.empty() ? Verdict::Fragment
                                             : Verdict::Runs;
    if (!block.expected && !plan.facts.prints.empty()) {
        ExpectedOutput expected;
        for (const Place& place : from_line(block.line, plan.facts.prints))
            expected.lines.push_back({place.text, place.line});
        expected.is_all = plan.facts.prints_all;
        expected_.back() = std::move(expected);
    }
    blocks_.push_back(std::move(plan));
}

int NotePlan::maker(const std::string& name, int number) const {
    for (const bool surely : {true, false})
        for (int above = number - 1; above > 0; --above) {
            const BlockPlan& other = block(above);
            if (other.engine == block(number).engine &&
                (surely ? makes(other, name) : other.facts.makes_any))
                return above;
        }
    return 0;
}

bool NotePlan::is_made_below(const std::string& name, int number) const {
    return std::any_of(blocks_.begin() + number, blocks_.end(), [&](const BlockPlan& other) {
        return other.engine == block(number).engine && makes(other, name);
    });
}

void NotePlan::resolve(int number) {
    BlockPlan& plan = blocks_[std::size_t(number - 1)];
    std::set<int> needs;
    const auto look_for = [&](const Place& place, bool may_come_later) {
        if (const int found = maker(place.text, number))
            needs.insert(found);
        else if (!plan.facts.makes_any && !(may_come_later && is_made_below(place.text, number)))
            plan.missing.push_back({place.line + note_.block(number).line - 1, place.text});
    };
    for (const Place& place : plan.facts.needs)
        look_for(place, false);
    for (const Place& place : plan.facts.needs_in_functions)
        look_for(place, true);
    plan.needs.assign(needs.begin(), needs.end());
    plan.after = closure(number);
    for (const int above : plan.after)
        if (!block(above).runs())
            plan.broken_before.push_back(above);
    if (plan.runs() && (!plan.missing.empty() || !plan.broken_before.empty()))
        plan.verdict = Verdict::Fragment;
}

/// What a block needs, and what the functions use that it may call then.
std::vector<int> NotePlan::closure(int number) const {
    std::set<int> all;
    std::vector<int> left{number};
    while (!left.empty()) {
        const int next = left.back();
        left.pop_back();
        std::vector<int> needs = block(next).needs;
        for (const Place& place : block(next).facts.needs_in_functions)
            if (const int found = maker(place.text, number); found && found != next)
                needs.push_back(found);
        for (const int need : needs)
            if (need != number && all.insert(need).second)
                left.push_back(need);
    }
    return {all.begin(), all.end()};
}

std::vector<int> NotePlan::runnable(int first) const {
    std::vector<int> numbers;
    for (int number = first; number <= int(blocks_.size()); ++number)
        if (block(number).runs())
            numbers.push_back(number);
    return numbers;
}

std::vector<NoteProgram> NotePlan::programs(const std::vector<int>& wanted) const {
    std::vector<NoteProgram> programs;
    for (const int number : wanted) {
        std::set<int> blocks(block(number).after.begin(), block(number).after.end());
        blocks.insert(number);
        NoteProgram joined{{number}, {}};
        const auto shares = [&](const NoteProgram& other) {
            return block(other.wanted.front()).engine == block(number).engine &&
                   (note_.is_notebook ||
                    std::any_of(other.blocks.begin(), other.blocks.end(),
                                [&](int each) { return blocks.contains(each); }));
        };
        std::size_t place = programs.size();
        for (std::size_t i = programs.size(); i-- > 0;) {
            if (!shares(programs[i]))
                continue;
            joined.wanted.insert(joined.wanted.end(), programs[i].wanted.begin(),
                                 programs[i].wanted.end());
            blocks.insert(programs[i].blocks.begin(), programs[i].blocks.end());
            programs.erase(programs.begin() + std::ptrdiff_t(i));
            place = i;
        }
        std::sort(joined.wanted.begin(), joined.wanted.end());
        joined.blocks.assign(blocks.begin(), blocks.end());
        programs.insert(programs.begin() + std::ptrdiff_t(place), std::move(joined));
    }
    return programs;
}

ScriptText NotePlan::text(const NoteProgram& program) const {
    using Shows = ScriptText::Part::Shows;
    ScriptText text;
    text.file = note_.file;
    text.name = note_.file.filename().string() + " § " + ranges(program.wanted);
    for (const int number : program.blocks) {
        const NoteBlock& block_of_note = note_.block(number);
        const BlockPlan& plan = block(number);
        ScriptText::Part part;
        part.number = number;
        part.code = plan.facts.code;
        part.file = std::filesystem::absolute(block_of_note.file).lexically_normal().string();
        part.line = block_of_note.line;
        part.shows = plan.facts.is_transcript ? Shows::Everything
                     : note_.is_notebook      ? Shows::Last
                                              : Shows::Nothing;
        part.in_loop = plan.is_wrapped ||
                       (note_.is_notebook && (plan.awaits_at_line > 0 || plan.facts.wants_loop));
        part.needs = plan.needs;
        text.parts.push_back(std::move(part));
    }
    return text;
}

std::string NotePlan::explanation(int number) const {
    const BlockPlan& plan = block(number);
    const std::string& language = note_.block(number).language;
    switch (plan.verdict) {
    case Verdict::NotCode:
        return "does not run: its language is not named";
    case Verdict::OtherLanguage:
        return "does not run: “" + language + "” is not a language that runs here";
    case Verdict::Broken:
        return "does not run: line " + std::to_string(plan.errors.front().line) + ": " +
               plan.errors.front().text;
    case Verdict::Fragment:
        if (!plan.missing.empty())
            return "a fragment: nothing above makes " + quoted(plan.missing);
        if (!plan.omissions.empty())
            return "a fragment: something is left out in line " +
                   std::to_string(plan.omissions.front().line) + " (" +
                   plan.omissions.front().text + ")";
        return "a fragment: it needs " + blocks(plan.broken_before) +
               (plan.broken_before.size() == 1 ? ", which does not run itself"
                                               : ", which do not run themselves");
    case Verdict::Runs:
        break;
    }
    std::string words = "runs";
    if (!plan.after.empty())
        words += " after " + blocks(plan.after);
    if (plan.is_wrapped)
        words += ", wrapped in " + std::string(plan.engine->reader()->wrapper()) +
                 ": “await” outside a coroutine (line " + std::to_string(plan.awaits_at_line) + ")";
    return words;
}

} // namespace braid
