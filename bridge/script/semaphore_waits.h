// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>

#include <semaphore.h>

#include <memory>
#include <vector>

namespace braid {

class EventLoop;
class StackRun;

/// The semaphores of this process that scripts' stacks stand still for. Whoever posts one of them
/// (a thread, another script) rings a bell, and the loop takes it for the one who has waited
/// longest.
///
/// Nothing polls, and nothing costs but while somebody waits: a post asks a counter then. There is
/// one object of this class in a process; but for `posted` it is for the loop's thread.
class SemaphoreWaits : public std::enable_shared_from_this<SemaphoreWaits> {
public:
    /// Throws std::system_error, or boost's; as `listen`, which has to be called once.
    explicit SemaphoreWaits(EventLoop& loop);
    ~SemaphoreWaits();
    SemaphoreWaits(const SemaphoreWaits&) = delete;
    SemaphoreWaits& operator=(const SemaphoreWaits&) = delete;

    void listen();

    /// Somebody who waits, for as long as it lives.
    class Waiter {
    public:
        /// `run` is made ready when it has got `semaphore`.
        Waiter(SemaphoreWaits& waits, StackRun& run, sem_t& semaphore);
        ~Waiter();
        Waiter(const Waiter&) = delete;
        Waiter& operator=(const Waiter&) = delete;

        /// It has got it: decremented it.
        bool has_it() const noexcept { return has_it_; }

    private:
        friend class SemaphoreWaits;
        void try_it() noexcept { has_it_ = has_it_ || sem_trywait(&semaphore_) == 0; }

        SemaphoreWaits& waits_;
        StackRun& run_;
        sem_t& semaphore_;
        bool has_it_ = false;
    };

    /// Somebody has posted it. Any thread; async-signal-safe; may follow its destruction.
    static void posted(const sem_t* semaphore) noexcept;

private:
    void hand_out();

    boost::asio::posix::stream_descriptor bell_;
    std::vector<Waiter*> waiters_; ///< who came first, first
};

} // namespace braid
