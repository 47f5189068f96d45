// SPDX-License-Identifier: MIT
// The program `braid-task`, which `braid task` becomes.
#include "app/task_command.h"

int main(int argc, char** argv) { return braid::task_command(argc - 1, argv + 1); }
