// SPDX-License-Identifier: MIT
// The program `braid-window`, which `braid` becomes.
#include "app/window_command.h"

int main(int argc, char** argv) { return braid::window_command(argc, argv); }
