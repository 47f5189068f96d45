// SPDX-License-Identifier: MIT
#include "app/other_program.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace braid {

namespace {

constexpr int cannot_start_status = 127;

std::filesystem::path folder_of_this_program() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

} // namespace

int become_program(const char* name, char** argv) {
    const std::filesystem::path folder = folder_of_this_program();
    const std::filesystem::path places[] = {folder / name,
                                            folder / BRAID_PROGRAMS_INSTALLED / name};
    for (const std::filesystem::path& program : places) {
        execv(program.c_str(), argv);
        if (errno == ENOENT || errno == ENOTDIR)
            continue;
        std::fprintf(stderr, "braid: '%s' does not start: %s\n", program.c_str(),
                     std::strerror(errno));
        return cannot_start_status;
    }
    std::fprintf(stderr,
                 "braid: %s is not installed: there is neither '%s' nor '%s'.\n"
                 "Build or install all of Braid; 'braid run FILE...' runs scripts without it.\n",
                 name, places[0].c_str(), places[1].lexically_normal().c_str());
    return cannot_start_status;
}

} // namespace braid
