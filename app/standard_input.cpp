// SPDX-License-Identifier: MIT
#include "app/standard_input.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

namespace braid {

/// What the thread and the loop share. The thread may outlive the owner: it cannot be called back
/// from a read.
struct StandardInput::Reader {
    std::mutex mutex;
    std::condition_variable asked_changed;
    StandardInput* owner;
    bool asked = false;
    std::string rest; ///< the thread's

    std::optional<std::string> read_line() {
        for (;;) {
            if (const auto end = rest.find('\n'); end != rest.npos) {
                std::string line = rest.substr(0, end);
                rest.erase(0, end + 1);
                return line;
            }
            char buffer[4096];
            const ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
            if (got < 0 && errno == EINTR)
                continue;
            if (got > 0)
                rest.append(buffer, std::size_t(got));
            else if (rest.empty())
                return std::nullopt;
            else
                return std::exchange(rest, {}); // the last line, without its end
        }
    }

    void run(const std::shared_ptr<Reader>& self) {
        std::unique_lock lock(mutex);
        for (;;) {
            asked_changed.wait(lock, [this] { return asked || !owner; });
            if (!owner)
                return;
            asked = false;
            lock.unlock();
            auto line = read_line();
            lock.lock();
            if (!owner)
                return;
            owner->loop_.call_soon_threadsafe([self, line = std::move(line)] {
                if (self->owner)
                    self->owner->got(line);
            });
        }
    }
};

StandardInput::StandardInput(EventLoop& loop)
    : loop_(loop) {}

StandardInput::~StandardInput() {
    if (!reader_)
        return;
    std::lock_guard lock(reader_->mutex);
    reader_->owner = nullptr;
    reader_->asked_changed.notify_one();
}

void StandardInput::give_line_to(Script& script) {
    waiting_.push_back(&script);
    serve();
}

void StandardInput::forget(Script& script) { std::erase(waiting_, &script); }

void StandardInput::serve() {
    if (waiting_.empty())
        return;
    if (ended_) {
        for (Script* script : std::exchange(waiting_, {}))
            script->end_input();
        return;
    }
    if (line_) {
        Script* script = waiting_.front();
        waiting_.pop_front();
        script->send_line(*std::exchange(line_, std::nullopt));
    }
    if (waiting_.empty() || std::exchange(reading_, true))
        return;
    if (!reader_)
        start_reader();
    std::lock_guard lock(reader_->mutex);
    reader_->asked = true;
    reader_->asked_changed.notify_one();
}

void StandardInput::start_reader() {
    reader_ = std::make_shared<Reader>();
    reader_->owner = this;
    // Signals are for the loop's thread.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread([reader = reader_] { reader->run(reader); }).detach();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void StandardInput::got(std::optional<std::string> line) {
    reading_ = false;
    line_ = std::move(line);
    ended_ = !line_;
    serve();
}

} // namespace braid
