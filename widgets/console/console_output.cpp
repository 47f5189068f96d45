// SPDX-License-Identifier: MIT
#include "widgets/console/console_output.h"

#include "widgets/console/console_text.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace braid {

namespace {
constexpr int frameMs = 33;
constexpr int portionMs = 5; ///< of a frame of 16, in which others have to be served as well
constexpr int pauseMs = 12;  ///< between portions, if there is more
constexpr qint64 untilDone = std::numeric_limits<qint64>::max();

/// What may wait to be shown, of one run: more than this nobody could see.
constexpr std::size_t mostIncomingLines = ConsoleText::mostLines;
constexpr qint64 mostIncomingCharacters = ConsoleText::mostCharacters / 4;

/// Of what a script wrote.
qint64 charactersOf(const ConsoleLine& line) {
    return line.kind == ConsoleLine::Kind::Text ? line.text.size() : 0;
}
} // namespace

ConsoleOutput::ConsoleOutput(ConsoleText& text, QObject* parent)
    : QObject(parent)
    , text_(text) {
    timer_.setSingleShot(true);
    sinceShown_.start();
    connect(&timer_, &QTimer::timeout, this, [this] { show(portionMs); });
}

// -- from text to lines -------------------------------------------------------------------------

ConsoleOutput::Stream& ConsoleOutput::streamOf(int run, OutputStream stream) {
    const auto found = std::find_if(streams_.begin(), streams_.end(), [&](const auto& each) {
        return each->run == run && each->stream == stream;
    });
    std::unique_ptr<Stream> last;
    if (found == streams_.end()) {
        last.reset(new Stream{run, stream, {}, {}, {}, 0});
        last->text.wrapAt(wraps_[run]);
    } else {
        last = std::move(*found);
        streams_.erase(found);
    }
    streams_.push_back(std::move(last));
    return *streams_.back();
}

const ConsoleOutput::Stream* ConsoleOutput::lastStreamOf(int run) const {
    const auto found = std::find_if(streams_.rbegin(), streams_.rend(),
                                    [&](const auto& each) { return each->run == run; });
    return found == streams_.rend() ? nullptr : found->get();
}

QString ConsoleOutput::append(int run, OutputStream which, std::int64_t timeNs, QStringView text) {
    Stream& stream = streamOf(run, which);
    showSoon();
    while (!text.isEmpty()) {
        text = text.mid(stream.text.feed(text, timeNs));
        for (const std::uint64_t id : stream.text.takeRemoved())
            remove(id);
        if (stream.text.lineEnded())
            completeRow(stream, *std::prev(stream.text.rows().end(), 2));
        if (const QByteArray answers = stream.text.takeAnswers(); !answers.isEmpty())
            emit answered(run, answers);
        if (stream.text.needsScreen())
            return stream.text.takeForScreen() + text.toString();
    }
    return {};
}

ConsoleLine ConsoleOutput::lineOf(const Stream& stream, const TerminalText::Row& row) const {
    ConsoleLine line{row.id,     stream.run,      stream.stream,
                     row.timeNs, row.line.text(), row.line.spans()};
    if (row.line.isCut())
        line.text += QChar(0x2026);
    return line;
}

void ConsoleOutput::completeRow(Stream& stream, TerminalText::Row& row) {
    ConsoleLine line = lineOf(stream, row);
    row.changed = false;
    if (row.id != 0)
        return change(std::move(line));
    foldAway(stream, line);
    row.id = add(std::move(line));
}

/// Frames of libraries in a traceback: a line that stands for them comes before.
void ConsoleOutput::foldAway(Stream& stream, ConsoleLine& line) {
    const TracebackFrames::Line what = stream.frames.take(line.text);
    if (what == TracebackFrames::Line::Other)
        return;
    if (what == TracebackFrames::Line::FirstOfLibrary) {
        stream.folded = 0;
        stream.fold = {0, stream.run, stream.stream, line.timeNs};
        stream.fold.kind = ConsoleLine::Kind::Fold;
        stream.fold.id = add(stream.fold);
    }
    if (what != TracebackFrames::Line::InLibrary) {
        const QString margin = line.text.left(line.text.indexOf(QLatin1String("File \"")));
        stream.fold.text = margin + QStringLiteral("\u25b8 ") +
                           tr("%n frame(s) of libraries", nullptr, ++stream.folded);
        change(stream.fold);
    }
    line.fold = stream.fold.id;
}

void ConsoleOutput::appendLine(int run, std::int64_t timeNs, const TerminalLine& line) {
    add({0, run, OutputStream::Out, timeNs, line.text(), line.spans()});
}

void ConsoleOutput::appendNote(int run, std::int64_t timeNs, const QString& text) {
    finish(run);
    add({0, run, OutputStream::Out, timeNs, text, {}, ConsoleLine::Kind::Note});
}

void ConsoleOutput::finish(int run) {
    for (const auto& stream : streams_) {
        if (stream->run != run)
            continue;
        TerminalText::Row& last = stream->text.rows().back();
        if (last.changed && (last.id != 0 || !last.line.text().isEmpty()))
            completeRow(*stream, last);
        stream->text.finish();
    }
}

void ConsoleOutput::wrapAt(int run, int columns) {
    if (std::exchange(wraps_[run], columns) == columns)
        return;
    for (const auto& stream : streams_)
        if (stream->run == run)
            stream->text.wrapAt(columns);
}

// -- from lines to the view ---------------------------------------------------------------------

std::uint64_t ConsoleOutput::add(ConsoleLine line) {
    line.id = ++lastId_;
    Incoming& incoming = incoming_[line.run];
    incoming.characters += charactersOf(line);
    incoming.lines.push_back(std::move(line));
    dropOldest(incoming);
    showSoon();
    return lastId_;
}

/// What stands for the lines that were left out is the first one then, with the id of the last of
/// them.
void ConsoleOutput::dropOldest(Incoming& incoming) {
    auto& lines = incoming.lines;
    while (lines.size() > mostIncomingLines || incoming.characters > mostIncomingCharacters) {
        if (incoming.dropped > 0) {
            incoming.characters -= charactersOf(lines[1]);
            lines.front().id = lines[1].id;
            lines.erase(std::next(lines.begin()));
        } else {
            ConsoleLine& gap = lines.front();
            incoming.characters -= charactersOf(gap);
            gap = {gap.id, gap.run, gap.stream, gap.timeNs};
            gap.kind = ConsoleLine::Kind::Note;
        }
        ++incoming.dropped;
        ++dropped_;
    }
}

ConsoleLine* ConsoleOutput::incomingLine(std::uint64_t id) {
    for (auto& [run, incoming] : incoming_) {
        const auto line = std::lower_bound(
            incoming.lines.begin(), incoming.lines.end(), id,
            [](const ConsoleLine& each, std::uint64_t wanted) { return each.id < wanted; });
        if (line != incoming.lines.end() && line->id == id)
            return &*line;
    }
    return nullptr;
}

void ConsoleOutput::change(ConsoleLine line) {
    if (ConsoleLine* waiting = incomingLine(line.id)) {
        waiting->text = std::move(line.text);
        waiting->spans = std::move(line.spans);
    } else {
        changes_.insert_or_assign(line.id, std::move(line));
    }
}

void ConsoleOutput::remove(std::uint64_t id) {
    changes_.erase(id);
    if (const ConsoleLine* waiting = incomingLine(id)) {
        auto& lines = incoming_[waiting->run].lines;
        std::erase_if(lines, [id](const ConsoleLine& each) { return each.id == id; });
        if (lines.empty())
            std::erase_if(incoming_, [](const auto& each) { return each.second.lines.empty(); });
    } else {
        removed_.push_back(id);
    }
}

void ConsoleOutput::takeChangedRows() {
    for (const auto& stream : streams_) {
        for (TerminalText::Row& row : stream->text.rows()) {
            if (!std::exchange(row.changed, false))
                continue;
            if (row.id != 0)
                change(lineOf(*stream, row));
            else if (!row.line.text().isEmpty())
                row.id = add(lineOf(*stream, row));
        }
    }
}

/// At once if there was nothing for a while: who types sees it.
void ConsoleOutput::showSoon() {
    if (!timer_.isActive())
        timer_.start(std::max(0, frameMs - int(sinceShown_.elapsed())));
}

void ConsoleOutput::flush() { show(untilDone); }

void ConsoleOutput::show(qint64 forMs) {
    takeChangedRows();
    timer_.stop();
    if (incoming_.empty() && changes_.empty() && removed_.empty())
        return;
    QElapsedTimer clock;
    clock.start();
    text_.beginChange();
    for (const std::uint64_t id : std::exchange(removed_, {}))
        text_.remove(id);
    for (auto& [id, line] : std::exchange(changes_, {})) {
        if (text_.change(line))
            continue;
        // It has gone with the oldest: what changes now is news.
        const std::uint64_t now = add(line);
        for (const auto& stream : streams_)
            for (TerminalText::Row& row : stream->text.rows())
                if (row.id == id)
                    row.id = now;
    }
    while (showNext() && clock.elapsed() < forMs)
        continue;
    text_.endChange();
    sinceShown_.start();
    if (!incoming_.empty())
        timer_.start(pauseMs);
    emit flushed();
}

/// The oldest line that is not shown yet, whoever wrote it. False if there is none.
bool ConsoleOutput::showNext() {
    const auto next =
        std::min_element(incoming_.begin(), incoming_.end(), [](const auto& a, const auto& b) {
            return a.second.lines.front().id < b.second.lines.front().id;
        });
    if (next == incoming_.end())
        return false;
    Incoming& incoming = next->second;
    if (const std::uint64_t dropped = std::exchange(incoming.dropped, 0))
        incoming.lines.front().text =
            tr("\u2702 %n line(s) left out: they came faster than anybody could read", nullptr,
               int(std::min<std::uint64_t>(dropped, std::numeric_limits<int>::max())));
    const ConsoleLine line = std::move(incoming.lines.front());
    incoming.characters -= charactersOf(line);
    incoming.lines.pop_front();
    if (incoming.lines.empty())
        incoming_.erase(next);
    text_.append(line);
    return true;
}

void ConsoleOutput::clear() {
    takeChangedRows();
    incoming_.clear();
    changes_.clear();
    removed_.clear();
    text_.clearLines();
    dropped_ = 0;
}

// -- what is asked ------------------------------------------------------------------------------

ConsoleOutput::Caret ConsoleOutput::caretOf(int run) const {
    const Stream* stream = lastStreamOf(run);
    if (!stream)
        return {};
    const TerminalText::Row& row = stream->text.rows()[stream->text.cursorRow()];
    return {row.id, int(row.line.indexOf(stream->text.cursorColumn()))};
}

QString ConsoleOutput::question(int run) const {
    const Stream* stream = lastStreamOf(run);
    return stream ? stream->text.rows()[stream->text.cursorRow()].line.text() : QString();
}

} // namespace braid
