// SPDX-License-Identifier: MIT
#include "app/trace_output.h"

#include "loop/event_loop.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <utility>

namespace braid {

namespace {
/// So much is lost at most. Each piece is a write of the system's: a smaller part of the time than
/// what it tells of took.
constexpr std::chrono::milliseconds behind{100};
constexpr std::int64_t behind_ns = std::chrono::nanoseconds(behind).count();
/// Before a wait, which may be for ever, less: but a server waits thousands of times a second.
constexpr std::int64_t behind_waiting_ns = 2'000'000;
} // namespace

TraceOutput::TraceOutput(std::string program, Trace& trace, LoopClock& clock,
                         const std::string& file)
    : program_(std::move(program))
    , clock_(clock)
    , process_(getpid())
    , self_(std::make_shared<TraceOutput*>(this)) {
    attempt([&] { recording_.emplace(trace, file, [this] { changed(); }); });
}

TraceOutput::~TraceOutput() { *self_ = nullptr; }

void TraceOutput::follow(EventLoop& loop) {
    loop_ = &loop;
    timer_ = std::make_unique<boost::asio::steady_timer>(loop.io_context());
    changed();
}

/// Somebody may be in the middle of a record, on whatever stack: only a message leaves it.
void TraceOutput::changed() {
    if (!loop_)
        return;
    loop_->call_soon_threadsafe([self = self_] {
        if (*self)
            (*self)->write_later();
    });
}

void TraceOutput::write_later() {
    timer_->expires_after(behind);
    timer_->async_wait([self = self_](const boost::system::error_code& error) {
        TraceOutput* const output = *self;
        if (error || !output || !output->recording_)
            return;
        output->attempt([&] { output->recording_->write(output->clock_.now_ns()); });
    });
}

void TraceOutput::before_round(bool waits) {
    const std::int64_t now = clock_.now_ns();
    if (!recording_ || now - written_ns_ < (waits ? behind_waiting_ns : behind_ns) ||
        getpid() != process_)
        return;
    written_ns_ = now;
    attempt([&] { recording_->write(now); });
}

bool TraceOutput::complete() {
    if (!recording_)
        return false;
    bool is_complete = false;
    attempt([&] {
        recording_->complete(clock_.now_ns());
        is_complete = true;
    });
    recording_.reset();
    return is_complete;
}

template<typename Write>
void TraceOutput::attempt(Write&& write) {
    try {
        write();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: the trace was not written: %s\n", program_.c_str(), error.what());
        recording_.reset();
    }
}

} // namespace braid
