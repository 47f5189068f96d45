// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/expected_output.h"

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// A file that cannot be read as a note: "lecture.ipynb:12: not JSON: …".
class NoteError : public std::runtime_error {
    using runtime_error::runtime_error;
};

/// One piece of code in a note, with what is written around it.
struct NoteBlock {
    int number = 0;       ///< from 1, in the order of the file
    std::string language; ///< as the note says it: "python", "py", "sh"; empty if it does not
    std::string heading;  ///< the text of the last one above it
    std::string text;     ///< its lines, each with its newline
    /// What tracebacks call it, and the number of its first line there: the note and the line in
    /// it. A notebook's lines are nobody's who looks at cells: "lecture.ipynb#3", from 1.
    std::string file;
    int line = 1;
    /// What is written under it as its output.
    std::optional<ExpectedOutput> expected;
};

/// What is seen of a note, from top to bottom: text, or a block.
struct NotePart {
    std::string html;    ///< what was HTML in the note is left out, and so are scripts
    int block = 0;       ///< its number; 0 for text
    int indentation = 0; ///< how many lists and quotes it lies in
};

/// A Markdown file (CommonMark, and GitHub's tables, task lists and strike-through), or a Jupyter
/// notebook (nbformat 3 and 4).
///
/// Blocks are fenced code blocks, also in lists and quotes, and code cells. A fenced block under
/// another is no block but its output, if it says so (`text`, `output`, `console`, …).
struct Note {
    /// By its name alone: is this a note?
    static bool accepts(const std::filesystem::path& file);
    /// What the names of notes end with, dot included.
    static const std::vector<std::string>& suffixes();
    /// Throws NoteError.
    static Note read(const std::filesystem::path& file);

    const NoteBlock& block(int number) const { return blocks[std::size_t(number - 1)]; }

    std::filesystem::path file;
    bool is_notebook = false; ///< its blocks share what they make, from the first to the last
    std::vector<NotePart> parts;
    std::vector<NoteBlock> blocks;
};

/// "notes.md#3": a note, and the number of one of its blocks; 0 without "#3". Of a file that is
/// called so, the file.
struct NotePlace {
    static NotePlace parse(const std::string& word);
    std::filesystem::path file;
    int block = 0;
};

} // namespace braid
