// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"

#include <QByteArray>
#include <QStringList>

#include <array>
#include <chrono>
#include <memory>
#include <random>
#include <vector>

class QWidget;

/// A minute of everything at once: who takes part, and what they share.
namespace everything {

using namespace std::chrono_literals;
using braid::Coroutine;
using braid::Duration;
using braid::TimePoint;

/// Dice, from one seed, and what was found to be wrong.
class Crowd {
public:
    explicit Crowd(unsigned seed)
        : random_(seed) {}

    int some(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }
    Duration some(Duration least, Duration most) {
        return Duration(std::uniform_int_distribution(least.count(), most.count())(random_));
    }
    bool oneIn(int n) { return some(1, n) == 1; }
    /// A line of text without its end.
    QByteArray line(int least, int most) {
        QByteArray text(some(least, most), ' ');
        for (char& c : text)
            c = char(some('a', 'z'));
        return text;
    }

    void wrong(const QString& what) {
        if (wrongs.size() < 20)
            wrongs << what;
    }
    QStringList wrongs;

private:
    std::mt19937 random_;
};

/// Somebody who takes part from construction to destruction.
class Party {
public:
    Party(Crowd& all, const char* what)
        : name(what)
        , crowd(all) {}
    virtual ~Party() = default;
    Party(const Party&) = delete;
    Party& operator=(const Party&) = delete;

    const char* const name;
    long rounds = 0;

protected:
    void start(Coroutine<> coroutine) { braid::create_task(std::move(coroutine), name); }
    void expect(bool right, const char* what) {
        if (!right)
            crowd.wrong(QString("%1: %2").arg(name, what));
    }
    Crowd& crowd;
};

/// Kept by every coroutine and object of the crowd: how many there are.
class Alive {
public:
    Alive() { ++count; }
    ~Alive() { --count; }
    Alive(const Alive&) = delete;
    Alive& operator=(const Alive&) = delete;
    static inline int count = 0;
};

/// When something happened, as far back as it is remembered.
class Beats {
public:
    void beat() { times_[count_++ % times_.size()] = braid::Clock::now(); }
    /// How often it happened since.
    int since(TimePoint when) const {
        int n = 0;
        while (n < int(times_.size()) && n < int(count_) &&
               times_[(count_ - 1 - std::size_t(n)) % times_.size()] > when)
            ++n;
        return n;
    }
    std::size_t count() const { return count_; }

private:
    std::array<TimePoint, 4096> times_;
    std::size_t count_ = 0;
};

using Parties = std::vector<std::unique_ptr<Party>>;

/// Those who never rest; `spins` beats in each round of one of the spinning coroutines.
void addLoads(Crowd& crowd, Parties& parties, Beats& spins);
/// Timers, sleepers and other threads.
void addClocksAndThreads(Crowd& crowd, Parties& parties);
/// Sockets, processes and requests.
void addInputAndOutput(Crowd& crowd, Parties& parties);
/// Dialogs, animations, objects that die.
void addWidgetsAndObjects(Crowd& crowd, Parties& parties, QWidget& window);

} // namespace everything
