// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/code_reader.h"

namespace braid {

/// Reads Python with `ast` and `symtable` of the interpreter that runs it, which must have been
/// started.
class PythonReader final : public CodeReader {
public:
    bool knows(std::string_view language) const override;
    std::string_view wrapper() const override { return "asyncio.run"; }
    bool is_free() const override;
    CodeFacts read(std::string_view language, std::string_view code) override;
};

} // namespace braid
