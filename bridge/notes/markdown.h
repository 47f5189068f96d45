// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/note.h"

#include <string_view>

namespace braid {

/// Adds what `text` has to `note`: its text as HTML, its fenced blocks with their places.
void add_markdown(Note& note, std::string_view text);

/// The same, but all of it is text; returns its last heading, or `heading` if it has none.
std::string add_markdown_as_text(Note& note, std::string_view text, std::string heading);

} // namespace braid
