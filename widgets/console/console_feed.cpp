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
    connect(&scripts, &Scripts::changed, this, &ConsoleFeed::askForInput);
    connect(&session_.cursor(), &Cursor::moved, this, &ConsoleFeed::showInstant);
    connect(&console_, &Console::lineEntered, &scripts, &Scripts::sendLine);
    connect(&console_, &Console::inputEnded, &scripts, &Scripts::endInput);
    scripts.setTerminalSize(console_.text().columns(), console_.text().rows());
    connect(&console_.text(), &ConsoleText::sizeChanged, &scripts, &Scripts::setTerminalSize);
}

void ConsoleFeed::write(int run, OutputStream stream, const QString& text) {
    console_.append(run, session_.scripts().run(run).name, stream,
                    session_.sinceOrigin(session_.now()), text);
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
    console_.appendNote(run, info.name, session_.sinceOrigin(now), note);
}

void ConsoleFeed::askForInput() {
    const Scripts& scripts = session_.scripts();
    for (int run = 0; run < scripts.count(); ++run) {
        if (scripts.run(run).state == Script::State::WaitingInput) {
            emit inputWanted();
            console_.askForInput(run, scripts.run(run).name);
            return;
        }
    }
    console_.askForInput(-1, {});
}

} // namespace braid
