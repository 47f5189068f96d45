// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/note.h"

#include <string_view>

namespace braid {

/// Adds the cells of a Jupyter notebook to `note`, whose file it is. Throws NoteError.
void add_notebook(Note& note, std::string_view text);

} // namespace braid
