// SPDX-License-Identifier: MIT
#include "widgets/session/command.h"

#include <QCoreApplication>

#include <algorithm>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::Command)
};

/// Menus mark a letter with &, and write a real & twice.
QString withoutMnemonic(const QString& text) {
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('&') && ++i == text.size())
            break;
        plain += text[i];
    }
    return plain;
}

} // namespace

QString Command::name() const { return withoutMnemonic(text); }

QString Command::title() const {
    const QString menu = withoutMnemonic(nameOf(category));
    return submenu.isEmpty() ? Words::tr("%1: %2").arg(menu, name())
                             : Words::tr("%1: %2: %3").arg(menu, withoutMnemonic(submenu), name());
}

QString nameOf(Command::Category category) {
    switch (category) {
    case Command::Category::File:
        return Words::tr("&File");
    case Command::Category::Edit:
        return Words::tr("&Edit");
    case Command::Category::Run:
        return Words::tr("&Run");
    case Command::Category::View:
        return Words::tr("&View");
    case Command::Category::Help:
        return Words::tr("&Help");
    }
    return {};
}

void Commands::add(std::vector<Command> commands) {
    std::move(commands.begin(), commands.end(), std::back_inserter(commands_));
    emit listChanged();
}

void Commands::replace(const QString& prefix, std::vector<Command> commands,
                       const QString& behind) {
    std::erase_if(commands_, [&](const Command& c) { return c.id.startsWith(prefix); });
    auto place = std::find_if(commands_.begin(), commands_.end(),
                              [&](const Command& c) { return c.id == behind; });
    if (place != commands_.end())
        ++place;
    commands_.insert(place, std::make_move_iterator(commands.begin()),
                     std::make_move_iterator(commands.end()));
    emit listChanged();
}

const Command* Commands::find(const QString& id) const {
    const auto command = std::find_if(commands_.begin(), commands_.end(),
                                      [&](const Command& c) { return c.id == id; });
    return command == commands_.end() ? nullptr : &*command;
}

bool Commands::trigger(const QString& id) {
    const Command* command = find(id);
    if (!command || !command->enabled())
        return false;
    // A copy: what it does may change the list.
    const auto run = command->run;
    run();
    return true;
}

} // namespace braid
