// SPDX-License-Identifier: MIT
#include "widgets/session/scripts.h"

#include "widgets/wording.h"

#include <algorithm>

namespace braid {

Scripts::Scripts(QObject* parent)
    : QObject(parent) {}

Scripts::~Scripts() = default;

void Scripts::addEngine(ScriptEngine& engine) { engines_.push_back(&engine); }

void Scripts::removeEngines() {
    for (const auto& entry : runs_)
        entry->script.reset();
    engines_.clear();
}

bool Scripts::accepts(const std::filesystem::path& file) const {
    return std::any_of(engines_.begin(), engines_.end(),
                       [&](const ScriptEngine* engine) { return engine->accepts(file); });
}

QStringList Scripts::filePatterns() const {
    QStringList patterns;
    for (const ScriptEngine* engine : engines_)
        for (const std::string& suffix : engine->suffixes())
            patterns << QLatin1Char('*') + toQString(suffix);
    return patterns;
}

QString Scripts::newFileSuffix() const {
    return engines_.empty() ? QString() : toQString(engines_.front()->suffixes().front());
}

std::vector<int> Scripts::start(const std::vector<std::filesystem::path>& files) {
    std::vector<int> runs;
    for (const auto& file : files)
        if (const int run = startOne(file, {}); run >= 0)
            runs.push_back(run);
    if (!runs.empty())
        lastStarted_ = runs;
    return runs;
}

int Scripts::start(const std::filesystem::path& file, std::vector<std::string> arguments) {
    const int run = startOne(file, std::move(arguments));
    if (run >= 0)
        lastStarted_ = {run};
    return run;
}

int Scripts::startOne(const std::filesystem::path& path, std::vector<std::string> arguments) {
    const auto engine = std::find_if(engines_.begin(), engines_.end(),
                                     [&](ScriptEngine* e) { return e->accepts(path); });
    if (engine == engines_.end())
        return -1;
    Run info;
    info.path = path;
    info.arguments = std::move(arguments);
    return begin(**engine, std::move(info));
}

std::vector<int> Scripts::startPrograms(std::vector<Program> programs) {
    std::vector<int> runs;
    for (Program& program : programs) {
        if (std::find(engines_.begin(), engines_.end(), program.engine) == engines_.end())
            continue;
        Run info;
        info.path = program.text.file;
        info.text = std::make_shared<const ScriptText>(std::move(program.text));
        runs.push_back(begin(*program.engine, std::move(info)));
    }
    if (!runs.empty())
        lastStarted_ = runs;
    return runs;
}

int Scripts::begin(ScriptEngine& engine, Run info) {
    auto entry = std::make_unique<Entry>();
    const int id = info.id = count();
    entry->engine = &engine;
    entry->script = info.text ? engine.load_text(*info.text, *this)
                              : engine.load(info.path, info.arguments, *this);
    entry->info = std::move(info);
    Script& script = *entry->script;
    const auto& text = entry->info.text;
    entry->info.name = nameFor(toShown(text ? text->name : script.name()));
    runs_.push_back(std::move(entry));

    script.set_terminal_size(terminalColumns_, terminalRows_);
    script.start();
    Entry& started = *runs_[std::size_t(id)];
    started.info.strand = script.strand();
    // It may be said already, if the engine told so while it started.
    if (started.info.state == Script::State::Loaded)
        started.info.state = script.state();
    emit this->started(id);
    return id;
}

QString Scripts::nameFor(const QString& base) const {
    const auto taken = [&](const QString& name) {
        return std::any_of(runs_.begin(), runs_.end(), [&](const auto& entry) {
            return entry->info.isRunning() && entry->info.name == name;
        });
    };
    QString name = base;
    for (int n = 2; taken(name); ++n)
        name = tr("%1 (%2)").arg(base).arg(n);
    return name;
}

void Scripts::restart(int id) {
    Entry& entry = *runs_[std::size_t(id)];
    if (entry.info.isRunning()) {
        entry.restart = true;
        entry.script->stop();
        return;
    }
    startAgain(entry);
}

void Scripts::startAgain(const Entry& entry) {
    if (entry.info.text)
        startPrograms({Program{entry.engine, *entry.info.text}});
    else
        start(entry.info.path, entry.info.arguments);
}

void Scripts::stop(int id) {
    Entry& entry = *runs_[std::size_t(id)];
    entry.restart = false;
    if (entry.info.isRunning() && entry.script)
        entry.script->stop();
}

void Scripts::stopAll() {
    for (int id = 0; id < count(); ++id)
        stop(id);
}

bool Scripts::cancelTask(LaneId task, StrandId strand) {
    const int id = runOf(strand);
    if (id < 0)
        return false;
    const auto& entry = runs_[std::size_t(id)];
    return entry->script && entry->info.isRunning() && entry->script->cancel_task(task);
}

std::vector<LocationId> Scripts::stackOf(LaneId task, StrandId strand) const {
    const int id = runOf(strand);
    if (id < 0)
        return {};
    const auto& entry = runs_[std::size_t(id)];
    return entry->script && entry->info.isRunning() ? entry->script->where(task)
                                                    : std::vector<LocationId>();
}

void Scripts::sendLine(int id, const QString& line) {
    if (const auto& script = runs_[std::size_t(id)]->script)
        script->send_line(line.toStdString());
}

void Scripts::endInput(int id) {
    if (const auto& script = runs_[std::size_t(id)]->script)
        script->end_input();
}

void Scripts::type(int id, const QByteArray& bytes) {
    if (const auto& script = runs_[std::size_t(id)]->script)
        script->send_input({bytes.data(), std::size_t(bytes.size())});
}

TerminalMode Scripts::terminalMode(int id) const {
    const auto& script = runs_[std::size_t(id)]->script;
    return script ? script->terminal_mode() : TerminalMode();
}

void Scripts::setTerminalSize(int id, int columns, int rows) {
    if (const auto& script = runs_[std::size_t(id)]->script)
        script->set_terminal_size(columns, rows);
}

void Scripts::setTerminalSize(int columns, int rows) {
    terminalColumns_ = columns;
    terminalRows_ = rows;
    for (const auto& entry : runs_)
        if (entry->script)
            entry->script->set_terminal_size(columns, rows);
}

int Scripts::runOf(StrandId strand) const {
    const auto entry = std::find_if(runs_.rbegin(), runs_.rend(),
                                    [&](const auto& e) { return e->info.strand == strand; });
    return strand == StrandId::None || entry == runs_.rend() ? -1 : (*entry)->info.id;
}

int Scripts::runningCount() const {
    return int(std::count_if(runs_.begin(), runs_.end(),
                             [](const auto& entry) { return entry->info.isRunning(); }));
}

// -- what the engines tell ----------------------------------------------------------------------

Scripts::Entry* Scripts::entryOf(const Script& script) {
    const auto entry = std::find_if(runs_.rbegin(), runs_.rend(),
                                    [&](const auto& e) { return e->script.get() == &script; });
    return entry == runs_.rend() ? nullptr : entry->get();
}

void Scripts::script_wrote(Script& script, OutputStream stream, std::string_view text) {
    Entry* entry = entryOf(script);
    if (!entry)
        return;
    emit wrote(entry->info.id, stream, toQString(text));
}

void Scripts::script_changed(Script& script) {
    Entry* entry = entryOf(script);
    if (!entry || !entry->info.isRunning())
        return;
    Run& info = entry->info;
    info.strand = script.strand();
    info.state = script.state();
    if (info.state == Script::State::Ended) {
        info.outcome = script.outcome();
        info.exitStatus = script.exit_status();
        info.failure = toShown(script.failure());
        // Not from inside its own call.
        QMetaObject::invokeMethod(
            this, [this, id = info.id] { dispose(id); }, Qt::QueuedConnection);
    }
    emit changed(info.id);
}

void Scripts::script_part_changed(Script& script, const PartReport& part) {
    if (const Entry* entry = entryOf(script))
        emit partChanged(entry->info.id, part);
}

void Scripts::script_progressed(Script& script, const Progress& progress) {
    Entry* entry = entryOf(script);
    if (!entry)
        return;
    entry->info.progress = progress;
    emit progressed(entry->info.id);
}

void Scripts::dispose(int id) {
    Entry& entry = *runs_[std::size_t(id)];
    entry.script.reset();
    emit ended(id);
    if (std::exchange(entry.restart, false))
        startAgain(entry);
}

} // namespace braid
