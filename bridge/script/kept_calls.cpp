// SPDX-License-Identifier: MIT
// The calls of the C library that close a descriptor: in a script's code they leave the program's
// own alone. The program exports them, so that everybody's calls come here.
#include "bridge/script/kept_descriptors.h"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

using braid::KeptDescriptors;

namespace {

template<typename Function>
Function* real(const char* name) noexcept {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Closes the stretches between those that are kept.
template<typename CloseRange>
int close_between(unsigned first, unsigned last, CloseRange close_stretch) {
    constexpr unsigned far = 1 << 14;
    unsigned begin = first;
    for (unsigned each = first; each <= std::min(last, far); ++each) {
        if (!KeptDescriptors::kept(int(each)))
            continue;
        if (begin < each && close_stretch(begin, each - 1) < 0)
            return -1;
        begin = each + 1;
    }
    return begin <= last ? close_stretch(begin, last) : 0;
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

} // namespace

extern "C" {

[[gnu::visibility("default")]] int close(int descriptor) {
    static auto* const real_close = real<int(int)>("close");
    if (KeptDescriptors::kept(descriptor)) {
        if (KeptDescriptors::kept_from_here(descriptor))
            return refuse();
        KeptDescriptors::release(descriptor);
    }
    return real_close(descriptor);
}

[[gnu::visibility("default")]] int close_range(unsigned first, unsigned last, int flags) noexcept {
    static auto* const real_range = real<int(unsigned, unsigned, int)>("close_range");
    if (!any_kept_from_here(first, last))
        return real_range(first, last, flags);
    return close_between(
        first, last, [flags](unsigned from, unsigned to) { return real_range(from, to, flags); });
}

[[gnu::visibility("default")]] int dup2(int descriptor, int number) noexcept {
    static auto* const real_dup2 = real<int(int, int)>("dup2");
    if (descriptor != number && KeptDescriptors::kept_from_here(number))
        return refuse();
    return real_dup2(descriptor, number);
}

[[gnu::visibility("default")]] int dup3(int descriptor, int number, int flags) noexcept {
    static auto* const real_dup3 = real<int(int, int, int)>("dup3");
    if (descriptor != number && KeptDescriptors::kept_from_here(number))
        return refuse();
    return real_dup3(descriptor, number, flags);
}

} // extern "C"
