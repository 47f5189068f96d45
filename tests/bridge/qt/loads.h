// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>
#include <QTimer>

#include <boost/asio/post.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

/// Those who would take all of the loop's time if they were let, for the tests of fairness.
namespace loads {

inline braid::EventLoop& loop() { return *braid::EventLoop::current(); }

/// Somebody who always wants to go on, and counts how often he could.
struct Load {
    virtual ~Load() = default;
    int count = 0;
};

struct SpinningCallbacks : Load {
    explicit SpinningCallbacks(int callbacks = 100) {
        for (int i = 0; i < callbacks; ++i)
            spin();
    }
    void spin() {
        loop().call_soon([this, alive = std::weak_ptr(alive_)] {
            if (alive.expired())
                return;
            ++count;
            spin();
        });
    }
    std::shared_ptr<bool> alive_ = std::make_shared<bool>();
};

struct SpinningHandlers : Load {
    SpinningHandlers() { spin(); }
    void spin() {
        boost::asio::post(loop().io_context(), [this, alive = std::weak_ptr(alive_)] {
            if (alive.expired())
                return;
            ++count;
            spin();
        });
    }
    std::shared_ptr<bool> alive_ = std::make_shared<bool>();
};

struct EventStorm : Load {
    struct Object : QObject {
        explicit Object(int& n)
            : count(n) {
            post();
        }
        void post() { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); }
        void customEvent(QEvent*) override {
            ++count;
            post();
        }
        int& count;
    };
    EventStorm() {
        for (int i = 0; i < 100; ++i)
            objects_.push_back(std::make_unique<Object>(count));
    }
    std::vector<std::unique_ptr<Object>> objects_;
};

struct ZeroTimer : Load {
    ZeroTimer() {
        QObject::connect(&timer_, &QTimer::timeout, [this] { ++count; });
        timer_.start(0);
    }
    QTimer timer_;
};

struct BusySocket : Load {
    BusySocket() {
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds_.data()) != 0 || write(fds_[1], "x", 1) != 1)
            qFatal("socketpair");
        notifier_ = std::make_unique<QSocketNotifier>(fds_[0], QSocketNotifier::Read);
        QObject::connect(notifier_.get(), &QSocketNotifier::activated, [this] { ++count; });
    }
    ~BusySocket() override {
        notifier_.reset();
        close(fds_[0]);
        close(fds_[1]);
    }
    std::array<int, 2> fds_{};
    std::unique_ptr<QSocketNotifier> notifier_;
};

/// Calls from another thread without a pause.
struct CallStorm : Load {
    CallStorm()
        : thread_([this] {
            while (!stop_) {
                if (in_flight_ < 100) {
                    ++in_flight_;
                    QMetaObject::invokeMethod(
                        &context_,
                        [this] {
                            --in_flight_;
                            ++count;
                        },
                        Qt::QueuedConnection);
                }
            }
        }) {}
    ~CallStorm() override {
        stop_ = true;
        thread_.join();
    }
    QObject context_;
    std::atomic<int> in_flight_ = 0;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

/// Uses all the time that it is given.
struct GreedyGuest : Load, braid::Guest {
    GreedyGuest() { loop().add_guest(*this); }
    ~GreedyGuest() override { loop().remove_guest(*this); }
    bool ready() const noexcept override { return true; }
    void run(braid::TimePoint until) override {
        ++count;
        while (!hurried_ && braid::Clock::now() < until) {
        }
        hurried_ = false; // at the end: it may have been told on its way here
    }
    void hurry() noexcept override { hurried_ = true; }
    std::atomic<bool> hurried_ = false;
};

/// By name: how to make one of each.
inline const std::array<std::pair<const char*, std::function<std::unique_ptr<Load>()>>, 7> all = {{
    {"spinning callbacks", [] { return std::make_unique<SpinningCallbacks>(); }},
    {"spinning Asio handlers", [] { return std::make_unique<SpinningHandlers>(); }},
    {"event storm", [] { return std::make_unique<EventStorm>(); }},
    {"zero timer", [] { return std::make_unique<ZeroTimer>(); }},
    {"busy socket", [] { return std::make_unique<BusySocket>(); }},
    {"call storm", [] { return std::make_unique<CallStorm>(); }},
    {"greedy guest", [] { return std::make_unique<GreedyGuest>(); }},
}};

} // namespace loads
