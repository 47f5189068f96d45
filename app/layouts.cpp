// SPDX-License-Identifier: MIT
#include "app/layouts.h"

#include "app/main_window.h"

#include <QCoreApplication>
#include <QDockWidget>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::Layouts)
};

/// Panes of one area, from left to right or from the top; those of a group lie over each other, the
/// first on top.
struct Area {
    Qt::DockWidgetArea place;
    double share; ///< of the window
    std::vector<QStringList> groups;
};

void apply(MainWindow& window, const std::vector<Area>& areas) {
    for (QDockWidget* dock : window.panes())
        dock->hide();
    for (const Area& area : areas) {
        const bool below = area.place == Qt::BottomDockWidgetArea;
        QDockWidget* before = nullptr; // of the group beside
        for (const QStringList& group : area.groups) {
            QDockWidget* first = nullptr;
            for (const QString& name : group) {
                QDockWidget* const dock = window.pane(name);
                if (!dock)
                    continue;
                window.addDockWidget(area.place, dock, below ? Qt::Horizontal : Qt::Vertical);
                if (first)
                    window.tabifyDockWidget(first, dock);
                else if (before)
                    window.splitDockWidget(before, dock, below ? Qt::Horizontal : Qt::Vertical);
                dock->show();
                first = first ? first : dock;
            }
            if (!first)
                continue;
            first->raise();
            before = first;
        }
        if (before)
            window.resizeDocks({before},
                               {int(area.share * (below ? window.height() : window.width()))},
                               below ? Qt::Vertical : Qt::Horizontal);
    }
}

Command command(MainWindow& window, const char* name, const QString& text, const QString& tip,
                std::vector<Area> areas) {
    return {.id = QStringLiteral("view.layout.") + QLatin1String(name),
            .category = Command::Category::View,
            .text = text,
            .tip = tip,
            .submenu = Words::tr("La&yout"),
            .run = [&window, areas = std::move(areas)] { apply(window, areas); },
            .isEnabled = [&window] { return !window.isEmpty(); }};
}

QStringList panes(std::initializer_list<const char*> names) {
    QStringList list;
    for (const char* name : names)
        list << QLatin1String(name);
    return list;
}

} // namespace

std::vector<Command> layoutCommands(MainWindow& window) {
    return {
        command(window, "watch", Words::tr("&Watch"),
                Words::tr("The timeline above all, and what the scripts print"),
                {{Qt::BottomDockWidgetArea, 0.2, {panes({"console", "messages"})}}}),
        command(window, "debug", Words::tr("&Debug"),
                Words::tr("Source, console and details beside the timeline"),
                {{Qt::BottomDockWidgetArea,
                  0.45,
                  {panes({"source", "notes"}), panes({"console", "details", "messages"})}}}),
        command(window, "teach", Words::tr("&Teach"),
                Words::tr("The timeline and the source, large, and little else"),
                {{Qt::RightDockWidgetArea, 0.4, {panes({"source", "notes"})}},
                 {Qt::BottomDockWidgetArea, 0.15, {panes({"console"})}}}),
    };
}

} // namespace braid
