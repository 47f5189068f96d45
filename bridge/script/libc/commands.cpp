// SPDX-License-Identifier: MIT
// system() of a script: its command has the script's standard streams, also when a thread calls;
// and the wait for it is one of the waits that leave the stack, which the C library's own is not.
#include "bridge/script/current_run.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/standard_descriptors.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

using namespace braid;

namespace {

BRAID_REAL_CALL(system)

/// How a shell is to be started.
struct Spawning {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    Spawning() {
        posix_spawn_file_actions_init(&actions);
        for (int number = 0; number <= STDERR_FILENO; ++number)
            if (const int own = own_descriptor(number); own != number)
                posix_spawn_file_actions_adddup2(&actions, own, number);
        sigset_t interrupts;
        sigemptyset(&interrupts);
        sigaddset(&interrupts, SIGINT);
        sigaddset(&interrupts, SIGQUIT);
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setsigdefault(&attributes, &interrupts);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    }
    ~Spawning() {
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;
};

} // namespace

extern "C" int system(const char* command) {
    if (!command || !CurrentRun::of_thread() || !CurrentRun::in_own_process())
        return real_system(command);
    const Spawning spawning;
    const char* const arguments[] = {"sh", "-c", command, nullptr};
    pid_t child = 0;
    if (const int error = posix_spawn(&child, "/bin/sh", &spawning.actions, &spawning.attributes,
                                      const_cast<char* const*>(arguments), environ)) {
        errno = error;
        return -1;
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}
