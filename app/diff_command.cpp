// SPDX-License-Identifier: MIT
#include "app/diff_command.h"

#include "loop/trace/trace_diff.h"
#include "loop/trace/trace_import.h"

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace braid {

namespace {

constexpr const char* help = R"(braid diff A B

Compares two recorded runs, A before and B after: how much longer tasks of the same
name took on the average, and for what. Tasks that changed by less than a tenth, or
by less than 2 ms, are left out.

  -h, --help   this text
)";

constexpr std::size_t most_waits = 3;

std::string in_words(std::int64_t ns) {
    const double size = std::abs(double(ns));
    char text[32];
    if (size >= 0.9995e9)
        std::snprintf(text, sizeof text, "%.2f s", double(ns) / 1e9);
    else if (size >= 0.9995e6)
        std::snprintf(text, sizeof text, "%.1f ms", double(ns) / 1e6);
    else
        std::snprintf(text, sizeof text, "%.0f µs", double(ns) / 1e3);
    return text;
}

/// "0.30 s longer (+31 %)".
std::string difference(std::int64_t before, std::int64_t after) {
    std::string text =
        in_words(std::abs(after - before)) + (after < before ? " shorter" : " longer");
    if (before > 0) {
        char share[32];
        std::snprintf(share, sizeof share, " (%+.0f %%)",
                      100 * double(after - before) / double(before));
        text += share;
    }
    return text;
}

std::string counted(const TaskTotals& group) {
    return group.tasks == 1 ? "" : " × " + std::to_string(group.tasks);
}

void tell(const TaskChange& task) {
    std::string line = task.strand + ": " + task.name;
    if (task.is_new())
        line += counted(task.after) + ": new, " + in_words(task.after.mean_ns());
    else if (task.is_gone())
        line += counted(task.before) + ": gone, took " + in_words(task.before.mean_ns());
    else {
        line += counted(task.after) + ": " + in_words(task.before.mean_ns()) + " → " +
                in_words(task.after.mean_ns()) + ", " +
                difference(task.before.mean_ns(), task.after.mean_ns());
        if (task.before.tasks != task.after.tasks)
            line += ", " + std::to_string(task.before.tasks) + " → " +
                    std::to_string(task.after.tasks) + " tasks";
        if (task.before.failed != task.after.failed)
            line += ", " + std::to_string(task.before.failed) + " → " +
                    std::to_string(task.after.failed) + " failed";
    }
    std::puts(line.c_str());
    if (task.is_new() || task.is_gone())
        return;
    const DiffTolerance tolerance;
    std::size_t told = 0;
    for (const WaitSum& wait : task.waits) {
        if (!tolerance.changed(wait) || told++ == most_waits)
            break;
        const char* const how = wait.before_count == 0  ? "a new wait, "
                                : wait.after_count == 0 ? "waits no more, "
                                                        : "";
        std::printf("    %s: %s%s → %s\n", wait.what.c_str(), how, in_words(wait.before_ns).c_str(),
                    in_words(wait.after_ns).c_str());
    }
    const auto ran = [](const TaskTotals& group) {
        return group.by_activity[std::size_t(Activity::Running)] +
               group.by_activity[std::size_t(Activity::Blocked)];
    };
    WaitSum run{"running", 1, 1, ran(task.before), ran(task.after)};
    if (tolerance.changed(run))
        std::printf("    running: %s → %s\n", in_words(run.before_ns).c_str(),
                    in_words(run.after_ns).c_str());
}

std::unique_ptr<TraceImport> read(const char* file) {
    auto import = std::make_unique<TraceImport>(file);
    while (import->read_some(1 << 20)) {
    }
    if (!import->problem().empty())
        std::fprintf(stderr, "braid: %s: %s\n", file, import->problem().c_str());
    return import;
}

} // namespace

int diff_command(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        if (const std::string_view word = argv[i]; word == "--help" || word == "-h")
            return std::fputs(help, stdout) < 0;
    if (argc != 3) {
        std::fputs("braid: 'braid diff' compares two traces.\nTry 'braid diff --help'.\n", stderr);
        return 2;
    }
    try {
        const auto before = read(argv[1]), after = read(argv[2]);
        const TraceDiff diff =
            compare(before->trace(), before->end_ns(), after->trace(), after->end_ns());
        std::printf("%s took %s, %s %s: %s\n", argv[1], in_words(diff.before_ns).c_str(), argv[2],
                    in_words(diff.after_ns).c_str(),
                    difference(diff.before_ns, diff.after_ns).c_str());
        std::size_t same = 0;
        for (const TaskChange& task : diff.tasks)
            if (DiffTolerance().changed(task))
                tell(task);
            else
                ++same;
        if (same > 0)
            std::printf("%zu the same\n", same);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "braid: %s\n", error.what());
        return 1;
    }
    return 0;
}

} // namespace braid
