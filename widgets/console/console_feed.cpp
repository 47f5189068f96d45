// SPDX-License-Identifier: MIT
#include "widgets/console/console_feed.h"

#include "widgets/console/console.h"
#include "widgets/session/session.h"
#include "widgets/wording.h"

namespace braid {

ConsoleFeed::ConsoleFeed(Session& session, Console& console, QObject* parent)
    : QObject(parent)
    , session_(session)
    , console_(console) {
    Scripts& scripts = session_.scripts();
    connect(&scripts, &Scripts::wrote, this, &ConsoleFeed::write);
    connect(&scripts, &Scripts::ended, this, &ConsoleFeed::tellEnd);
    connect(&scripts, &Scripts::started, this, &ConsoleFeed::tellState);
    connect(&scripts, &Scripts::changed, this, &ConsoleFeed::tellState);
    connect(&session_.cursor(), &Cursor::moved, this, &ConsoleFeed::showInstant);
    connect(&console_, &Console::typed, this, [this](int run, const QByteArray& bytes) {
        session_.scripts().type(run, bytes);
        tellState(run);
    });
    connect(&console_, &Console::momentActivated, this, [this](int run, qint64 timeNs) {
        session_.selection().setStrand(session_.scripts().run(run).strand);
        session_.goTo(session_.origin() + timeNs);
    });
    connect(&console_, &Console::inputWanted, this, &ConsoleFeed::inputWanted);
    scripts.setTerminalSize(console_.text().columns(), console_.text().rows());
    connect(&console_.text(), &ConsoleText::sizeChanged, &scripts,
            [&scripts](int columns, int rows) { scripts.setTerminalSize(columns, rows); });
    connect(&console_, &Console::terminalSizeChanged, &scripts,
            [&scripts](int run, int columns, int rows) {
                scripts.setTerminalSize(run, columns, rows);
            });
}

void ConsoleFeed::tellState(int run) {
    const Scripts& scripts = session_.scripts();
    const Run& info = scripts.run(run);
    console_.setState(run, {info.name, info.isRunning(), info.state == Script::State::WaitingInput,
                            scripts.terminalMode(run)});
}

void ConsoleFeed::write(int run, OutputStream stream, const QString& text) {
    tellState(run);
    console_.append(run, stream, session_.sinceOrigin(session_.now()), text);
}

void ConsoleFeed::showInstant() {
    const auto instant = session_.cursor().instant();
    console_.flush();
    console_.text().showUntil(instant ? std::optional(session_.sinceOrigin(*instant))
                                      : std::nullopt);
}

void ConsoleFeed::tellEnd(int run) {
    const auto& info = session_.scripts().run(run);
    QString note;
    switch (info.outcome) {
    case Outcome::Finished:
        note = tr("finished");
        break;
    case Outcome::Cancelled:
        note = tr("stopped");
        break;
    case Outcome::Failed:
        note = tr("failed with exit status %1").arg(info.exitStatus);
        break;
    case Outcome::Pending:
        note = tr("ended");
        break;
    }
    const std::int64_t now = session_.now();
    if (info.strand != StrandId::None) {
        const std::int64_t begin = session_.trace().strand(info.strand).begin_ns;
        note = tr("%1 after %2").arg(note, formatDuration(now - begin));
    }
    tellState(run);
    console_.appendEnd(run, session_.sinceOrigin(now), note);
}

} // namespace braid
