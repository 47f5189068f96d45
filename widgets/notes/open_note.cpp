// SPDX-License-Identifier: MIT
#include "widgets/notes/open_note.h"

#include "widgets/session/session.h"
#include "widgets/wording.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace braid {

using State = BlockResult::State;

namespace {

/// Others may write a file in several steps.
constexpr int settleMs = 50;
/// Until a script that computes is asked again to let others have its language.
constexpr int planAgainMs = 50;

QString pathOf(const std::filesystem::path& file) { return QString::fromStdString(file.string()); }

QByteArray digestOf(const std::filesystem::path& path) {
    QFile file(pathOf(path));
    QCryptographicHash hash(QCryptographicHash::Sha1);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

} // namespace

OpenNote::OpenNote(Session& session, const std::filesystem::path& file, QObject* parent)
    : QObject(parent)
    , session_(session)
    , file_(std::filesystem::absolute(file).lexically_normal())
    , reading_(std::make_unique<Reading>()) {
    lookTimer_.setSingleShot(true);
    lookTimer_.setInterval(settleMs);
    planTimer_.setSingleShot(true);
    planTimer_.setInterval(planAgainMs);
    connect(&lookTimer_, &QTimer::timeout, this, &OpenNote::lookAtDisk);
    connect(&planTimer_, &QTimer::timeout, this, &OpenNote::makePlan);
    for (const auto signal :
         {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged})
        connect(&watcher_, signal, &lookTimer_, qOverload<>(&QTimer::start));
    Scripts& scripts = session_.scripts();
    connect(&scripts, &Scripts::started, this, &OpenNote::adopt);
    connect(&scripts, &Scripts::partChanged, this, &OpenNote::take);
    connect(&scripts, &Scripts::ended, this, &OpenNote::end);
    connect(&scripts, &Scripts::changed, this, [this](int run) {
        if (activities_.contains(run))
            emit changed();
    });
    connect(&scripts, &Scripts::wrote, this,
            [this](int run, OutputStream stream, const QString& text) {
                const auto activity = activities_.find(run);
                if (activity == activities_.end() || !activity->second.now)
                    return;
                activity->second.now->output.append(stream, text);
                tell(*activity->second.now);
            });
    load();
}

OpenNote::~OpenNote() = default;

// -- the file -----------------------------------------------------------------------------------

void OpenNote::watch() {
    // A file that is replaced is not watched any more; its folder still is.
    for (const QString& path : {pathOf(file_), pathOf(file_.parent_path())})
        if (QFileInfo::exists(path) && !watcher_.files().contains(path) &&
            !watcher_.directories().contains(path))
            watcher_.addPath(path);
}

void OpenNote::lookAtDisk() {
    watch();
    if (digestOf(file_) != digest_)
        load();
}

void OpenNote::load() {
    digest_ = digestOf(file_);
    watch();
    auto reading = std::make_unique<Reading>();
    try {
        reading->note = Note::read(file_);
    } catch (const NoteError& error) {
        problem_ = toShown(error.what());
        emit problemChanged();
        return;
    }
    const std::unique_ptr<Reading> before = std::exchange(reading_, std::move(reading));
    if (!std::exchange(problem_, {}).isEmpty())
        emit problemChanged();
    keepResults(before->note);
    QList<int> changedBlocks;
    for (const NoteBlock& block : note().blocks)
        if (std::none_of(before->note.blocks.begin(), before->note.blocks.end(),
                         [&](const NoteBlock& old) { return old.text == block.text; }))
            changedBlocks << block.number;
    makePlan();
    emit read(changedBlocks);
    emit changed();
}

void OpenNote::makePlan() {
    const std::vector<ScriptEngine*>& engines = session_.scripts().engines();
    for (ScriptEngine* engine : engines)
        if (CodeReader* const reader = engine->reader(); reader && !reader->is_free()) {
            planTimer_.start();
            return;
        }
    reading_->plan.emplace(reading_->note, engines);
    emit planned();
    emit changed();
}

/// They go with the same text, wherever it stands now; and else they stay at their number.
void OpenNote::keepResults(const Note& before) {
    std::vector<std::shared_ptr<BlockResult>> kept(note().blocks.size());
    auto old = std::exchange(results_, {});
    const auto give = [&](bool sameText) {
        for (const NoteBlock& block : note().blocks) {
            auto& place = kept[std::size_t(block.number - 1)];
            for (std::size_t i = 0; !place && i < old.size(); ++i) {
                const bool fits =
                    sameText ? before.blocks[i].text == block.text : int(i) + 1 == block.number;
                if (!old[i] || !fits)
                    continue;
                old[i]->isOutdated = !sameText;
                place = std::move(old[i]);
            }
        }
    };
    give(true);
    give(false);
    results_ = std::move(kept);
}

// -- what runs ----------------------------------------------------------------------------------

bool OpenNote::canRun(int block) const {
    return plan() && block > 0 && block <= count() && plan()->block(block).can_be_tried();
}

bool OpenNote::isRunning(int block) const {
    const BlockResult* const last = block > 0 && block <= count() ? result(block) : nullptr;
    return last && !last->isOver();
}

std::vector<int> OpenNote::runnable(int first) const {
    return plan() ? plan()->runnable(first) : std::vector<int>();
}

void OpenNote::run(const std::vector<int>& blocks) {
    std::vector<int> wanted;
    std::copy_if(blocks.begin(), blocks.end(), std::back_inserter(wanted),
                 [this](int block) { return canRun(block); });
    if (wanted.empty())
        return;
    std::sort(wanted.begin(), wanted.end());
    std::vector<Scripts::Program> programs;
    for (const NoteProgram& program : plan()->programs(wanted))
        programs.push_back({plan()->block(program.blocks.front()).engine, plan()->text(program)});
    session_.setLive(true);
    session_.scripts().startPrograms(std::move(programs));
}

void OpenNote::stop(int block) {
    if (isRunning(block))
        session_.scripts().stop(result(block)->run);
}

void OpenNote::stop() {
    for (const auto& [run, activity] : activities_)
        session_.scripts().stop(run);
}

/// The one with this code, which may have moved since; 0 if it is gone.
int OpenNote::blockOf(const ScriptText::Part& part) const {
    if (!plan())
        return 0;
    const auto is = [&](int block) { return plan()->block(block).facts.code == part.code; };
    if (part.number <= count() && is(part.number))
        return part.number;
    for (int block = 1; block <= count(); ++block)
        if (is(block))
            return block;
    return 0;
}

/// Also what is only run once more, by whoever wants that.
void OpenNote::adopt(int run) {
    const Run& info = session_.scripts().run(run);
    if (!info.text || info.path != file_)
        return;
    Activity activity;
    for (const ScriptText::Part& part : info.text->parts) {
        auto result = std::make_shared<BlockResult>();
        result->run = run;
        activity.parts[part.number] = result;
        if (const int block = blockOf(part); block > 0) {
            activity.expected[part.number] = plan()->expected(block);
            results_[std::size_t(block - 1)] = result;
        }
    }
    activities_.emplace(run, activity);
    for (const auto& [number, result] : activity.parts)
        tell(*result);
    emit changed();
}

void OpenNote::take(int run, const PartReport& part) {
    const auto activity = activities_.find(run);
    if (activity == activities_.end())
        return;
    const auto found = activity->second.parts.find(part.number);
    if (found == activity->second.parts.end())
        return;
    BlockResult& result = *found->second;
    switch (part.state) {
    case PartReport::State::Running:
        activity->second.now = found->second;
        result.state = State::Running;
        result.beginNs = part.time_ns;
        break;
    case PartReport::State::Finished:
        finish(result, State::Finished, part.time_ns);
        compare(result, activity->second.expected[part.number]);
        break;
    case PartReport::State::Failed:
        finish(result,
               session_.scripts().run(run).state == Script::State::Stopping ? State::Stopped
                                                                            : State::Failed,
               part.time_ns, toShown(part.failure));
        break;
    case PartReport::State::LeftOut:
        finish(result, State::LeftOut, part.time_ns);
        break;
    }
    tell(result);
    emit changed();
}

void OpenNote::end(int run) {
    const auto found = activities_.find(run);
    if (found == activities_.end())
        return;
    const Activity activity = std::move(found->second);
    activities_.erase(found);
    const Run& info = session_.scripts().run(run);
    const std::int64_t now = session_.now();
    for (const auto& [number, result] : activity.parts) {
        const bool left = info.outcome == Outcome::Finished &&
                          (result->state == State::Running || result->state == State::Failed);
        if (left) { // by sys.exit(), say
            finish(*result, State::Finished, now);
            compare(*result, activity.expected.contains(number) ? activity.expected.at(number)
                                                                : std::nullopt);
        } else if (info.outcome == Outcome::Cancelled &&
                   (!result->isOver() || result == activity.now) &&
                   result->state != State::Finished) {
            finish(*result, State::Stopped, now);
        } else if (result->state == State::Running) {
            finish(*result, State::Failed, now, info.failure);
        } else if (result->state == State::Waiting) {
            finish(*result, State::NotReached, now);
        }
        tell(*result);
    }
    emit changed();
}

void OpenNote::finish(BlockResult& result, State state, std::int64_t timeNs,
                      const QString& failure) {
    result.state = state;
    result.failure = failure;
    if (result.endNs < 0)
        result.endNs = timeNs;
}

void OpenNote::compare(BlockResult& result, const std::optional<ExpectedOutput>& expected) {
    result.isCompared = expected.has_value();
    if (expected)
        result.difference = expected->differs(result.output.printed());
}

void OpenNote::tell(const BlockResult& result) {
    const auto place = std::find_if(results_.begin(), results_.end(),
                                    [&](const auto& each) { return each.get() == &result; });
    if (place != results_.end())
        emit resultChanged(int(place - results_.begin()) + 1);
}

} // namespace braid
