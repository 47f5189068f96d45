// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/notes/note_plan.h"
#include "widgets/notes/block_result.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <map>
#include <memory>

namespace braid {

class Session;

/// A note that is open: what stands in it, what of it runs, and what came of that. It runs blocks
/// as scripts of the session, follows them, and reads the file again when somebody has changed it;
/// results stay with the text that they are of.
class OpenNote : public QObject {
    Q_OBJECT

public:
    /// `session` must outlive it.
    OpenNote(Session& session, const std::filesystem::path& file, QObject* parent = nullptr);
    ~OpenNote() override;

    const std::filesystem::path& file() const { return file_; }
    const Note& note() const { return reading_->note; }
    /// Whether blocks run, and after which. Null until that is known: while a script computes,
    /// nobody else gets hold of its language.
    const NotePlan* plan() const { return reading_->plan ? &*reading_->plan : nullptr; }
    /// Why it could not be read the last time, "lecture.ipynb:12: …"; what was read before is kept.
    const QString& problem() const { return problem_; }

    int count() const { return int(note().blocks.size()); }
    /// Null: it has not run.
    const BlockResult* result(int block) const { return results_[std::size_t(block - 1)].get(); }
    bool canRun(int block) const;
    bool isRunning(int block) const;
    bool isRunning() const { return !activities_.empty(); }
    /// Those that can run from `first` on, but for fragments.
    std::vector<int> runnable(int first = 1) const;

    /// Runs these, and those that they need before them.
    void run(const std::vector<int>& blocks);
    /// Stops the program that a block is in.
    void stop(int block);
    void stop();

    /// Looks at the file now, and not when it is said to have changed.
    void lookAtDisk();

signals:
    /// The note was read; the blocks that are new or have changed since it was last.
    void read(const QList<int>& changed);
    /// It is known now what runs.
    void planned();
    void problemChanged();
    void resultChanged(int block);
    /// What can be done has changed.
    void changed();

private:
    struct Reading {
        Note note;
        std::optional<NotePlan> plan;
    };
    /// A run of some of its blocks, by the numbers that its parts have in the run's text.
    struct Activity {
        std::map<int, std::shared_ptr<BlockResult>> parts;
        std::shared_ptr<BlockResult> now; ///< who writes
        std::map<int, std::optional<ExpectedOutput>> expected;
    };

    void load();
    void makePlan();
    void watch();
    void keepResults(const Note& before);
    int blockOf(const ScriptText::Part& part) const;
    void adopt(int run);
    void take(int run, const PartReport& part);
    void end(int run);
    void finish(BlockResult& result, BlockResult::State state, std::int64_t timeNs,
                const QString& failure = {});
    void compare(BlockResult& result, const std::optional<ExpectedOutput>& expected);
    void tell(const BlockResult& result);

    Session& session_;
    const std::filesystem::path file_;
    std::unique_ptr<Reading> reading_;
    QString problem_;
    QByteArray digest_;                                 ///< of the file as it was read last
    std::vector<std::shared_ptr<BlockResult>> results_; ///< by block
    std::map<int, Activity> activities_;                ///< by run
    QFileSystemWatcher watcher_;
    QTimer lookTimer_;
    QTimer planTimer_;
};

} // namespace braid
