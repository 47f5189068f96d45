// SPDX-License-Identifier: MIT
// The calls that make a child: it belongs to the script whose code calls. Who calls vfork(), which
// nobody can stand before, has to tell (`ScriptChildren::add`).
#include "bridge/script/libc/real_call.h"
#include "bridge/script/script_children.h"

#include <pty.h>
#include <spawn.h>
#include <unistd.h>

using namespace braid;

namespace {

BRAID_REAL_CALL(fork)
BRAID_REAL_CALL(forkpty)
BRAID_REAL_CALL(posix_spawn)
BRAID_REAL_CALL(posix_spawnp)

pid_t known(pid_t child) noexcept {
    if (child > 0)
        ScriptChildren::add(child);
    return child;
}

template<typename Spawn>
int spawn(pid_t* child, Spawn real) noexcept {
    pid_t number = 0;
    const int error = real(&number);
    if (error == 0) {
        known(number);
        if (child)
            *child = number;
    }
    return error;
}

} // namespace

extern "C" {

pid_t fork() noexcept { return known(real_fork()); }

int forkpty(int* master, char* name, const termios* settings, const winsize* size) noexcept {
    return known(real_forkpty(master, name, settings, size));
}

int posix_spawn(pid_t* child, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const arguments[],
                char* const environment[]) {
    return spawn(child, [&](pid_t* number) {
        return real_posix_spawn(number, path, actions, attributes, arguments, environment);
    });
}

int posix_spawnp(pid_t* child, const char* file, const posix_spawn_file_actions_t* actions,
                 const posix_spawnattr_t* attributes, char* const arguments[],
                 char* const environment[]) {
    return spawn(child, [&](pid_t* number) {
        return real_posix_spawnp(number, file, actions, attributes, arguments, environment);
    });
}

} // extern "C"
