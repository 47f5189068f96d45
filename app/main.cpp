// SPDX-License-Identifier: MIT
#include "app/run_command.h"
#include "app/window_command.h"

#include <string_view>

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "run")
        return braid::run_command(argc - 1, argv + 1);
    return braid::window_command(argc, argv);
}
