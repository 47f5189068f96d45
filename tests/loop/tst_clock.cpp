// SPDX-License-Identifier: MIT
#include "loop/clock.h"

#include "loop/run.h"
#include "loop/sleep.h"
#include "loop/time_source.h"
#include "tests/loop/coroutine_test.h"

#include <atomic>
#include <thread>

using namespace braid;
using namespace std::chrono_literals;

namespace {

std::int64_t ns(Duration duration) { return std::chrono::nanoseconds(duration).count(); }

/// Goes backwards, as a source of somebody else's may.
class Backwards final : public TimeSource {
public:
    TimePoint now() const override { return TimePoint(1h) - ++calls_ * 1s; }
    TimePoint real_time(TimePoint) const override { return TimePoint::max(); }

private:
    mutable std::atomic<int> calls_ = 0;
};

} // namespace

/// One clock for all who live on a loop.
class TestClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void its_nanoseconds_are_the_steady_clocks_and_never_run_backwards() {
        const auto since = [](TimePoint begin) { return ns(Clock::now() - begin); };
        const auto begin = Clock::now();
        EventLoop loop;
        const std::int64_t setting_out_ns = since(begin);
        constexpr std::int64_t tolerance_ns = 200'000;
        std::int64_t last = 0;
        while (since(begin) < ns(150ms)) {
            const std::int64_t before = since(begin) - setting_out_ns;
            const std::int64_t now = loop.clock().now_ns();
            const std::int64_t after = since(begin);
            QVERIFY(now >= last);
            QVERIFY(now >= before - tolerance_ns);
            QVERIFY(now <= after + tolerance_ns);
            last = now;
        }
    }

    void its_nanoseconds_follow_virtual_time() {
        EventLoop loop;
        const auto main = [&]() -> Coroutine<> {
            LoopClock& clock = loop.clock();
            const std::int64_t before = clock.now_ns();
            loop.set_time_source(std::make_unique<VirtualTime>());
            const std::int64_t began = clock.now_ns();
            CO_VERIFY(began >= before && began < before + ns(1min)); // no jump there
            co_await sleep(1h);
            CO_VERIFY(clock.now_ns() == began + ns(1h));
            loop.set_time_source(nullptr);
            const std::int64_t real = clock.now_ns();
            CO_VERIFY(real >= began + ns(1h) && real < began + ns(1h + 1min)); // nor back
            co_await sleep(2ms);
            CO_VERIFY(clock.now_ns() >= real + ns(1ms));
        };
        auto task = create_task(loop, main());
        while (!task.done())
            loop.run_ready(Clock::now() + 1ms, true);
        task.result();
    }

    void its_nanoseconds_follow_the_pace() {
        EventLoop loop;
        auto source = std::make_unique<ScaledTime>(0);
        ScaledTime& time = *source;
        loop.set_time_source(std::move(source));
        const std::int64_t still = loop.clock().now_ns();
        QCOMPARE(loop.clock().now_ns(), still);
        time.set_pace(1e6);
        while (loop.clock().now_ns() < still + ns(1s)) {
        }
    }

    void its_nanoseconds_stay_though_the_source_goes_back() {
        EventLoop loop;
        loop.set_time_source(std::make_unique<Backwards>());
        const std::int64_t now = loop.clock().now_ns();
        QCOMPARE(loop.clock().now_ns(), now);
        const TimePoint before = loop.time();
        QVERIFY(loop.time() < before);
    }

    void other_threads_read_it_while_sources_come_and_go() {
        EventLoop loop;
        std::atomic<bool> over = false;
        std::atomic<int> readings = 0;
        std::thread other([&] {
            while (!over) {
                static_cast<void>(loop.clock().now());
                static_cast<void>(loop.clock().real_time(TimePoint(1h)));
                ++readings;
            }
        });
        while (readings < 1000) {
            auto source = std::make_unique<ScaledTime>(2);
            ScaledTime& time = *source;
            loop.set_time_source(std::move(source));
            time.set_pace(3);
            loop.set_time_source(std::make_unique<VirtualTime>());
            loop.set_time_source(nullptr);
        }
        over = true;
        other.join();
    }

    void virtual_time_stands_still_while_it_is_held() {
        EventLoop loop;
        loop.set_time_source(std::make_unique<VirtualTime>());
        bool fired = false;
        loop.call_later(1h, [&] { fired = true; });
        {
            const LoopClock::Hold hold(loop.clock());
            loop.clock().hold();
            loop.clock().release(); // they nest
            loop.call_soon_threadsafe([] {});
            while (loop.run_ready(Clock::now() + 1ms, false)) {
            }
            std::thread other([&] { loop.call_soon_threadsafe([] {}); });
            loop.run_ready(Clock::now() + 1ms, true);
            other.join();
            QVERIFY(!fired);
        }
        while (!fired)
            loop.run_ready(Clock::now() + 1ms, true);
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
