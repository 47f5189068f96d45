// SPDX-License-Identifier: MIT
#include "bridge/script/kept_descriptors.h"

#include "bridge/script/current_run.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace braid {

namespace {

/// Few programs have more; what is beyond is not kept.
constexpr int most = 1 << 14;
constinit std::array<std::atomic<std::uint64_t>, most / 64> words{};

/// What was behind the number when it was kept: whoever closed it since may not have said so.
struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const Identity&) const = default;
};
constinit std::array<Identity, most> identities{};

Identity identity_of(int descriptor) noexcept {
    struct stat status {};
    fstat(descriptor, &status);
    return {status.st_dev, status.st_ino};
}
constinit std::atomic<pid_t> process = 0;

std::uint64_t bit(int descriptor) noexcept { return std::uint64_t{1} << (descriptor % 64); }

} // namespace

void KeptDescriptors::keep_all() {
    process = getpid();
    const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir("/proc/self/fd"), closedir);
    while (const dirent* entry = open ? readdir(open.get()) : nullptr) {
        const int descriptor = std::atoi(entry->d_name);
        if (descriptor > STDERR_FILENO && descriptor != dirfd(open.get()))
            keep(descriptor);
    }
}

void KeptDescriptors::keep(int descriptor) noexcept {
    if (descriptor < 0 || descriptor >= most)
        return;
    identities[std::size_t(descriptor)] = identity_of(descriptor);
    words[std::size_t(descriptor) / 64].fetch_or(bit(descriptor), std::memory_order_release);
}

void KeptDescriptors::release(int descriptor) noexcept {
    if (kept(descriptor))
        words[std::size_t(descriptor) / 64].fetch_and(~bit(descriptor), std::memory_order_relaxed);
}

bool KeptDescriptors::kept(int descriptor) noexcept {
    return descriptor >= 0 && descriptor < most &&
           (words[std::size_t(descriptor) / 64].load(std::memory_order_acquire) & bit(descriptor));
}

bool KeptDescriptors::kept_from_here(int descriptor) noexcept {
    // A child of vfork, in whose name subprocess closes, shares even our memory.
    if (!kept(descriptor) || !CurrentRun::of_thread() || getpid() != process)
        return false;
    if (identities[std::size_t(descriptor)] == identity_of(descriptor))
        return true;
    release(descriptor);
    return false;
}

} // namespace braid
