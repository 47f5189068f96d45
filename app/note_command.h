// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/note_plan.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// `braid run` of a note, or of one of its blocks: what runs of it, and whether that prints what
/// the note says.
class NoteCommand {
public:
    /// Throws NoteError if it cannot be read, or nothing of it can run. `engines` must outlive it.
    NoteCommand(const NotePlace& place, const std::vector<ScriptEngine*>& engines);
    NoteCommand(const NoteCommand&) = delete;
    NoteCommand& operator=(const NoteCommand&) = delete;

    /// A line for each block: its number, its language, its heading, whether it runs.
    std::string list() const;
    /// What will not run, and what runs otherwise than it stands there; empty if there is nothing
    /// to say.
    std::string warnings() const;

    /// What is to be run together.
    const std::vector<NoteProgram>& programs() const noexcept { return programs_; }
    ScriptText text(const NoteProgram& program) const { return plan_.text(program); }
    ScriptEngine& engine(const NoteProgram& program) const {
        return *plan_.block(program.wanted.front()).engine;
    }
    /// "notes.md § 2"
    std::string name(int block) const;

    /// One block printed this on its standard output; `end` is called when it is over.
    void printed(int block, std::string_view bytes);
    /// How it compares: "notes.md:41: block 3: as written"; empty if nothing was expected.
    std::string end(int block);
    /// So far, everything was as written.
    bool as_written() const noexcept { return as_written_; }

private:
    const Note note_;
    const NotePlan plan_;
    std::vector<int> wanted_;
    std::vector<NoteProgram> programs_;
    std::map<int, std::string> printed_; ///< by blocks of which something is expected
    bool as_written_ = true;
};

} // namespace braid
