// SPDX-License-Identifier: MIT
#include "widgets/inspector/inspector.h"

#include "bridge/qt/event_dispatcher.h"
#include "bridge/qt/window_strand.h"
#include "loop/errors.h"
#include "loop/event_loop.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"
#include "widgets/actions.h"
#include "widgets/english_plurals.h"
#include "widgets/loop_status.h"
#include "widgets/session/session.h"
#include "widgets/session/session_commands.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/timeline_view.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <optional>
#include <vector>

namespace braid {

namespace {

/// The window that `open` has opened.
QPointer<Inspector> opened;

/// What there is to be done in an application whose scripts, if it has any, are none of ours. Keys
/// that work anywhere in a window are the application's own.
std::vector<Command> viewCommands(Session& session) {
    std::vector<Command> commands = sessionCommands(session);
    std::erase_if(commands, [](const Command& command) {
        return command.category != Command::Category::View;
    });
    for (Command& command : commands)
        std::erase_if(command.keys,
                      [](const Command::Key& key) { return key.place == Command::Place::Window; });
    return commands;
}

} // namespace

struct Inspector::Private {
    Private(Inspector& inspector, EventDispatcher& the_dispatcher)
        : dispatcher(the_dispatcher)
        , session(
              trace, [this] { return now(); }, &inspector) {
        session.refresh().setActive(false);
        QCoreApplication::installTranslator(&plurals);

        auto* const tasks = new TasksView(session, StrandKind::Cpp);
        commands.add(viewCommands(session));
        actions.emplace(commands, Actions::Places{&panes, &tasks->timeline(), &tasks->tree()});
        connect(&session, &Session::changed, &commands, &Commands::touch);

        auto* const bar = new QToolBar;
        bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        bar->addWidget(new LoopStatus(session, tasks->model()));
        for (const char* const id : {"view.fit", "view.live"})
            bar->addAction(actions->action(QLatin1String(id)));

        auto* const words = new QLabel;
        words->setTextFormat(Qt::PlainText);
        words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        words->setMargin(4);
        const auto explain = [this, tasks, words] {
            const QString explanation = tasks->timeline().explanation();
            words->setText(!explanation.isEmpty() ? explanation
                           : !refusal.isEmpty()   ? refusal
                                                  : tr("Point at a lane to read what it does"));
        };
        connect(&session, &Session::looked, words, explain);
        connect(&session.selection(), &Selection::changed, words, explain);
        connect(&session.selection(), &Selection::hoverChanged, words, explain);

        auto* const layout = new QVBoxLayout(&panes);
        layout->setContentsMargins({});
        layout->setSpacing(0);
        layout->addWidget(bar);
        layout->addWidget(tasks, 1);
        layout->addWidget(words);
    }
    ~Private() {
        // A dying pane lets go of what it hovers, when there is nothing left to explain it.
        session.selection().disconnect();
    }

    std::int64_t now() const { return dispatcher.loop().clock().now_ns(); }

    void start() {
        if (recorder)
            return;
        session.begin(now());
        try {
            recorder.emplace(dispatcher.loop(), trace);
            window.emplace(dispatcher, trace);
            refusal.clear();
        } catch (const InvalidStateError& error) {
            refusal = QString::fromUtf8(error.what());
            qWarning("braid::Inspector: %s", error.what());
        }
        session.look();
        commands.touch();
    }
    void stop() {
        window.reset();
        recorder.reset();
    }

    EventDispatcher& dispatcher;
    Trace trace;
    Session session;
    Commands commands;
    EnglishPlurals plurals;
    QString refusal; ///< why nothing is recorded
    QWidget panes;
    std::optional<Actions> actions;
    std::optional<Recorder> recorder;
    std::optional<WindowStrand> window;
};

Inspector::Inspector(QWidget* parent)
    : QWidget(parent) {
    setWindowTitle(tr("Braid inspector – %1").arg(QGuiApplication::applicationDisplayName()));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    if (auto* const dispatcher =
            qobject_cast<EventDispatcher*>(QAbstractEventDispatcher::instance())) {
        d = std::make_unique<Private>(*this, *dispatcher);
        layout->addWidget(&d->panes);
        return;
    }
    const QString missing =
        tr("This application does not run on Braid's loop, so there is nothing to see.\n"
           "Before the application object is made, main() has to say\n\n"
           "QCoreApplication::setEventDispatcher(new braid::EventDispatcher);");
    qWarning("braid::Inspector: %s", qPrintable(missing));
    auto* const words = new QLabel(missing);
    words->setAlignment(Qt::AlignCenter);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(words);
}

Inspector::~Inspector() = default;

Inspector* Inspector::open() {
    if (!opened) {
        opened = new Inspector;
        opened->setAttribute(Qt::WA_DeleteOnClose);
        opened->setAttribute(Qt::WA_QuitOnClose, false);
        connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, opened,
                &QObject::deleteLater);
    }
    opened->show();
    opened->raise();
    opened->activateWindow();
    return opened;
}

QSize Inspector::sizeHint() const { return {960, 480}; }

void Inspector::updateVisibility() {
    if (d)
        d->session.refresh().setActive(isVisible() && !isMinimized());
}

void Inspector::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (d)
        d->start();
    updateVisibility();
}

void Inspector::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    updateVisibility();
}

void Inspector::closeEvent(QCloseEvent* event) {
    QWidget::closeEvent(event);
    if (d)
        d->stop();
    // It may be deleted only later: who opens one until then means another.
    if (opened == this)
        opened.clear();
}

void Inspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateVisibility();
}

} // namespace braid
