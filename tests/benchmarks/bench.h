// SPDX-License-Identifier: MIT
#pragma once

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A small harness: cases, each measured on several subjects.
///
/// The subjects of a case are measured in turns, so that what else the machine does hits all of
/// them, and the median counts. A row goes to stdout as one line of JSON; `run` makes a table and
/// bench.json of it.
namespace bench {

class Suite {
public:
    /// Every subject is measured `runs` times, unless the command line says otherwise.
    explicit Suite(std::string name, int runs = 5)
        : name_(std::move(name))
        , runs_(runs) {}

    /// One subject of the case: `measure` does the work once and returns the value. A case needs
    /// to be named each time; its subjects appear in the order in which they were added. `goal` is
    /// the value to reach, where there is one.
    void lower_is_better(std::string_view test_case, std::string_view subject,
                         std::string_view unit, std::function<double()> measure,
                         std::optional<double> goal = {}) {
        add(test_case,
            {std::string(subject), std::string(unit), "lower", std::move(measure), {}, goal});
    }
    void higher_is_better(std::string_view test_case, std::string_view subject,
                          std::string_view unit, std::function<double()> measure) {
        add(test_case,
            {std::string(subject), std::string(unit), "higher", std::move(measure), {}, {}});
    }

    /// Measures what the arguments ask for: `[--runs N] [--subject SUBJECT] [CASE…]`, by default
    /// everything. A subject that throws is reported and left out.
    int run(int argc, char** argv) {
        int runs = runs_;
        std::string_view only;
        std::vector<std::string_view> wanted;
        for (int i = 1; i < argc; ++i) {
            if (std::string_view(argv[i]) == "--runs" && i + 1 < argc)
                runs = std::max(1, std::atoi(argv[++i]));
            else if (std::string_view(argv[i]) == "--subject" && i + 1 < argc)
                only = argv[++i];
            else
                wanted.push_back(argv[i]);
        }
        bool failed = false;
        for (auto& [test_case, subjects] : cases_) {
            const std::string_view name = test_case;
            if (!wanted.empty() && std::none_of(wanted.begin(), wanted.end(),
                                                [&](auto w) { return name.find(w) != name.npos; }))
                continue;
            for (int i = 0; i < runs; ++i)
                for (Subject& subject : subjects)
                    if (int(subject.values.size()) == i &&
                        subject.name.find(only) != std::string::npos)
                        failed |= !measure(test_case, subject);
            for (const Subject& subject : subjects)
                if (!subject.values.empty())
                    print(test_case, subject);
        }
        return failed ? 1 : 0;
    }

private:
    struct Subject {
        std::string name;
        std::string unit;
        const char* better;
        std::function<double()> measure;
        std::vector<double> values;
        std::optional<double> goal;
    };

    void add(std::string_view test_case, Subject subject) {
        auto place = std::find_if(cases_.begin(), cases_.end(),
                                  [&](const auto& c) { return c.first == test_case; });
        if (place == cases_.end())
            place = cases_.insert(place, {std::string(test_case), {}});
        place->second.push_back(std::move(subject));
    }

    static bool measure(const std::string& test_case, Subject& subject) {
        try {
            // To tidy up what the subject before has freed is not this one's work: a million tasks
            // of Asio leave 150 ms of it to whoever allocates or frees something large next.
            malloc_trim(0);
            subject.values.push_back(subject.measure());
            return true;
        } catch (const std::exception& e) {
            std::fprintf(stderr, "%s, %s: %s\n", test_case.c_str(), subject.name.c_str(), e.what());
            return false;
        }
    }

    void print(const std::string& test_case, const Subject& subject) const {
        auto values = subject.values;
        std::sort(values.begin(), values.end());
        const std::size_t middle = values.size() / 2;
        const double median =
            values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        std::printf("{\"suite\": \"%s\", \"case\": \"%s\", \"subject\": \"%s\", \"value\": %.6g, "
                    "\"unit\": \"%s\", \"better\": \"%s\", \"runs\": %zu",
                    name_.c_str(), test_case.c_str(), subject.name.c_str(), median,
                    subject.unit.c_str(), subject.better, values.size());
        if (subject.goal)
            std::printf(", \"goal\": %.6g", *subject.goal);
        std::puts("}");
        std::fflush(stdout);
    }

    std::string name_;
    int runs_;
    std::vector<std::pair<std::string, std::vector<Subject>>> cases_;
};

/// Wall time of `work()`, in ns per operation.
template<typename Work>
double wall_ns(double operations, Work&& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - began;
    return took.count() / operations;
}

/// Processor time of `work()`, in ns per operation: for work that waits.
template<typename Work>
double cpu_ns(double operations, Work&& work) {
    const auto now = [] {
        timespec t{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return double(t.tv_sec) * 1e9 + double(t.tv_nsec);
    };
    const double began = now();
    work();
    return (now() - began) / operations;
}

} // namespace bench
