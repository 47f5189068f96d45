// SPDX-License-Identifier: MIT
#include "app/pane_commands.h"

#include "app/main_window.h"
#include "widgets/session/session.h"
#include "widgets/tasks/task_filter.h"
#include "widgets/tasks/tasks_view.h"

#include <QCoreApplication>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::PaneCommands)
};
} // namespace

std::vector<Command> paneCommands(MainWindow& window) {
    using Category = Command::Category;
    using Place = Command::Place;
    MainWindow* const w = &window;
    const auto pane = [w](const char* id, const QString& text, const QString& tip, const char* name,
                          std::vector<Command::Key> keys = {}) {
        const QString shown = QLatin1String(name);
        return Command{.id = QLatin1String(id),
                       .category = Category::View,
                       .text = text,
                       .tip = tip,
                       .keys = std::move(keys),
                       .run = [w, shown] { w->showPane(shown, !w->isPaneInFront(shown)); },
                       .isChecked = [w, shown] { return w->isPaneShown(shown); }};
    };
    const auto hasWork = [w] { return !w->isEmpty(); };
    return {
        {.id = QStringLiteral("run.clearEnded"),
         .category = Category::Run,
         .text = Words::tr("C&lear what has ended"),
         .tip = Words::tr("Take scripts that have ended out of the list"),
         .keys = {{Qt::CTRL | Qt::SHIFT | Qt::Key_L}},
         .glyph = Glyph::Clear,
         .beginsGroup = true,
         .run = [w] { w->clearEnded(); },
         .isEnabled =
             [w] {
                 const Scripts& scripts = w->session().scripts();
                 return scripts.count() > scripts.runningCount();
             }},

        {.id = QStringLiteral("view.previousTask"),
         .category = Category::View,
         .text = Words::tr("Pre&vious task"),
         .tip = Words::tr("Select the task above"),
         .keys = {{Qt::Key_Up, Place::Timeline}},
         .beginsGroup = true,
         .run = [w] { w->tasksView().stepRow(-1); },
         .isEnabled = hasWork},
        {.id = QStringLiteral("view.nextTask"),
         .category = Category::View,
         .text = Words::tr("Next &task"),
         .tip = Words::tr("Select the task below"),
         .keys = {{Qt::Key_Down, Place::Timeline}},
         .run = [w] { w->tasksView().stepRow(1); },
         .isEnabled = hasWork},
        {.id = QStringLiteral("view.filter"),
         .category = Category::View,
         .text = Words::tr("Filter tas&ks"),
         .tip = Words::tr("Show only tasks whose name holds a text; in the source, find a text"),
         .keys = {{QKeySequence::Find}},
         .glyph = Glyph::Search,
         .run = [w] { w->find(); },
         .isEnabled = hasWork},

        {.id = QStringLiteral("view.nextPane"),
         .category = Category::View,
         .text = Words::tr("Ne&xt pane"),
         .tip = Words::tr("Move the focus to the next pane"),
         .keys = {{Qt::Key_F6}},
         .beginsGroup = true,
         .run = [w] { w->focusNextPane(); }},
        {.id = QStringLiteral("view.console"),
         .category = Category::View,
         .text = Words::tr("&Console"),
         .tip = Words::tr("Show what the scripts print"),
         .run = [w] { w->showConsole(!w->isConsoleShown()); },
         .isEnabled = hasWork,
         .isChecked = [w] { return w->isConsoleShown(); }},
        pane("view.details", Words::tr("Details"),
             Words::tr("Read all about the selected task: why it waits, for whom, how long"),
             "details"),
        pane("view.kinds", Words::tr("Kinds of tasks"),
             Words::tr("Count the tasks by kind: what they do, and how long they live"), "kinds"),
        pane("view.graph", Words::tr("Await graph"),
             Words::tr("Show who waits for whom at this moment, and who in a circle"), "graph"),
        pane("view.comparison", Words::tr("Comparison"),
             Words::tr("Read again what changed since the trace that was compared with"), "diff"),
        {.id = QStringLiteral("view.hideEnded"),
         .category = Category::View,
         .text = Words::tr("Hide what has ended"),
         .tip = Words::tr("List only tasks that are there at the moment that is shown"),
         .run = [w] { w->tasksView().filter().hideEnded(!w->tasksView().filter().hidesEnded()); },
         .isEnabled = hasWork,
         .isChecked = [w] { return w->tasksView().filter().hidesEnded(); }},
        pane("view.messages", Words::tr("&Messages"),
             Words::tr("Read again what the window has said"), "messages"),
        pane("view.settings", Words::tr("&Settings"),
             Words::tr("Set colours, the font size and how scripts are run"), "settings",
             {{Qt::CTRL | Qt::Key_Comma}}),
        {.id = QStringLiteral("view.restoreLayout"),
         .category = Category::View,
         .text = Words::tr("Restore &default layout"),
         .tip = Words::tr("Put panes and columns back where they were at first"),
         .run = [w] { w->restoreDefaultLayout(); },
         .isEnabled = hasWork},

        {.id = QStringLiteral("help.palette"),
         .category = Category::Help,
         .text = Words::tr("&Find a command…"),
         .tip = Words::tr("Find a command by a few letters of its name"),
         .keys = {{Qt::CTRL | Qt::SHIFT | Qt::Key_P}},
         .run = [w] { w->openPalette(); }},
        {.id = QStringLiteral("help.keys"),
         .category = Category::Help,
         .text = Words::tr("&Keys"),
         .tip = Words::tr("Show all keys"),
         .keys = {{Qt::Key_F1}, {Qt::Key_Question}},
         .run = [w] { w->openKeysPanel(); }},
        {.id = QStringLiteral("help.about"),
         .category = Category::Help,
         .text = Words::tr("&About Braid"),
         .tip = Words::tr("What this is"),
         .run = [w] { w->tellAbout(); }},
    };
}

} // namespace braid
