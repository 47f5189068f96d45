// SPDX-License-Identifier: MIT
#include "bridge/script/semaphore_waits.h"

#include "bridge/script/current_run.h"
#include "bridge/script/stack_run.h"

#include <sys/eventfd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace braid {

namespace {

// Those who post see only these: a few semaphores share a counter, so that there need be no lock,
// which a signal handler could not take.
std::array<std::atomic<unsigned>, 256> waiting;
std::atomic<bool> rung = false;
std::atomic<int> bell = -1; ///< an eventfd

std::atomic<unsigned>& waiting_for(const sem_t* semaphore) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(semaphore);
    return waiting[(address / sizeof(sem_t) ^ address / (sizeof(sem_t) * waiting.size())) %
                   waiting.size()];
}

int new_bell() {
    const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0)
        throw std::system_error(errno, std::generic_category(), "who waits for semaphores");
    return descriptor;
}

} // namespace

SemaphoreWaits::SemaphoreWaits(EventLoop& loop)
    : bell_(loop.io_context(), new_bell()) {
    rung = false;
    bell = bell_.native_handle();
}

SemaphoreWaits::~SemaphoreWaits() { bell = -1; }

void SemaphoreWaits::posted(const sem_t* semaphore) noexcept {
    // Either this sees who waits, or he, who has said so before he tries it, sees what was posted.
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (waiting_for(semaphore).load(std::memory_order_relaxed) == 0 ||
        CurrentRun::in_forked_child() || rung.exchange(true))
        return;
    const int saved_errno = errno;
    eventfd_write(bell, 1);
    errno = saved_errno;
}

void SemaphoreWaits::listen() {
    bell_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                     [weak = weak_from_this()](boost::system::error_code error) {
                         const auto self = weak.lock();
                         if (!self || error)
                             return;
                         eventfd_t rings;
                         eventfd_read(self->bell_.native_handle(), &rings);
                         // What is posted before this is handed out now; after it, rings again.
                         rung.exchange(false);
                         self->hand_out();
                         self->listen();
                     });
}

void SemaphoreWaits::hand_out() {
    for (Waiter* waiter : waiters_) {
        if (waiter->has_it() || waiter->run_.over())
            continue;
        waiter->try_it();
        if (waiter->has_it())
            waiter->run_.make_ready();
    }
}

SemaphoreWaits::Waiter::Waiter(SemaphoreWaits& waits, StackRun& run, sem_t& semaphore)
    : waits_(waits)
    , run_(run)
    , semaphore_(semaphore) {
    waits_.waiters_.push_back(this);
    ++waiting_for(&semaphore_);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    try_it();
}

SemaphoreWaits::Waiter::~Waiter() {
    --waiting_for(&semaphore_);
    std::erase(waits_.waiters_, this);
}

} // namespace braid
