// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/note.h"
#include "bridge/script/code_reader.h"
#include "bridge/script/script.h"

#include <string>
#include <vector>

namespace braid {

/// Whether a block runs, and with what: known before anybody runs it.
struct BlockPlan {
    enum class Verdict {
        Runs,
        Fragment, ///< it can be tried, but lacks something: see `omissions` and `missing`
        Broken,   ///< see `errors`
        NotCode,  ///< the note does not say in which language it is
        OtherLanguage,
    };
    Verdict verdict = Verdict::NotCode;
    ScriptEngine* engine = nullptr; ///< of its language, or null
    CodeFacts facts;
    /// The blocks above that make what it needs, and what those need, in order.
    std::vector<int> after;
    /// Those of them that it needs itself.
    std::vector<int> needs;
    /// It waits outside of a coroutine, and so runs inside of one.
    bool is_wrapped = false;

    // In lines of the block's file.
    std::vector<CodeFacts::Place> errors;
    std::vector<CodeFacts::Place> omissions;
    std::vector<CodeFacts::Place> missing; ///< names that are made nowhere above
    std::vector<int> broken_before;        ///< blocks it needs that do not run themselves
    int awaits_at_line = 0;

    bool runs() const noexcept { return verdict == Verdict::Runs; }
    /// It may be run, if only to see why that fails.
    bool can_be_tried() const noexcept { return runs() || verdict == Verdict::Fragment; }
};

/// Several blocks that run as one program, because they share what they make.
struct NoteProgram {
    std::vector<int> wanted; ///< in order, as the next
    std::vector<int> blocks; ///< these, and those that they need
};

/// What of a note runs, and how.
///
/// A block runs after the blocks above it that make the names it uses: the nearest one for each
/// name. What its functions use may also be made below them.
class NotePlan {
public:
    /// `note` and the engines must outlive it. Nothing of the note is run.
    NotePlan(const Note& note, const std::vector<ScriptEngine*>& engines);

    const BlockPlan& block(int number) const { return blocks_[std::size_t(number - 1)]; }
    /// The numbers of those that run, from `first` on.
    std::vector<int> runnable(int first = 1) const;
    /// What its block says that it prints, below it or in itself.
    const std::optional<ExpectedOutput>& expected(int number) const {
        return expected_[std::size_t(number - 1)];
    }

    /// `wanted`, in order, and what they need: one program for those that share something, and one
    /// for all of a notebook.
    std::vector<NoteProgram> programs(const std::vector<int>& wanted) const;
    /// The program as its engine takes it: `block(program.blocks.front()).engine`.
    ScriptText text(const NoteProgram& program) const;

    /// In words: "runs after block 2", "“sh” is not a language that runs here".
    std::string explanation(int number) const;

private:
    void read(const NoteBlock& block, const std::vector<ScriptEngine*>& engines);
    void resolve(int number);
    /// The nearest block above `number` that makes `name`; 0: none.
    int maker(const std::string& name, int number) const;
    bool is_made_below(const std::string& name, int number) const;
    std::vector<int> closure(int number) const;

    const Note& note_;
    std::vector<BlockPlan> blocks_;
    std::vector<std::optional<ExpectedOutput>> expected_;
};

} // namespace braid
