// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <vector>

namespace braid {

/// One run of a script, as the window tells of it.
struct Run {
    int id = 0;   ///< counts from 0 in the order of starts
    QString name; ///< the script's; with a number if another run of it goes on
    std::filesystem::path path;
    std::vector<std::string> arguments = {};
    /// Of a program that is no file of its own, as blocks of a note: what it runs. Null for a file.
    std::shared_ptr<const ScriptText> text = {};
    StrandId strand = StrandId::None;
    Script::State state = Script::State::Loaded;
    Outcome outcome = Outcome::Pending;
    int exitStatus = 0;
    QString failure;        ///< in one line
    Progress progress = {}; ///< as it told last

    bool isRunning() const { return state != Script::State::Ended; }
};

/// The scripts of the window: starts, stops and restarts them, and tells what becomes of them,
/// whatever language they are in.
class Scripts : public QObject, private ScriptListener {
    Q_OBJECT

public:
    explicit Scripts(QObject* parent = nullptr);
    ~Scripts() override;

    /// `engine` must outlive this object, or be taken away by `removeEngines` before it goes.
    void addEngine(ScriptEngine& engine);
    /// From now on no script starts, not even one that was to be restarted. Those that run go on.
    void refuseStarts() { engines_.clear(); }
    /// Forgets all scripts, running or not. For the end of the program.
    void removeEngines();
    const std::vector<ScriptEngine*>& engines() const { return engines_; }
    /// Is there an engine for a file of this name?
    bool accepts(const std::filesystem::path& file) const;
    /// The names of such files, for a dialog: "*.py".
    QStringList filePatterns() const;
    /// How the name of a new script ends, dot included; empty if there is no engine.
    QString newFileSuffix() const;

    /// Starts them all, together; files that no engine accepts are left out. Returns their runs.
    std::vector<int> start(const std::vector<std::filesystem::path>& files);
    /// Starts one, with arguments. Returns its run, -1 if no engine accepts it.
    int start(const std::filesystem::path& file, std::vector<std::string> arguments);
    /// A text, and who is to run it.
    struct Program {
        ScriptEngine* engine;
        ScriptText text;
    };
    /// Starts them all, together; those of engines that are not here (any more) are left out.
    std::vector<int> startPrograms(std::vector<Program> programs);
    /// Starts what a run has run once more; if the run goes on it is stopped first.
    void restart(int run);
    void stop(int run);
    void stopAll();
    bool cancelTask(LaneId task, StrandId strand);
    /// Where a task stands now: the chain of awaits, innermost last. Empty when nobody can tell.
    std::vector<LocationId> stackOf(LaneId task, StrandId strand) const;
    void sendLine(int run, const QString& line);
    void endInput(int run);
    /// Keys, at its terminal.
    void type(int run, const QByteArray& bytes);
    TerminalMode terminalMode(int run) const;
    /// How much of a script's output is seen at once, for all scripts from now on.
    void setTerminalSize(int columns, int rows);
    /// The same of one that is shown otherwise.
    void setTerminalSize(int run, int columns, int rows);

    int count() const { return int(runs_.size()); }
    const Run& run(int id) const { return runs_[std::size_t(id)]->info; }
    /// -1 if no run has this strand.
    int runOf(StrandId strand) const;
    int runningCount() const;
    /// The runs of the last `start` or `restart`.
    const std::vector<int>& lastStarted() const { return lastStarted_; }

signals:
    void started(int run);
    void changed(int run); ///< its state; also its end
    void ended(int run);
    void progressed(int run);
    /// Of a run with a text: one of its parts begins, or is over.
    void partChanged(int run, const braid::PartReport& part);
    /// Text as it was written, not cut at lines.
    void wrote(int run, braid::OutputStream stream, const QString& text);

private:
    struct Entry {
        Run info;
        ScriptEngine* engine = nullptr;
        std::unique_ptr<Script> script; ///< null once its end has been told
        bool restart = false;
    };

    Audience audience() const override { return Audience::Terminal; }
    void script_wrote(Script& script, OutputStream stream, std::string_view text) override;
    void script_changed(Script& script) override;
    void script_part_changed(Script& script, const PartReport& part) override;
    void script_progressed(Script& script, const Progress& progress) override;
    Entry* entryOf(const Script& script);
    QString nameFor(const QString& base) const;
    int startOne(const std::filesystem::path& path, std::vector<std::string> arguments);
    int begin(ScriptEngine& engine, Run info);
    void startAgain(const Entry& entry);
    void dispose(int run);

    std::vector<ScriptEngine*> engines_;
    std::vector<std::unique_ptr<Entry>> runs_;
    std::vector<int> lastStarted_;
    int terminalColumns_ = 80;
    int terminalRows_ = 24;
};

} // namespace braid
