// SPDX-License-Identifier: MIT
// The program `braid-javascript`, which `braid run` becomes for programs in JavaScript.
#include "app/run_command.h"
#include "bridge/javascript/javascript_engine.h"

int main(int argc, char** argv) {
    return braid::run_command(argc - 1, argv + 1,
                              [](braid::ScriptTurns& turns, braid::Trace& trace) {
                                  return std::make_unique<braid::JavaScriptEngine>(turns, trace);
                              });
}
