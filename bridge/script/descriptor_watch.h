// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct pollfd;

namespace braid {

class StackRun;

/// The descriptors that a run stands still for in a call of the C library.
///
/// An epoll of its own, which the loop watches: so it does not matter what a program, or the loop
/// itself, does with the same descriptors elsewhere. For the loop's thread.
class DescriptorWatch {
public:
    /// Throws std::system_error, or boost's.
    explicit DescriptorWatch(StackRun& run);
    ~DescriptorWatch();
    DescriptorWatch(const DescriptorWatch&) = delete;
    DescriptorWatch& operator=(const DescriptorWatch&) = delete;

    /// Makes the run ready as soon as one of them is, until `forget`. Negative ones are passed
    /// over, and files, which are always ready or never. False if one cannot be watched.
    bool watch(std::span<const pollfd> descriptors);
    void forget() noexcept;
    /// One is ready.
    bool ready() const noexcept { return state_->ready; }

private:
    struct State {
        bool armed = false;
        bool ready = false;
    };
    bool add(int descriptor, std::uint32_t events);
    void arm();

    StackRun& run_;
    const std::shared_ptr<State> state_ = std::make_shared<State>(); ///< Asio's handler may be last
    boost::asio::posix::stream_descriptor epoll_;
    std::vector<int> watched_;
};

} // namespace braid
