// SPDX-License-Identifier: MIT
#include "app/task_commands.h"

#include "app/launch_panel.h"
#include "app/task_field.h"
#include "bridge/tasks/task_kind.h"

#include <QCoreApplication>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::TaskCommands)
};
} // namespace

std::vector<Command> taskCommands(LaunchPanel& panel) {
    std::vector<Command> commands{{.id = QStringLiteral("run.task"),
                                   .category = Command::Category::Run,
                                   .text = Words::tr("&New task…"),
                                   .tip = Words::tr("Start a built-in task"),
                                   .keys = {{Qt::CTRL | Qt::Key_T}},
                                   .glyph = Glyph::Add,
                                   .run = [&panel] { panel.open(); }}};
    for (const TaskKind& kind : task_kinds()) {
        const QString name = QString::fromStdString(kind.name);
        const QString description = translated(kind.description);
        commands.push_back({.id = taskPrefix + name,
                            .category = Command::Category::Run,
                            .text = translated(kind.title) + QStringLiteral("…"),
                            .tip = description.left(description.lastIndexOf(QLatin1Char('.'))),
                            .submenu = Words::tr("Ne&w task"),
                            .run = [&panel, name] { panel.open(name); }});
    }
    return commands;
}

} // namespace braid
