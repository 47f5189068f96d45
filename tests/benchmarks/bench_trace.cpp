// SPDX-License-Identifier: MIT
// What it costs to record tasks without end: time per task and memory, which must stay what they
// are after the first million. And what it costs to show what was recorded.
#include "bench.h"
#include "bench_trace_painting.h"

#include "loop/run.h"
#include "loop/sleep.h"
#include "loop/task.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"

#include <QApplication>

#include <unistd.h>

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>

using namespace braid;

namespace {

constexpr int million = 1'000'000;
constexpr int millions = 10;

/// Of the n-th million, and what the process held after it.
struct Million {
    double ns = 0; ///< per task
    double mb = 0;
};
using Millions = std::array<Million, millions>;

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    double size = 0, resident = 0;
    file >> size >> resident;
    return resident * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

Coroutine<> short_task() { co_await yield(); }

Coroutine<> a_million(Million& result) {
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < million; ++i) {
        Task<> task = create_task(short_task());
        co_await task;
    }
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - began;
    result = {took.count() / million, resident_mb()};
}

Millions in_cpp() {
    Millions result;
    Trace trace;
    Runner runner;
    const Recorder recorder(runner.loop(), trace);
    for (Million& each : result)
        runner.run(a_million(each));
    return result;
}

/// The same in a script that is recorded: `short_tasks.py` prints a line for each million.
Millions in_python() {
    Millions result;
    const std::unique_ptr<FILE, int (*)(FILE*)> out(
        popen("'" BRAID_PROGRAM "' run --trace /dev/null '" BRAID_SHORT_TASKS "'", "r"), pclose);
    for (Million& each : result)
        if (!out || std::fscanf(out.get(), "%lf %lf", &each.ns, &each.mb) != 2)
            throw std::runtime_error("braid run short_tasks.py said something else");
    return result;
}

/// A switch between two tasks, recorded: of ten million.
double a_switch() {
    Trace trace;
    Runner runner;
    const Recorder recorder(runner.loop(), trace);
    constexpr int each = 2'500'000;
    const auto yields = [](int times) -> Coroutine<> {
        for (int i = 0; i < times; ++i)
            co_await yield();
    };
    const auto both = [&]() -> Coroutine<> {
        Task<> other = create_task(yields, each);
        co_await yields(each);
        co_await other;
    };
    return bench::wall_ns(2.0 * each, [&] { runner.run(both()); });
}

/// What a record takes by itself: a task's state, with the sums that are kept.
double a_record() {
    Trace trace;
    const LaneId lane = trace.begin_lane(0, trace.begin_strand(0, StrandKind::Cpp, ""), "task");
    constexpr int records = 10'000'000;
    return bench::wall_ns(records, [&] {
        for (int n = 0; n < records; ++n)
            trace.record(n * 100, lane, n % 2 ? Activity::Ready : Activity::Running);
    });
}

/// Ten million tasks are their own repetition: measured once.
void add(bench::Suite& suite, const std::string& language, Millions (*measure)()) {
    const auto once = [measure]() -> const Millions& {
        static std::vector<std::pair<Millions (*)(), Millions>> known;
        for (const auto& [function, result] : known)
            if (function == measure)
                return result;
        return known.emplace_back(measure, measure()).second;
    };
    for (const auto& [name, index] : {std::pair("second million", 1), std::pair("last", 9)}) {
        suite.lower_is_better("a short task, " + language, name, "ns",
                              [=] { return once()[std::size_t(index)].ns; });
        suite.lower_is_better("memory of short tasks, " + language, name, "MB",
                              [=] { return once()[std::size_t(index)].mb; });
    }
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    bench::Suite suite("trace");
    suite.lower_is_better("a record", "braid", "ns", a_record);
    suite.lower_is_better("a switch of C++ tasks, recorded", "braid", "ns", a_switch);
    add_painting(suite);
    add(suite, "C++", in_cpp);
    add(suite, "Python", in_python);
    return suite.run(argc, argv);
}
