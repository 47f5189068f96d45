// SPDX-License-Identifier: MIT
// asyncio's scheduling in a script, recorded in the trace, beside python3 alone and uvloop.
#include "tests/benchmarks/bench.h"

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

/// The number that a command prints.
double value_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    double value = 0;
    if (!pipe || std::fscanf(pipe.get(), "%lf", &value) != 1)
        throw std::runtime_error(command);
    return value;
}

} // namespace

int main(int argc, char** argv) {
    bench::Suite suite("python");
    const std::string workloads = BRAID_WORKLOADS;
    for (const std::string name :
         {"sleep(0)", "call_soon", "await future", "create_task + gather"}) {
        const std::string argument = " '" + name + "'";
        suite.lower_is_better(name, "braid", "ns", [=] {
            return value_of(BRAID_PROGRAM " run --trace /dev/null " + workloads + " --" + argument);
        });
        suite.lower_is_better(name, "braid, not recorded", "ns", [=] {
            return value_of(BRAID_PROGRAM " run " + workloads + " --" + argument);
        });
        suite.lower_is_better(name, "asyncio", "ns",
                              [=] { return value_of("/usr/bin/python3 " + workloads + argument); });
        suite.lower_is_better(name, "uvloop", "ns", [=] {
            return value_of("/usr/bin/python3 " + workloads + argument + " uvloop 2>/dev/null");
        });
    }
    return suite.run(argc, argv);
}
