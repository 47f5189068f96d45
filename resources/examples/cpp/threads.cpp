// SPDX-License-Identifier: MIT
// Work on all cores, results in order, while the loop's own thread stays free.
#include <braid/loop/executor.h>
#include <braid/loop/run.h>

#include <iostream>
#include <vector>

int count_primes(int below) {
    int count = 0;
    for (int n = 2; n < below; ++n) {
        bool prime = true;
        for (int d = 2; d * d <= n && prime; ++d)
            prime = n % d != 0;
        count += prime;
    }
    return count;
}

braid::Coroutine<> primes() {
    braid::ThreadPoolExecutor pool;
    const std::vector<int> limits{10, 1000, 100'000};
    const std::vector<int> counts = co_await braid::map(pool, count_primes, limits);
    for (std::size_t i = 0; i < limits.size(); ++i)
        std::cout << counts[i] << " primes below " << limits[i] << '\n';
}

int main() { braid::run(primes()); }
