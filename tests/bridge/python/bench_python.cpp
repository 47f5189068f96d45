// SPDX-License-Identifier: MIT
// asyncio's scheduling in a script, recorded in the trace, beside python3 alone and uvloop.
#include "tests/benchmarks/bench.h"
#include "tests/benchmarks/command.h"

#include <string>

int main(int argc, char** argv) {
    bench::Suite suite("python");
    const std::string workloads = BRAID_WORKLOADS;
    for (const std::string name :
         {"sleep(0)", "call_soon", "await future", "create_task + gather"}) {
        const std::string argument = " '" + name + "'";
        suite.lower_is_better(name, "braid", "ns", [=] {
            return bench::value_of(BRAID_PROGRAM " run --trace /dev/null " + workloads + " --" +
                                   argument);
        });
        suite.lower_is_better(name, "braid, not recorded", "ns", [=] {
            return bench::value_of(BRAID_PROGRAM " run " + workloads + " --" + argument);
        });
        suite.lower_is_better(name, "asyncio", "ns", [=] {
            return bench::value_of("/usr/bin/python3 " + workloads + argument);
        });
        suite.lower_is_better(name, "uvloop", "ns", [=] {
            return bench::value_of("/usr/bin/python3 " + workloads + argument +
                                   " uvloop 2>/dev/null");
        });
    }
    return suite.run(argc, argv);
}
