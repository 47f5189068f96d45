// SPDX-License-Identifier: MIT
// Streams, pipes and locks of programs: one that is the process, and two at once, beside python3.
#include "tests/benchmarks/bench.h"
#include "tests/benchmarks/command.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

const std::string workloads = BRAID_WORKLOADS;

/// A file in the folder for such.
std::string file(const std::string& name) {
    const char* folder = std::getenv("TMPDIR");
    return std::string(folder ? folder : "/tmp") + "/braid_bench_" + name;
}

std::string lines(const std::string& name, int count) {
    std::ofstream out(file(name));
    for (int i = 0; i < count; ++i)
        out << i << '\n';
    return file(name);
}

/// Whole programs, in ms and as ratios, which are what is to be reached.
void add_transfer(bench::Suite& suite, const std::string& name, const std::string& input,
                  const std::string& input_of_two) {
    const auto python = [=] {
        return bench::cost_of({BRAID_PYTHON, workloads, name}, input).wall_ms;
    };
    const auto alone = [=] {
        return bench::cost_of({BRAID_PROGRAM, "run", workloads, "--", name}, input).wall_ms;
    };
    // They share standard input, by lines; and a thread, which python3's share if one follows the
    // other.
    const auto two = [=] {
        return bench::cost_of({BRAID_PROGRAM, "run", workloads, workloads, "--", name},
                              input_of_two)
            .wall_ms;
    };
    suite.lower_is_better(name, "braid", "ms", alone);
    suite.lower_is_better(name, "python3", "ms", python);
    suite.lower_is_better(name + ", two at once", "braid", "ms", two);
    suite.lower_is_better(name + ", two at once", "python3", "ms",
                          [=] { return python() + python(); });
    suite.lower_is_better(
        name + ", braid / python3", "alone", "x", [=] { return alone() / python(); }, 1.2);
    suite.lower_is_better(
        name + ", braid / python3", "two at once", "x",
        [=] { return two() / (python() + python()); }, 1.2);
}

/// Calls, in ns. The second program among others is one that ends at once.
void add_call(bench::Suite& suite, const std::string& name, const std::string& nothing) {
    const std::string words = workloads + " -- '" + name + "'";
    suite.lower_is_better(name, "braid", "ns",
                          [=] { return bench::value_of(BRAID_PROGRAM " run " + words); });
    suite.lower_is_better(name, "braid, among others", "ns", [=] {
        return bench::value_of(BRAID_PROGRAM " run " + nothing + ' ' + words);
    });
    suite.lower_is_better(name, "python3", "ns", [=] {
        return bench::value_of(BRAID_PYTHON " " + workloads + " '" + name + "'");
    });
}

} // namespace

int main(int argc, char** argv) {
    unsetenv("PYTHONUNBUFFERED");
    const std::string some = lines("lines", 100'000), twice = lines("twice_the_lines", 200'000);
    std::ofstream(file("nothing.py")) << "pass\n";
    bench::Suite suite("streams", 9);
    for (const char* name : {"100 000 lines out", "20 000 lines out, flushed", "100 000 lines in",
                             "100 000 lines through"})
        add_transfer(suite, name, some, twice);
    for (const char* name :
         {"write and read of a ready pipe", "two threads by locks", "two threads by pipes"})
        add_call(suite, name, file("nothing.py"));
    return suite.run(argc, argv);
}
