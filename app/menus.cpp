// SPDX-License-Identifier: MIT
#include "app/menus.h"

#include "widgets/actions.h"

#include <QMenu>
#include <QMenuBar>

namespace braid {

Menus::Menus(QMenuBar& bar, const Commands& commands, const Actions& actions, QObject* parent)
    : QObject(parent)
    , commands_(commands)
    , actions_(actions) {
    for (const auto category :
         {Command::Category::File, Command::Category::Edit, Command::Category::Run,
          Command::Category::View, Command::Category::Help})
        menus_[category] = bar.addMenu(nameOf(category));
    connect(&actions_, &Actions::changed, this, &Menus::fill);
    fill();
}

void Menus::fill() {
    for (const auto& [category, menu] : menus_) {
        menu->clear();
        // It may be an action of one of these that is being done.
        for (QMenu* submenu : menu->findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
            submenu->deleteLater();
    }
    QMenu* open = nullptr; // the submenu that takes its commands
    for (const Command& command : commands_.all()) {
        QMenu* menu = menus_.at(command.category);
        if (command.beginsGroup)
            menu->addSeparator();
        if (command.submenu.isEmpty())
            open = nullptr;
        else if (!open || open->title() != command.submenu || open->parent() != menu)
            open = menu->addMenu(command.submenu);
        (open ? open : menu)->addAction(actions_.action(command.id));
    }
}

} // namespace braid
