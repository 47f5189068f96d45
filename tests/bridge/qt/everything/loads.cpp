// SPDX-License-Identifier: MIT
// Those who never rest: coroutines, handlers of Asio, callbacks, zero timers, posted events.

#include "crowd.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include <boost/asio/post.hpp>

namespace everything {
namespace {

class Spinners : public Party {
public:
    Spinners(Crowd& all, Beats& spins)
        : Party(all, "spinning coroutines")
        , spins_(spins) {
        for (int i = 0; i < 50; ++i)
            start(spin(i == 0));
    }

private:
    Coroutine<> spin(bool first) {
        const Alive alive;
        for (;;) {
            co_await braid::yield();
            if (!first)
                continue;
            spins_.beat();
            ++rounds;
        }
    }
    Beats& spins_;
};

/// A handler or callback that starts itself again.
class Reposter : public Party {
public:
    Reposter(Crowd& all, bool by_asio)
        : Party(all, by_asio ? "re-posting handler" : "re-posting callback")
        , by_asio_(by_asio) {
        post();
    }

private:
    void post() {
        auto again = [this, alive = std::weak_ptr(alive_)] {
            if (alive.expired())
                return;
            ++rounds;
            post();
        };
        if (by_asio_)
            boost::asio::post(braid::EventLoop::current()->io_context(), again);
        else
            braid::EventLoop::current()->call_soon(again);
    }
    const bool by_asio_;
    const std::shared_ptr<Alive> alive_ = std::make_shared<Alive>();
};

class ZeroTimer : public Party {
public:
    explicit ZeroTimer(Crowd& all)
        : Party(all, "zero timer") {
        QObject::connect(&timer_, &QTimer::timeout, [this] { ++rounds; });
        timer_.start(0);
    }

private:
    QTimer timer_;
};

/// Events that post themselves again, a few at a time.
class PostedEvents : public Party, QObject {
public:
    explicit PostedEvents(Crowd& all)
        : Party(all, "posted events") {
        for (int i = 0; i < 5; ++i)
            post();
    }

private:
    void post() { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); }
    void customEvent(QEvent*) override {
        ++rounds;
        post();
    }
};

} // namespace

void addLoads(Crowd& crowd, Parties& parties, Beats& spins) {
    parties.push_back(std::make_unique<Spinners>(crowd, spins));
    parties.push_back(std::make_unique<Reposter>(crowd, true));
    parties.push_back(std::make_unique<Reposter>(crowd, false));
    parties.push_back(std::make_unique<ZeroTimer>(crowd));
    parties.push_back(std::make_unique<PostedEvents>(crowd));
}

} // namespace everything
