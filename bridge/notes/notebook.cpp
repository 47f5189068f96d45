// SPDX-License-Identifier: MIT
#include "bridge/notes/notebook.h"

#include "bridge/notes/markdown.h"

#include <boost/json.hpp>

#include <algorithm>

namespace braid {

namespace json = boost::json;

namespace {

/// What `object` has by that name, or null.
const json::value* find(const json::value& object, std::string_view name) {
    const json::object* const known = object.if_object();
    return known ? known->if_contains(name) : nullptr;
}

/// A text, which notebooks may cut into lines.
std::string text_in(const json::value* value) {
    if (!value)
        return {};
    if (const json::string* whole = value->if_string())
        return std::string(*whole);
    std::string text;
    if (const json::array* lines = value->if_array())
        for (const json::value& line : *lines)
            if (const json::string* part = line.if_string())
                text += std::string_view(*part);
    return text;
}

std::string text_in(const json::value& object, std::string_view name) {
    return text_in(find(object, name));
}

json::value parse(const Note& note, std::string_view text) {
    json::stream_parser parser;
    boost::system::error_code error;
    const std::size_t read = parser.write_some(text.data(), text.size(), error);
    const bool more = !error && text.find_first_not_of(" \t\n", read) != text.npos;
    if (!error)
        parser.finish(error);
    if (!error && !more)
        return parser.release();
    const auto line = 1 + std::count(text.begin(), text.begin() + std::ptrdiff_t(read), '\n');
    throw NoteError(note.file.string() + ":" + std::to_string(line) +
                    ": not a notebook, as its JSON is broken: " +
                    (more ? "something follows its end" : error.message()));
}

/// What a code cell printed when the notebook was saved. Nothing if it cannot be told by lines: a
/// picture, or an error.
std::optional<ExpectedOutput> output_of(const json::value& cell) {
    const json::value* const outputs = find(cell, "outputs");
    const json::array* const all = outputs ? outputs->if_array() : nullptr;
    if (!all || all->empty())
        return {};
    std::string text;
    for (const json::value& output : *all) {
        const std::string kind = text_in(output, "output_type");
        if (kind == "stream") {
            // nbformat 3 calls it "stream".
            const std::string name = text_in(output, "name") + text_in(output, "stream");
            if (name != "stderr")
                text += text_in(output, "text");
        } else if (kind == "execute_result" || kind == "pyout") {
            const json::value* const data = find(output, "data");
            const json::value* const plain =
                data ? find(*data, "text/plain") : find(output, "text");
            if (!plain)
                return {};
            text += text_in(plain) + '\n';
        } else {
            return {};
        }
    }
    return ExpectedOutput::of(text, 1);
}

class Reader {
public:
    Reader(Note& note, const json::value& notebook)
        : note_(note) {
        if (const json::value* metadata = find(notebook, "metadata")) {
            if (const json::value* info = find(*metadata, "language_info"))
                language_ = text_in(*info, "name");
            const json::value* kernel = find(*metadata, "kernelspec");
            if (kernel && language_.empty())
                language_ = text_in(*kernel, "language");
            if (kernel && language_.empty())
                language_ = text_in(*kernel, "name");
        }
        std::transform(language_.begin(), language_.end(), language_.begin(), [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? char(letter + 32) : letter;
        });
    }

    void add(const json::array& cells) {
        for (const json::value& cell : cells) {
            const std::string kind = text_in(cell, "cell_type");
            if (kind == "code")
                add_code(cell);
            else if (kind == "markdown")
                heading_ = add_markdown_as_text(note_, text_in(cell, "source"), heading_);
            else if (kind == "heading") // of nbformat 3
                add_heading(cell);
        }
    }

private:
    void add_heading(const json::value& cell) {
        const json::value* const level = find(cell, "level");
        const std::int64_t depth = level && level->is_int64() ? level->as_int64() : 1;
        heading_ = add_markdown_as_text(
            note_,
            std::string(std::size_t(std::clamp<std::int64_t>(depth, 1, 6)), '#') + ' ' +
                text_in(cell, "source"),
            heading_);
    }

    void add_code(const json::value& cell) {
        NoteBlock block;
        block.number = int(note_.blocks.size()) + 1;
        block.language = text_in(cell, "language"); // of nbformat 3
        if (block.language.empty())
            block.language = language_;
        block.heading = heading_;
        block.text = text_in(cell, "source") + text_in(cell, "input");
        if (!block.text.empty() && block.text.back() != '\n')
            block.text += '\n';
        block.file = note_.file.string() + '#' + std::to_string(block.number);
        block.expected = output_of(cell);
        note_.parts.push_back({{}, block.number, 0});
        note_.blocks.push_back(std::move(block));
    }

    Note& note_;
    std::string language_;
    std::string heading_;
};

} // namespace

void add_notebook(Note& note, std::string_view text) {
    const json::value notebook = parse(note, text);
    Reader reader(note, notebook);
    bool has_cells = false;
    const auto add_from = [&](const json::value& holder) {
        const json::value* const cells = find(holder, "cells");
        if (!cells || !cells->is_array())
            return;
        has_cells = true;
        reader.add(cells->get_array());
    };
    add_from(notebook);
    const json::value* const sheets = find(notebook, "worksheets"); // of nbformat 3
    if (sheets && sheets->is_array()) {
        has_cells = true;
        for (const json::value& sheet : sheets->get_array())
            add_from(sheet);
    }
    if (!has_cells)
        throw NoteError(note.file.string() + ":1: JSON, but not a notebook: it has no cells");
}

} // namespace braid
