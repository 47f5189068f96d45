// SPDX-License-Identifier: MIT
// Hashes all files of a folder, on all cores: files are read by threads, the loop only hands out.
#include "bridge/tasks/batch.h"
#include "bridge/tasks/file_hash.h"
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"
#include "loop/executor.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace braid::tasks {

namespace {

namespace fs = std::filesystem;
using Walk = fs::recursive_directory_iterator;

struct File {
    fs::path path;
    std::uint64_t size = 0;
};

/// The next of the files; none at the end. In a thread.
std::vector<File> next_files(const std::shared_ptr<Walk>& walk) {
    std::vector<File> files;
    for (int looked_at = 0; *walk != Walk() && looked_at < 1000; ++looked_at) {
        const fs::directory_entry& entry = **walk;
        std::error_code gone;
        if (entry.symlink_status(gone).type() == fs::file_type::regular)
            files.push_back({entry.path(), entry.file_size(gone)});
        walk->increment(gone);
        if (gone) // the rest of that folder cannot be read
            walk->pop(gone);
    }
    return files;
}

/// A line as sha256sum writes it: newlines in names must not make two lines of one.
std::string line_of(const std::string& hex, const std::string& path) {
    std::string name;
    for (const char c : path)
        name += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : std::string(1, c);
    return (name == path ? "" : "\\") + hex + "  " + name;
}

struct Hashing {
    TaskContext& task;
    std::vector<File> files = {};
    std::vector<std::optional<std::string>> lines = {}; ///< of the files that are done
    std::uint64_t bytes = 0;                            ///< of all files
    std::uint64_t hashed = 0;
    std::size_t printed = 0; ///< files: they are printed in order
    std::size_t failed = 0;
    ThreadPoolExecutor cores{0}; // as many as there are

    void done(std::size_t number, std::string line) {
        lines[number] = std::move(line);
        for (; printed < lines.size() && lines[printed]; ++printed)
            if (!lines[printed]->empty())
                task.print(*lines[printed]);
    }
    void tell() const {
        task.progress(bytes == 0 ? 1 : double(hashed) / double(bytes),
                      in_groups(printed) + " of " + counted(files.size(), "file") + " · " +
                          in_bytes(hashed));
    }
};

Coroutine<> hash_one(Hashing& all, std::size_t number) {
    const File& file = all.files[number];
    const auto hash = std::make_shared<FileHash>(file.path);
    try {
        while (!hash->done()) {
            const std::uint64_t hashed =
                co_await run_in_executor(all.cores, &FileHash::hash_some, hash);
            all.hashed += hashed;
            all.tell();
        }
    } catch (const std::exception& error) {
        ++all.failed;
        all.task.complain(file.path.string() + ": " + error.what());
        all.done(number, "");
        throw; // so its lane has failed, too
    }
    all.done(number, line_of(hash->hex(), file.path.string()));
}

Coroutine<> start_all(Hashing& all, Batch& batch) {
    for (std::size_t number = 0; number < all.files.size(); ++number) {
        co_await all.task.room();
        co_await batch.start(hash_one(all, number), all.files[number].path.filename().string());
    }
}

Coroutine<> hash_folder_files(TaskContext& task) {
    Hashing all{task};
    const auto options = fs::directory_options::skip_permission_denied;
    const auto walk = std::make_shared<Walk>(task.folder("folder"), options);
    while (*walk != Walk()) {
        const std::vector<File> found = co_await to_thread(next_files, walk);
        all.files.insert(all.files.end(), found.begin(), found.end());
        task.progress(counted(all.files.size(), "file") + " found");
    }
    std::sort(all.files.begin(), all.files.end(),
              [](const File& a, const File& b) { return a.path.native() < b.path.native(); });
    all.lines.resize(all.files.size());
    for (const File& file : all.files)
        all.bytes += file.size;
    const TimePoint began = Clock::now();
    Batch batch(2 * all.cores.size()); // so that no core waits for the loop
    co_await batch.run(start_all(all, batch));
    task.progress(1, counted(all.files.size(), "file") + " · " + in_bytes(all.hashed) + " in " +
                         in_time(Clock::now() - began));
    if (all.failed)
        throw TaskFailure(in_groups(all.failed) + " of " + counted(all.files.size(), "file") +
                          " could not be read");
}

} // namespace

TaskKind hash_folder() {
    return {.name = "hash",
            .title = "Hash a folder",
            .description = "Prints the SHA-256 of every file in a folder and those below it, as "
                           "sha256sum does, in the order of their names.",
            .parameters = {{.name = "folder",
                            .title = "Folder",
                            .description = "the files of which folder",
                            .value_name = "FOLDER",
                            .kind = Parameter::Kind::Folder,
                            .fallback = ".",
                            .is_positional = true}},
            .run = hash_folder_files};
}

} // namespace braid::tasks
