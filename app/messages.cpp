// SPDX-License-Identifier: MIT
#include "app/messages.h"

#include "app/opener.h"
#include "app/trace_export.h"
#include "widgets/actions.h"
#include "widgets/message_bar.h"
#include "widgets/session/session.h"

#include <QCoreApplication>

namespace braid {

using Kind = MessageBar::Kind;

Messages::Messages(Session& session, const Actions& actions, MessageBar& bar, QObject* parent)
    : QObject(parent)
    , session_(session)
    , actions_(actions)
    , bar_(bar) {
    connect(&session_.scripts(), &Scripts::ended, this, &Messages::tellEnds);
}

void Messages::follow(Opener& opener) {
    connect(&opener, &Opener::started, this, &Messages::tellRunning);
    connect(&opener, &Opener::refused, this,
            [this](const QString& why) { bar_.showMessage(Kind::Warning, why); });
}

void Messages::follow(TraceExport& traceExport) {
    connect(&traceExport, &TraceExport::saved, this, [this](const QString& file) {
        bar_.showMessage(Kind::Notice,
                         tr("The trace is in %1; ui.perfetto.dev opens it").arg(file));
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
    told_ = runs;
    constexpr int most = 4;
    QStringList names;
    for (const int run : runs)
        names << session_.scripts().run(run).name;
    if (names.size() > most)
        names = names.mid(0, most) << tr("%n more", nullptr, int(names.size()) - most);
    QString text = runs.size() == 1 ? tr("Running %1").arg(names.first())
                                    : tr("Running %n script(s): %1", nullptr, int(runs.size()))
                                          .arg(names.join(QStringLiteral(", ")));
    if (!skipped.isEmpty())
        text += QStringLiteral(" · ") + tr("skipped %1").arg(skipped.join(QStringLiteral(", ")));
    bar_.showMessage(Kind::Notice, text, {actions_.action(QStringLiteral("run.stopAll"))});
    tellEnds();
}

void Messages::tellEnds() {
    QStringList failures;
    bool running = false;
    for (const int run : told_) {
        const auto& info = session_.scripts().run(run);
        running |= info.isRunning();
        if (info.outcome == Outcome::Failed)
            failures << (info.failure.isEmpty() ? tr("%1 failed").arg(info.name)
                                                : tr("%1 failed: %2").arg(info.name, info.failure));
    }
    if (!failures.isEmpty())
        bar_.showMessage(Kind::Warning, failures.join(QStringLiteral("\n")),
                         {actions_.action(QStringLiteral("run.again"))});
    else if (!running && !told_.empty())
        bar_.hide();
}

} // namespace braid
