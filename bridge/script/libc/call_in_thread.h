// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/blocking_call.h"

#include <cerrno>
#include <string_view>

namespace braid {

/// `call`, which fails with -1 and errno, in a thread while the stack is left. A signal of ours
/// ends what it waits in, if the script is interrupted.
template<typename Call>
auto call_in_thread(BlockingCall& blocking, Call call) {
    decltype(call()) result = -1;
    int error = 0;
    const auto attempt = [&] {
        result = call();
        error = errno;
        return result >= 0 || error != EINTR;
    };
    if (blocking.in_thread(attempt, true) == BlockingCall::End::Impossible)
        return call();
    errno = error;
    return result;
}

} // namespace braid
