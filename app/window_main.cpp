// SPDX-License-Identifier: MIT
// The program `braid-window`, which `braid` becomes.
#include "app/picture_command.h"
#include "app/window_command.h"
#include "bridge/script/process_signals.h"

#include <csignal>

int main(int argc, char** argv) {
    // Shells have Ctrl-C ignored by what they start in the background; the scripts of a window have
    // terminals of their own.
    braid::ProcessSignals::no_longer_ignore(SIGINT);
    braid::ProcessSignals::no_longer_ignore(SIGQUIT);
    if (braid::asks_for_picture(argc, argv))
        return braid::picture_command(argc, argv);
    return braid::window_command(argc, argv);
}
