// SPDX-License-Identifier: MIT
#include "loop/executor.h"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <thread>

namespace braid {

struct ThreadPoolExecutor::Private {
    explicit Private(std::size_t threads)
        : pool(threads) {}
    boost::asio::thread_pool pool;
};

void detail::notice(EventLoop& loop, const ThreadJob& job) noexcept {
    if (TaskObserver* const observer = scheduler_of(loop).observer())
        observer->job_ended(job);
}

ThreadPoolExecutor::ThreadPoolExecutor(std::size_t threads)
    : size_(threads ? threads : std::max(1u, std::thread::hardware_concurrency()))
    , d(std::make_unique<Private>(size_)) {}

ThreadPoolExecutor::~ThreadPoolExecutor() { d->pool.join(); }

void ThreadPoolExecutor::submit(std::function<void()> function) {
    boost::asio::post(d->pool, std::move(function));
}

} // namespace braid
