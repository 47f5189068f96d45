// SPDX-License-Identifier: MIT
// The calls that close a descriptor, or put another in its place: in a script's code they leave the
// program's own alone, and 0, 1 and 2 are the script's.
#include "bridge/script/current_run.h"
#include "bridge/script/kept_descriptors.h"
#include "bridge/script/libc/real_call.h"
#include "bridge/script/stack_run.h"
#include "bridge/script/standard_descriptors.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

using namespace braid;

namespace {

BRAID_REAL_CALL(close)
BRAID_REAL_CALL(close_range)
BRAID_REAL_CALL(dup2)
BRAID_REAL_CALL(dup3)

/// A script's, if it is a thread of the script that calls: what 0, 1 or 2 are to it is not there.
StandardDescriptors* of_script_thread(int descriptor) noexcept {
    return own_descriptor(descriptor) != descriptor && CurrentRun::of_thread()
               ? &CurrentRun::of_thread()->streams().descriptors()
               : nullptr;
}

/// Code on a script's stack makes something else of 0, 1 or 2.
void will_change(int descriptor) noexcept {
    if (StackRun* run = CurrentRun::on_stack(); run && unsigned(descriptor) <= STDERR_FILENO)
        run->streams().descriptors().will_change();
}

/// Closes the stretches between those that are kept.
int close_between(unsigned first, unsigned last, int flags) noexcept {
    constexpr unsigned far = 1 << 14;
    unsigned begin = first;
    for (unsigned each = first; each <= std::min(last, far); ++each) {
        if (!KeptDescriptors::kept(int(each)))
            continue;
        if (begin < each && real_close_range(begin, each - 1, flags) < 0)
            return -1;
        begin = each + 1;
    }
    return begin <= last ? real_close_range(begin, last, flags) : 0;
}

bool any_kept_from_here(unsigned first, unsigned last) noexcept {
    for (unsigned each = first; each <= std::min(last, 1u << 14); ++each)
        if (KeptDescriptors::kept(int(each)))
            return KeptDescriptors::kept_from_here(int(each));
    return false;
}

int refuse() noexcept {
    errno = EBADF;
    return -1;
}

/// `put` does it, whatever the script's flags.
template<typename Put>
int put_in_place(int descriptor, int number, Put put) noexcept {
    if (descriptor != number && KeptDescriptors::kept_from_here(number))
        return refuse();
    if (StandardDescriptors* threads = of_script_thread(number))
        return threads->replace(number, own_descriptor(descriptor));
    will_change(number);
    return put(own_descriptor(descriptor));
}

} // namespace

extern "C" {

int dup2(int descriptor, int number) noexcept {
    return put_in_place(descriptor, number, [&](int own) { return real_dup2(own, number); });
}

int dup3(int descriptor, int number, int flags) noexcept {
    return put_in_place(descriptor, number, [&](int own) { return real_dup3(own, number, flags); });
}

int close(int descriptor) {
    if (KeptDescriptors::kept(descriptor)) {
        if (KeptDescriptors::kept_from_here(descriptor))
            return refuse();
        KeptDescriptors::release(descriptor);
    }
    if (StandardDescriptors* threads = of_script_thread(descriptor))
        return threads->replace(descriptor, -1);
    will_change(descriptor);
    return real_close(descriptor);
}

int close_range(unsigned first, unsigned last, int flags) noexcept {
    if (first <= STDERR_FILENO)
        will_change(STDIN_FILENO);
    return any_kept_from_here(first, last) ? close_between(first, last, flags)
                                           : real_close_range(first, last, flags);
}

} // extern "C"
