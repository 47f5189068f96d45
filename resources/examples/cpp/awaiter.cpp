// SPDX-License-Identifier: MIT
// Something of one's own that can be awaited: the next ring of a bell that calls back.
#include <braid/loop/awaiter.h>
#include <braid/loop/run.h>
#include <braid/loop/sleep.h>
#include <braid/loop/timeout.h>

#include <functional>
#include <iostream>
#include <map>
#include <utility>

using namespace std::chrono_literals;

/// What one has: somebody's class that knows nothing of coroutines.
class Bell {
public:
    using Callback = std::function<void(int tone)>;
    int listen(Callback callback) {
        callbacks_[++last_id_] = std::move(callback);
        return last_id_;
    }
    void forget(int id) { callbacks_.erase(id); }
    std::size_t listeners() const { return callbacks_.size(); }
    void ring(int tone) {
        for (const auto& [id, callback] : std::map(callbacks_))
            callback(tone);
    }

private:
    std::map<int, Callback> callbacks_;
    int last_id_ = 0;
};

class NextRing final : public braid::Awaiter<int> {
public:
    explicit NextRing(Bell& bell)
        : Awaiter("Bell.ring")
        , bell_(bell) {}

private:
    void start() override {
        id_ = bell_.listen([this](int tone) {
            bell_.forget(id_);
            finish(tone);
        });
    }
    void stop() noexcept override { bell_.forget(id_); }

    Bell& bell_;
    int id_ = 0;
};

braid::Coroutine<> listen(Bell& bell) {
    const int tone = co_await NextRing(bell);
    std::cout << "rang: " << tone << '\n';
    try {
        co_await braid::timeout(1ms, NextRing(bell));
    } catch (const braid::TimeoutError&) {
        std::cout << "silence, " << bell.listeners() << " listeners\n";
    }
}

braid::Coroutine<> listen_and_ring() {
    Bell bell;
    auto task = braid::create_task(listen(bell));
    co_await braid::sleep(1ms);
    bell.ring(440);
    co_await task;
}

int main() { braid::run(listen_and_ring()); }
