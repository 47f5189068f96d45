// SPDX-License-Identifier: MIT
#include "bridge/notes/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <unordered_set>

namespace braid {

namespace {

constexpr int options = CMARK_OPT_VALIDATE_UTF8;
/// Nobody means lists in quotes in lists any deeper.
constexpr int deepest = 100;

struct Free {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
    void operator()(char* text) const { cmark_get_default_mem_allocator()->free(text); }
};
template<typename Type>
using Owned = std::unique_ptr<Type, Free>;

class Markdown {
public:
    explicit Markdown(std::string_view text) {
        cmark_gfm_core_extensions_ensure_registered();
        parser_.reset(cmark_parser_new(options));
        for (const char* name : {"table", "strikethrough", "autolink", "tasklist"})
            if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
                cmark_parser_attach_syntax_extension(parser_.get(), extension);
        cmark_parser_feed(parser_.get(), text.data(), text.size());
        document_.reset(cmark_parser_finish(parser_.get()));
    }

    cmark_node* document() const { return document_.get(); }

    std::string html(cmark_node* node) const {
        const Owned<char> text(
            cmark_render_html(node, options, cmark_parser_get_syntax_extensions(parser_.get())));
        return text.get();
    }

private:
    Owned<cmark_parser> parser_;
    Owned<cmark_node> document_;
};

std::string words_of(cmark_node* node) {
    std::string words;
    const Owned<cmark_iter> iterator(cmark_iter_new(node));
    while (cmark_iter_next(iterator.get()) != CMARK_EVENT_DONE) {
        cmark_node* const each = cmark_iter_get_node(iterator.get());
        if (const char* literal = cmark_node_get_literal(each))
            words += literal;
        else if (cmark_node_get_type(each) == CMARK_NODE_SOFTBREAK)
            words += ' ';
    }
    return words;
}

bool is_fenced(cmark_node* node) {
    int length = 0, offset = 0;
    char character = 0;
    return node && cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK &&
           cmark_node_get_fenced(node, &length, &offset, &character) != 0;
}

/// All nodes that have a fenced block somewhere in them.
std::unordered_set<cmark_node*> holders_of_fenced(cmark_node* document) {
    std::unordered_set<cmark_node*> holders;
    const Owned<cmark_iter> iterator(cmark_iter_new(document));
    while (cmark_iter_next(iterator.get()) != CMARK_EVENT_DONE) {
        cmark_node* node = cmark_iter_get_node(iterator.get());
        if (!is_fenced(node))
            continue;
        while ((node = cmark_node_parent(node)) && holders.insert(node).second)
            continue;
    }
    return holders;
}

/// "python" of "python title=x", "{.python .numbers}", "py,ignore" and "{code-cell} python".
std::string language_in(std::string_view info) {
    constexpr std::string_view apart = " \t{}.,:;=()";
    std::string word;
    do {
        const std::size_t begin = std::min(info.find_first_not_of(apart), info.size());
        info.remove_prefix(begin);
        word = info.substr(0, info.find_first_of(apart));
        info.remove_prefix(word.size());
    } while (word == "code-cell" || word == "code");
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char letter) { return char(std::tolower(letter)); });
    return word;
}

bool is_output(std::string_view language) {
    constexpr std::array words{"text",   "txt", "plain",  "plaintext",
                               "output", "out", "stdout", "console"};
    return std::find(words.begin(), words.end(), language) != words.end();
}

/// What people type into a shell, and not what a program prints.
bool is_typed(std::string_view text) {
    return text.starts_with("$ ") || text.starts_with("% ") || text.starts_with("> ");
}

/// "This prints:" — between a block and its output.
bool announces(cmark_node* node) {
    if (!node || cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH ||
        cmark_node_get_start_line(node) != cmark_node_get_end_line(node))
        return false;
    const std::string words = words_of(node);
    return words.size() < 100 && words.ends_with(':');
}

/// The block that says what `code` prints, or null.
cmark_node* output_of(cmark_node* code) {
    const std::string own = language_in(cmark_node_get_fence_info(code));
    if (own.empty() || is_output(own))
        return nullptr;
    cmark_node* next = cmark_node_next(code);
    const bool announced = announces(next);
    if (announced)
        next = cmark_node_next(next);
    if (!is_fenced(next) || is_typed(cmark_node_get_literal(next)))
        return nullptr;
    const std::string language = language_in(cmark_node_get_fence_info(next));
    return is_output(language) || (announced && language.empty()) ? next : nullptr;
}

/// Cuts a document at its fenced blocks.
class Cutter {
public:
    Cutter(const Markdown& markdown, Note& note)
        : markdown_(markdown)
        , note_(note)
        , holders_(holders_of_fenced(markdown.document())) {}

    /// What lies in `container`, one after the other.
    void add_children(cmark_node* container, int indentation) {
        cmark_node* next = nullptr;
        for (cmark_node* node = cmark_node_first_child(container); node; node = next) {
            next = cmark_node_next(node);
            add(node, indentation);
        }
    }

private:
    void add(cmark_node* node, int indentation) {
        if (is_fenced(node) && node != output_)
            add_block(node, indentation);
        else if (holders_.contains(node) && indentation < deepest)
            add_cut(node, indentation);
        else
            add_text(node, indentation);
    }

    /// A list or quote that holds blocks. Each item keeps its mark before its first text.
    void add_cut(cmark_node* node, int indentation) {
        if (cmark_node_get_type(node) != CMARK_NODE_LIST)
            return add_children(node, indentation + 1);
        int number = cmark_node_get_list_start(node);
        cmark_node* next = nullptr;
        for (cmark_node* item = cmark_node_first_child(node); item; item = next, ++number) {
            next = cmark_node_next(item);
            const Owned<cmark_node> marked(cmark_node_new(CMARK_NODE_LIST));
            cmark_node_set_list_type(marked.get(), cmark_node_get_list_type(node));
            cmark_node_set_list_start(marked.get(), number);
            cmark_node_set_list_tight(marked.get(), cmark_node_get_list_tight(node));
            cmark_node* const head = cmark_node_new(CMARK_NODE_ITEM);
            cmark_node_append_child(marked.get(), head);
            while (cmark_node* const first = cmark_node_first_child(item)) {
                if (is_fenced(first) || holders_.contains(first))
                    break;
                cmark_node_append_child(head, first); // which takes it out of the item
            }
            if (cmark_node_first_child(head))
                add_text(marked.get(), indentation);
            add_children(item, indentation + 1);
        }
    }

    void add_block(cmark_node* node, int indentation) {
        NoteBlock block;
        block.number = int(note_.blocks.size()) + 1;
        block.language = language_in(cmark_node_get_fence_info(node));
        block.heading = heading_;
        block.text = cmark_node_get_literal(node);
        block.file = note_.file.string();
        block.line = cmark_node_get_start_line(node) + 1;
        output_ = output_of(node);
        if (output_)
            block.expected = ExpectedOutput::of(cmark_node_get_literal(output_),
                                                cmark_node_get_start_line(output_) + 1);
        note_.parts.push_back({{}, block.number, indentation});
        note_.blocks.push_back(std::move(block));
    }

    void add_text(cmark_node* node, int indentation) {
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
            heading_ = words_of(node);
        auto& parts = note_.parts;
        if (parts.empty() || parts.back().block != 0 || parts.back().indentation != indentation)
            parts.push_back({{}, 0, indentation});
        parts.back().html += markdown_.html(node);
    }

    const Markdown& markdown_;
    Note& note_;
    const std::unordered_set<cmark_node*> holders_;
    std::string heading_;
    cmark_node* output_ = nullptr; ///< of the last block
};

} // namespace

void add_markdown(Note& note, std::string_view text) {
    const Markdown markdown(text);
    Cutter(markdown, note).add_children(markdown.document(), 0);
}

std::string add_markdown_as_text(Note& note, std::string_view text, std::string heading) {
    const Markdown markdown(text);
    note.parts.push_back({markdown.html(markdown.document()), 0, 0});
    for (cmark_node* node = cmark_node_first_child(markdown.document()); node;
         node = cmark_node_next(node))
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
            heading = words_of(node);
    return heading;
}

} // namespace braid
