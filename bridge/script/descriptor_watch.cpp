// SPDX-License-Identifier: MIT
#include "bridge/script/descriptor_watch.h"

#include "bridge/script/stack_run.h"

#include <poll.h>
#include <sys/epoll.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace braid {

namespace {

int new_epoll() {
    const int descriptor = epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0)
        throw std::system_error(errno, std::generic_category(), "what a script's calls wait for");
    return descriptor;
}

} // namespace

DescriptorWatch::DescriptorWatch(StackRun& run)
    : run_(run)
    , epoll_(run.loop().io_context(), new_epoll()) {}

DescriptorWatch::~DescriptorWatch() = default;

bool DescriptorWatch::add(int descriptor, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    if (epoll_ctl(epoll_.native_handle(), EPOLL_CTL_ADD, descriptor, &event) == 0) {
        watched_.push_back(descriptor);
        return true;
    }
    return errno == EPERM;
}

bool DescriptorWatch::watch(std::span<const pollfd> descriptors) {
    state_->ready = false;
    for (const pollfd& each : descriptors) {
        // The events of poll and of epoll have the same values.
        if (each.fd < 0 || add(each.fd, std::uint16_t(each.events)))
            continue;
        if (errno != EEXIST) {
            forget();
            return false;
        }
        // It is named more than once: for all that is asked of it anywhere.
        std::uint32_t all = 0;
        for (const pollfd& other : descriptors)
            if (other.fd == each.fd)
                all |= std::uint16_t(other.events);
        epoll_event event{};
        event.events = all;
        epoll_ctl(epoll_.native_handle(), EPOLL_CTL_MOD, each.fd, &event);
    }
    arm();
    return true;
}

void DescriptorWatch::forget() noexcept {
    epoll_event event{};
    for (const int descriptor : watched_) // fails for one that was closed meanwhile: fine
        epoll_ctl(epoll_.native_handle(), EPOLL_CTL_DEL, descriptor, &event);
    watched_.clear();
}

void DescriptorWatch::arm() {
    // One that was armed before and has not come watches this, too.
    if (std::exchange(state_->armed, true))
        return;
    epoll_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [state = state_, weak = run_.weak_from_this()](const auto& error) {
                          state->armed = false;
                          state->ready = true;
                          if (const auto run = weak.lock(); run && !error)
                              run->make_ready();
                      });
}

} // namespace braid
