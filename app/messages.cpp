// SPDX-License-Identifier: MIT
#include "app/messages.h"

#include "app/opener.h"
#include "app/picture_export.h"
#include "app/trace_export.h"
#include "widgets/actions.h"
#include "widgets/message_bar.h"
#include "widgets/session/session.h"
#include "widgets/visible_marks.h"

#include <QCoreApplication>

#include <algorithm>

namespace braid {

using Kind = MessageBar::Kind;

Messages::Messages(Session& session, const Actions& actions, MessageBar& bar, QObject* parent)
    : QObject(parent)
    , session_(session)
    , actions_(actions)
    , bar_(bar) {
    connect(&session_.scripts(), &Scripts::started, this, &Messages::forgetFailuresOf);
    connect(&session_.scripts(), &Scripts::ended, this, &Messages::tellEnd);
}

void Messages::follow(Opener& opener) {
    connect(&opener, &Opener::started, this, &Messages::tellRunning);
    connect(&opener, &Opener::refused, this,
            [this](const QString& why) { bar_.showMessage(Kind::Warning, why); });
}

void Messages::follow(PictureExport& pictures) {
    connect(&pictures, &PictureExport::saved, this, [this](const QString& file) {
        bar_.showMessage(Kind::Notice, tr("Saved %1").arg(withVisibleMarks(file)));
    });
    connect(&pictures, &PictureExport::failed, this,
            [this](const QString& why) { bar_.showMessage(Kind::Warning, why); });
}

void Messages::follow(TraceExport& traceExport) {
    connect(&traceExport, &TraceExport::saved, this, [this](const QString& file) {
        bar_.showMessage(
            Kind::Notice,
            tr("The trace is in %1; ui.perfetto.dev opens it").arg(withVisibleMarks(file)));
    });
    connect(&traceExport, &TraceExport::failed, this, [this](const QString& why) {
        bar_.showMessage(Kind::Warning, tr("The trace could not be saved: %1").arg(why));
    });
}

void Messages::tellAbout() {
    bar_.showMessage(
        Kind::Notice,
        tr("Braid %1: one loop on one thread runs this window, C++ coroutines and the scripts that "
           "you drop on it, and shows every task interleave.")
            .arg(QCoreApplication::applicationVersion()));
}

void Messages::tellRunning(const std::vector<int>& runs, const QStringList& skipped) {
    // A message of its own: the one about what runs goes when that has ended.
    if (!skipped.isEmpty())
        bar_.showMessage(Kind::Warning,
                         tr("Not opened: %1").arg(skipped.join(QStringLiteral(", "))));
    if (runs.empty())
        return;
    stories_.push_back({bar_.showMessage(Kind::Notice, runningText(runs),
                                         {actions_.action(QStringLiteral("run.stopAll"))}),
                        runs});
    std::erase_if(stories_, [this](Story& story) { return !goesOn(story); });
}

/// Those of them that run.
QString Messages::runningText(const std::vector<int>& runs) const {
    constexpr int most = 4;
    QStringList names;
    for (const int run : runs)
        if (session_.scripts().run(run).isRunning())
            names << session_.scripts().run(run).name;
    const int count = int(names.size());
    if (count == 1)
        return tr("Running %1").arg(names.first());
    if (count > most)
        names = names.mid(0, most) << tr("%n more", nullptr, count - most);
    return tr("Running %n script(s): %1", nullptr, count).arg(names.join(QStringLiteral(", ")));
}

void Messages::tellEnd(int run) {
    const bool told = std::any_of(stories_.begin(), stories_.end(), [run](const Story& story) {
        return std::find(story.runs.begin(), story.runs.end(), run) != story.runs.end();
    });
    // Who is run once more is told of when he fails.
    if (!told && session_.scripts().run(run).outcome == Outcome::Failed)
        stories_.push_back({0, {run}});
    std::erase_if(stories_, [this](Story& story) { return !goesOn(story); });
}

/// Brings its message up to date; false once there is nothing left to tell.
bool Messages::goesOn(Story& story) {
    if (story.over)
        return true;
    QStringList failures;
    bool running = false;
    for (const int run : story.runs) {
        const auto& info = session_.scripts().run(run);
        running |= info.isRunning();
        if (info.outcome == Outcome::Failed)
            failures << (info.failure.isEmpty() ? tr("%1 failed").arg(info.name)
                                                : tr("%1 failed: %2").arg(info.name, info.failure));
    }
    story.over = !running;
    if (failures.isEmpty()) {
        if (running)
            bar_.updateMessage(story.message, runningText(story.runs));
        else
            bar_.closeMessage(story.message);
        return running;
    }
    const QString text = failures.join(QLatin1Char('\n'));
    const QList<QAction*> actions{actions_.action(QStringLiteral("run.again"))};
    if (story.message == 0)
        story.message = bar_.showMessage(Kind::Warning, text, actions);
    else
        bar_.changeMessage(story.message, Kind::Warning, text, actions);
    return true;
}

/// A script that runs once more has not failed yet.
void Messages::forgetFailuresOf(int run) {
    const auto& path = session_.scripts().run(run).path;
    std::erase_if(stories_, [&](const Story& story) {
        const bool others = std::any_of(story.runs.begin(), story.runs.end(), [&](int other) {
            const Run& info = session_.scripts().run(other);
            return info.outcome == Outcome::Failed && info.path != path;
        });
        if (!story.over || others)
            return false;
        bar_.closeMessage(story.message);
        return true;
    });
}

} // namespace braid
