// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

namespace braid {

class ScriptEngine;
class ScriptTurns;
class Trace;

/// Makes what runs one language's scripts.
using MakeEngine = std::function<std::unique_ptr<ScriptEngine>(ScriptTurns&, Trace&)>;

/// `braid run [--trace OUT] FILE… [-- ARG…]`: runs programs together on one loop, without a window
/// and without Qt. `argv[0]` is the word `run`. `make_javascript` is called if there are programs
/// in JavaScript; programs that do not have that language do not say it. Returns the exit status of
/// the process.
int run_command(int argc, char** argv, const MakeEngine& make_javascript = {});

} // namespace braid
