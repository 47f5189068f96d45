// SPDX-License-Identifier: MIT
// A window that paints, dialogs with and without a nested loop, animations, and objects that die
// while their tasks wait.

#include "bridge/qt/animation.h"
#include "bridge/qt/dialog.h"
#include "bridge/qt/owned_task.h"
#include "bridge/qt/signal.h"
#include "bridge/qt/timer.h"
#include "crowd.h"
#include "loop/gather.h"

#include <QDialog>
#include <QScopeGuard>
#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

namespace everything {
namespace {

/// A part of the window, painted again and again.
class Painter : public Party, QWidget {
public:
    Painter(Crowd& all, QWidget& window)
        : Party(all, "painting")
        , QWidget(&window) {
        resize(window.size());
        show();
        connect(&timer_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
        timer_.start(16);
    }

protected:
    void paintEvent(QPaintEvent*) override { ++rounds; }

private:
    QTimer timer_;
};

/// Dialogs that are awaited, and closed by their program or by being cancelled.
class Dialogs : public Party {
public:
    Dialogs(Crowd& all, QWidget& window)
        : Party(all, "awaited dialogs") {
        start(ask(window));
    }

private:
    Coroutine<> ask(QWidget& window) {
        const Alive alive;
        for (;;) {
            QDialog dialog(&window);
            const auto task = braid::create_task(braid::finished(&dialog));
            co_await braid::sleep(crowd.some(1ms, 20ms));
            if (crowd.oneIn(3)) {
                task.cancel();
                co_await braid::yield();
                expect(!dialog.isVisible(), "a cancelled dialog stays");
            } else {
                const int code = crowd.some(2, 100);
                dialog.done(code);
                const int result = co_await task;
                expect(result == code, "another result");
            }
            ++rounds;
            co_await braid::sleep(crowd.some(10ms, 60ms));
        }
    }
};

/// Dialogs with a nested loop, opened by a slot or in the middle of a coroutine's step. A dialog
/// above keeps those below open: one at a time.
class NestedDialogs : public Party {
public:
    NestedDialogs(Crowd& all, QWidget& window)
        : Party(all, "dialogs with a nested loop")
        , window_(window) {
        QObject::connect(&timer_, &QTimer::timeout, [this] { open(); });
        timer_.start(150);
        start(openInACoroutine());
    }

private:
    void open() {
        if (std::exchange(inside_, true))
            return;
        const auto outside = qScopeGuard([this] { inside_ = false; });
        QDialog dialog(&window_);
        const int code = crowd.some(2, 100);
        QTimer::singleShot(crowd.some(1, 30), &dialog, [&dialog, code] { dialog.done(code); });
        expect(dialog.exec() == code, "another result");
        ++rounds;
    }
    Coroutine<> openInACoroutine() {
        const Alive alive;
        for (;;) {
            co_await braid::sleep(crowd.some(50ms, 200ms));
            open();
        }
    }
    QWidget& window_;
    QTimer timer_;
    bool inside_ = false;
};

class Animations : public Party {
public:
    explicit Animations(Crowd& all)
        : Party(all, "animations") {
        for (int i = 0; i < 5; ++i)
            start(animate());
    }

private:
    Coroutine<> animate() {
        const Alive alive;
        for (;;) {
            QVariantAnimation animation;
            animation.setStartValue(0);
            animation.setEndValue(100);
            animation.setDuration(crowd.some(5, 40));
            animation.start();
            const bool stopped = crowd.oneIn(4);
            if (stopped)
                QTimer::singleShot(1, &animation, &QAbstractAnimation::stop);
            const bool finished = co_await braid::finished(&animation);
            expect(stopped || (finished && animation.currentValue() == 100), "it did not finish");
            ++rounds;
        }
    }
};

/// Waits in every way for itself; `tasks` is how many of its tasks have local variables.
class Owner : public QObject {
    Q_OBJECT
public:
    explicit Owner(int& tasks)
        : tasks_(tasks) {
        braid::create_task(this, waitForTheBell());
        braid::create_task(this, waitForTheTimer());
        braid::create_task(this, waitForBoth());
        timer_.start(1);
    }

signals:
    void bell(int number);

private:
    class Step {
    public:
        explicit Step(int& count)
            : count_(count) {
            ++count_;
        }
        ~Step() { --count_; }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

    private:
        const Alive alive_;
        int& count_;
    };

    Coroutine<> waitForTheBell() {
        const Step step(tasks_);
        for (;;)
            co_await braid::emitted(this, &Owner::bell);
    }
    Coroutine<> waitForTheTimer() {
        const Step step(tasks_);
        for (;;)
            co_await braid::timedOut(&timer_);
    }
    Coroutine<> waitForBoth() {
        const Step step(tasks_);
        for (;;)
            co_await braid::gather(waitForOneBell(), waitForAMoment());
    }
    Coroutine<> waitForOneBell() { co_await braid::emitted(this, &Owner::bell); }
    static Coroutine<> waitForAMoment() { co_await braid::sleep(2ms); }

    int& tasks_;
    QTimer timer_;
};

/// Objects that come, ring their bells and go, and all their tasks with them, on the spot.
class Owners : public Party {
public:
    explicit Owners(Crowd& all)
        : Party(all, "objects with tasks") {
        start(comeAndGo());
    }

private:
    struct Place {
        int tasks = 0; // outlives the owner
        std::unique_ptr<Owner> owner;
    };
    Coroutine<> comeAndGo() {
        const Alive alive;
        for (;;) {
            Place& place = places_[std::size_t(crowd.some(0, int(places_.size()) - 1))];
            if (!place.owner) {
                place.owner = std::make_unique<Owner>(place.tasks);
            } else if (crowd.oneIn(3)) {
                place.owner.reset();
                expect(place.tasks == 0, "a task outlives its object");
                ++rounds;
            } else {
                emit place.owner->bell(1);
            }
            co_await braid::sleep(crowd.some(0ms, 1ms));
        }
    }
    std::array<Place, 20> places_;
};

} // namespace

void addWidgetsAndObjects(Crowd& crowd, Parties& parties, QWidget& window) {
    parties.push_back(std::make_unique<Painter>(crowd, window));
    parties.push_back(std::make_unique<Dialogs>(crowd, window));
    parties.push_back(std::make_unique<NestedDialogs>(crowd, window));
    parties.push_back(std::make_unique<Animations>(crowd));
    parties.push_back(std::make_unique<Owners>(crowd));
}

} // namespace everything

#include "objects.moc"
