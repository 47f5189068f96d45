#include "app/run_command.h"

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "run")
        return braid::run_command(argc - 1, argv + 1);
    std::fputs("usage: braid run FILE...\n", stderr);
    return 2;
}
