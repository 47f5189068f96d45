// SPDX-License-Identifier: MIT
#include "app/standard_input.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

namespace braid {

namespace {

/// What is read at once, and given to a script: what a pipe holds.
constexpr std::size_t portion_bytes = 64 << 10;

} // namespace

/// What the thread and the loop share. The thread may outlive the owner: it cannot be called back
/// from a read.
struct StandardInput::Reader {
    std::mutex mutex;
    std::condition_variable asked_changed;
    StandardInput* owner;
    bool asked = false;

    /// What comes next; nothing at the end.
    static std::string read_some() {
        std::string bytes(portion_bytes, '\0');
        ssize_t got = 0;
        do
            got = read(STDIN_FILENO, bytes.data(), bytes.size());
        while (got < 0 && errno == EINTR);
        bytes.resize(std::size_t(std::max<ssize_t>(got, 0)));
        return bytes;
    }

    void run(const std::shared_ptr<Reader>& self) {
        std::unique_lock lock(mutex);
        for (;;) {
            asked_changed.wait(lock, [this] { return asked || !owner; });
            if (!owner)
                return;
            asked = false;
            lock.unlock();
            std::string bytes = read_some();
            lock.lock();
            if (!owner)
                return;
            owner->loop_.call_soon_threadsafe([self, bytes = std::move(bytes)] {
                if (self->owner)
                    self->owner->got(bytes);
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

void StandardInput::serve(Script& script) {
    waiting_.push_back(&script);
    serve();
}

void StandardInput::forget(Script& script) {
    std::erase(waiting_, &script);
    lines_.erase(&script);
}

/// Where so many lines end, in what is there; 0 if not even one does.
std::size_t StandardInput::end_of(std::size_t lines) const {
    std::size_t end = 0;
    for (; lines > 0 && end < portion_bytes; --lines) {
        const std::size_t newline = rest_.find('\n', end);
        if (newline == rest_.npos)
            break;
        end = newline + 1;
    }
    // The end of the file ends a line; and what has no lines is cut somewhere.
    return end == 0 && (ended_ || rest_.size() >= portion_bytes) ? rest_.size() : end;
}

void StandardInput::serve() {
    while (!waiting_.empty()) {
        Script& script = *waiting_.front();
        std::size_t& lines = lines_.try_emplace(&script, 1).first->second;
        const std::size_t end = end_of(lines);
        if (end == 0)
            break;
        lines *= 2;
        waiting_.pop_front();
        script.send_input(std::string_view(rest_).substr(0, end));
        rest_.erase(0, end);
    }
    if (ended_ && rest_.empty())
        for (Script* script : std::exchange(waiting_, {}))
            script->end_input();
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

void StandardInput::got(const std::string& bytes) {
    reading_ = false;
    rest_ += bytes;
    ended_ = bytes.empty();
    serve();
}

} // namespace braid
