// SPDX-License-Identifier: MIT
// Watches a folder, and tells of every change.
#include "bridge/tasks/folder_watch.h"
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"

namespace braid::tasks {

namespace {

Coroutine<> watch(TaskContext& task) {
    FolderWatch folder(*EventLoop::current(), task.folder("folder"));
    co_await folder.start();
    for (std::uint64_t count = 0;;) {
        task.progress(counted(count, "change") + " in " + counted(folder.folder_count(), "folder"));
        const std::vector<FolderWatch::Change> changes = co_await folder.next();
        for (const FolderWatch::Change& change : changes)
            task.print(change.what + "  " + change.path.string() +
                       (change.to.empty() ? "" : " → " + change.to.string()));
        count += changes.size();
        co_await task.room();
    }
}

} // namespace

TaskKind watch_folder() {
    return {.name = "watch",
            .title = "Watch a folder",
            .description = "Tells what is created, written, renamed and deleted in a folder and "
                           "those below it, until it is stopped.",
            .parameters = {{.name = "folder",
                            .title = "Folder",
                            .description = "which one",
                            .value_name = "FOLDER",
                            .kind = Parameter::Kind::Folder,
                            .fallback = ".",
                            .is_positional = true}},
            .run = watch};
}

} // namespace braid::tasks
