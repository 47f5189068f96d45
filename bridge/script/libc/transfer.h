// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/libc/call_in_thread.h"

#include <sys/types.h>

#include <optional>
#include <string_view>

namespace braid {

/// A transfer through a descriptor, on a script's stack.
class Transfer {
public:
    enum class Direction { In, Out };
    Transfer(StackRun& run, std::string_view name, int descriptor, Direction direction) noexcept
        : run_(run)
        , name_(name)
        , descriptor_(descriptor)
        , direction_(direction) {}

    /// Something can be transferred at once: so says poll, which takes files for ready always.
    bool ready_now() const noexcept;
    /// A call that finds nothing to do waits: as programs, or shells, have set the descriptor.
    bool blocks() const noexcept;

    /// `attempt`, until it does not fail with EAGAIN any more, which means here that `blocking`
    /// would have to wait. Waits on the loop in between, if the descriptor is one that waits.
    template<typename Attempt, typename Blocking>
    ssize_t make(Attempt attempt, Blocking blocking);
    /// The same without an attempt that is sure not to wait: one that may once it is ready.
    template<typename Blocking>
    ssize_t make_when_ready(Blocking blocking);
    /// `blocking` in a thread, if the descriptor is one that waits.
    template<typename Blocking>
    ssize_t make_in_thread(Blocking blocking);

private:
    enum class Next { Attempt, Fail, Block, Thread };
    Next wait();
    BlockingCall& call();

    StackRun& run_;
    const std::string_view name_;
    const int descriptor_;
    const Direction direction_;
    std::optional<BlockingCall> call_; ///< once it has to wait
    int vain_waits_ = 0;
};

template<typename Attempt, typename Blocking>
ssize_t Transfer::make(Attempt attempt, Blocking blocking) {
    vain_waits_ = 0;
    for (;;) {
        const ssize_t result = attempt();
        if (result >= 0 || errno != EAGAIN)
            return result;
        switch (wait()) {
        case Next::Attempt:
            continue;
        case Next::Fail:
            return -1;
        case Next::Block:
            return blocking();
        case Next::Thread:
            return make_in_thread(blocking);
        }
    }
}

template<typename Blocking>
ssize_t Transfer::make_when_ready(Blocking blocking) {
    return make(
        [&]() -> ssize_t {
            if (ready_now()) {
                // The end of its slice may interrupt it, should somebody else have been faster.
                const ssize_t result = blocking();
                if (result >= 0 || errno != EINTR)
                    return result;
            }
            errno = EAGAIN;
            return -1;
        },
        blocking);
}

template<typename Blocking>
ssize_t Transfer::make_in_thread(Blocking blocking) {
    if (!blocks())
        return blocking();
    return call_in_thread(call(), blocking);
}

} // namespace braid
