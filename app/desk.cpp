// SPDX-License-Identifier: MIT
#include "app/desk.h"

#include "app/main_window.h"
#include "app/settings.h"
#include "widgets/actions.h"
#include "widgets/message_bar.h"
#include "widgets/session/session.h"
#include "widgets/visible_marks.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QEvent>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <csignal>

namespace braid {

namespace {

constexpr int momentMs = 300;
constexpr int mostScripts = 50;

/// Is it a Braid that runs? Numbers of processes are used again.
bool isBraid(qint64 process) {
    if (process <= 0 || (::kill(pid_t(process), 0) != 0 && errno != EPERM))
        return false;
    return QFileInfo(QStringLiteral("/proc/%1/exe").arg(process)).symLinkTarget() ==
           QCoreApplication::applicationFilePath();
}

QString pathOf(const Run& run) { return QString::fromStdString(run.path.string()); }

} // namespace

Desk::Desk(MainWindow& window, Settings& settings, QObject* parent)
    : QObject(parent)
    , window_(window)
    , settings_(settings)
    , scripts_(settings.get(setting::deskScripts))
    , selected_(settings.get(setting::deskSelected)) {
    const qint64 last = settings_.get(setting::deskOwner),
                 self = QCoreApplication::applicationPid();
    owner_ = last == self || !isBraid(last);
    if (!owner_) {
        scripts_.clear();
        return;
    }
    crashed_ = last != 0 && last != self;
    settings_.set(setting::deskOwner, self);
    settings_.save();

    moment_.setSingleShot(true);
    moment_.setInterval(momentMs);
    connect(&moment_, &QTimer::timeout, this, &Desk::write);
    const Session& session = window_.session();
    connect(&session, &Session::changed, this, &Desk::touch);
    connect(&session.scripts(), &Scripts::started, this, &Desk::selectAgain);
    // In the one list, as all that can be done.
    window_.commands().replace(QStringLiteral("file.comeBack"),
                               {{.id = QStringLiteral("file.comeBack"),
                                 .category = Command::Category::File,
                                 .text = tr("Run what &was open"),
                                 .tip = tr("Run the scripts that were open when Braid was left"),
                                 .glyph = Glyph::RunAgain,
                                 .run = [this] { runOffered(); },
                                 .isEnabled = [this] { return !offered().isEmpty(); }}},
                               QStringLiteral("file.open"));
    window_.installEventFilter(this);
    for (QDockWidget* dock : window_.panes()) {
        dock->installEventFilter(this);
        connect(dock, &QDockWidget::dockLocationChanged, this, &Desk::touch);
    }
}

QStringList Desk::offered() const {
    QStringList offered;
    const Scripts& scripts = window_.session().scripts();
    for (const QString& path : scripts_) {
        bool ran = false;
        for (int run = 0; run < scripts.count(); ++run)
            ran |= pathOf(scripts.run(run)) == path;
        if (!ran && QFile::exists(path))
            offered << path;
    }
    return offered;
}

void Desk::comeBack() {
    const QStringList paths = offered();
    if (paths.isEmpty())
        return;
    if (!crashed_ && settings_.get(setting::runAtStart)) {
        runOffered();
        return;
    }
    constexpr int most = 5;
    QStringList names;
    for (const QString& path : paths.mid(0, most))
        names << withVisibleMarks(QFileInfo(path).fileName());
    if (paths.size() > most)
        names << tr("%n more", nullptr, int(paths.size()) - most);
    const QString list = names.join(QStringLiteral(", "));
    const QString text = crashed_ ? tr("Braid did not end as it should. These were open: %1")
                                  : tr("These were open when you left: %1");
    window_.messageBar().showMessage(
        crashed_ ? MessageBar::Kind::Warning : MessageBar::Kind::Notice, text.arg(list),
        {window_.actions().action(QStringLiteral("file.comeBack"))});
    window_.commands().touch();
}

void Desk::runOffered() {
    std::vector<std::filesystem::path> paths;
    for (const QString& path : offered())
        paths.emplace_back(path.toStdString());
    if (!paths.empty())
        window_.opener().open(paths);
}

void Desk::selectAgain(int run) {
    const Run& started = window_.session().scripts().run(run);
    if (selected_.isEmpty() || pathOf(started) != selected_)
        return;
    selected_.clear();
    window_.session().selection().setStrand(started.strand);
}

void Desk::touch() {
    if (!moment_.isActive())
        moment_.start();
}

void Desk::write() {
    const Session& session = window_.session();
    const Scripts& scripts = session.scripts();
    // Nobody has opened anything yet: what was open last time can still come back.
    if (scripts.count() > 0) {
        QStringList open;
        for (int id = scripts.count() - 1; id >= 0 && open.size() < mostScripts; --id) {
            const QString path = pathOf(scripts.run(id));
            if (!open.contains(path))
                open.prepend(path);
        }
        settings_.set(setting::deskScripts, open);
        const int selected = session.selectedRun();
        settings_.set(setting::deskSelected,
                      selected < 0 ? QString() : pathOf(scripts.run(selected)));
    }
    window_.saveLayout();
    settings_.save();
}

void Desk::leave() {
    if (!std::exchange(owner_, false))
        return;
    moment_.stop();
    write();
    settings_.set(setting::deskOwner, qint64(0));
    settings_.save();
}

bool Desk::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        touch();
        break;
    case QEvent::Close:
        if (watched == &window_)
            leave();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace braid
