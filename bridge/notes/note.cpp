// SPDX-License-Identifier: MIT
#include "bridge/notes/note.h"

#include "bridge/notes/markdown.h"
#include "bridge/notes/notebook.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>

namespace braid {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view notebook_suffix = ".ipynb";
/// Nobody reads more; what is larger is something else by the name of a note.
constexpr std::uintmax_t most_bytes = 64 << 20;

std::string contents(const fs::path& file) {
    const auto fail = [&](const std::string& why) { throw NoteError(file.string() + ": " + why); };
    std::error_code error;
    if (fs::is_directory(file, error))
        fail("is a folder");
    if (const auto size = fs::file_size(file, error); !error && size > most_bytes)
        fail("is too large for a note (" + std::to_string(size >> 20) + " MB)");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        fail(std::strerror(errno));
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Without a byte order mark, and every line ends with "\n".
std::string plain(std::string text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark))
        text.erase(0, mark.size());
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); ++from) {
        const bool is_return = text[from] == '\r';
        if (is_return && from + 1 < text.size() && text[from + 1] == '\n')
            continue;
        text[to++] = is_return ? '\n' : text[from];
    }
    text.resize(to);
    return text;
}

/// What is between two lines of "---" at the very beginning is for other programs. Its lines stay,
/// empty.
void blank_front_matter(std::string& text) {
    if (!text.starts_with("---\n"))
        return;
    const std::size_t end = text.find("\n---\n", 3);
    if (end == text.npos)
        return;
    const auto stop = text.begin() + std::ptrdiff_t(end + 4);
    const auto lines = std::count(text.begin(), stop, '\n');
    text.replace(text.begin(), stop, std::string(std::size_t(lines), '\n'));
}

} // namespace

const std::vector<std::string>& Note::suffixes() {
    static const std::vector<std::string> known{".md", ".markdown", ".mkd",
                                                std::string(notebook_suffix)};
    return known;
}

bool Note::accepts(const fs::path& file) {
    return std::find(suffixes().begin(), suffixes().end(), file.extension()) != suffixes().end();
}

Note Note::read(const fs::path& file) {
    Note note;
    note.file = file;
    std::string text = plain(contents(file));
    note.is_notebook = file.extension() == notebook_suffix;
    if (note.is_notebook) {
        add_notebook(note, text);
    } else {
        blank_front_matter(text);
        add_markdown(note, text);
    }
    return note;
}

NotePlace NotePlace::parse(const std::string& word) {
    std::error_code error;
    const std::size_t hash = word.rfind('#');
    if (hash == word.npos || fs::exists(word, error))
        return {word, 0};
    int number = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, problem] = std::from_chars(word.data() + hash + 1, end, number);
    if (problem != std::errc() || stop != end || number < 1 || !Note::accepts(word.substr(0, hash)))
        return {word, 0};
    return {word.substr(0, hash), number};
}

} // namespace braid
