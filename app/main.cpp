// SPDX-License-Identifier: MIT
// The program `braid`: it runs scripts itself, without Qt; for the window it becomes
// `braid-window`, for built-in tasks `braid-task`.
#include "app/other_program.h"
#include "app/run_command.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace {

constexpr const char* help = R"(braid [OPTION...] [FILE...]
braid run [OPTION...] FILE... [-- ARG...]
braid task NAME [OPTION...] [ARG...]

One loop for a window, C++ coroutines and the scripts you drop on it. FILE... are
scripts, and folders of them, to run in the window, or traces (.json, .json.gz).
'braid run' runs scripts without a window: see 'braid run --help'.
'braid task' runs a built-in task without a window: alone, it lists them.

  --trace OUT        write what happens to OUT, for 'braid OUT' and ui.perfetto.dev
  --screenshot OUT   save a picture of the window to OUT, once the scripts have
                     ended or after a few seconds, and quit
  --task 'NAME ARG'  start a built-in task as well, as 'braid task' does;
                     words with blanks are put in double quotes
  --theme THEME      light, dark, high-contrast or system
  --size SIZE        the window's size, as in 1200x800
  -h, --help         this text
  -v, --version      the version

Qt's own options, as -platform and -style, are for the window, too.
)";

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "run")
        return braid::run_command(argc - 1, argv + 1);
    if (argc > 1 && std::string_view(argv[1]) == "task")
        return braid::become_program("braid-task", argv);
    char** const end = std::find(argv + (argc > 0), argv + argc, std::string_view("--"));
    const auto asked = [&](std::string_view option, std::string_view letter) {
        return std::any_of(argv + (argc > 0), end,
                           [&](std::string_view word) { return word == option || word == letter; });
    };
    if (asked("--help", "-h"))
        return std::fputs(help, stdout) < 0;
    if (asked("--version", "-v"))
        return std::puts("braid " BRAID_VERSION) < 0;
    return braid::become_program("braid-window", argv);
}
