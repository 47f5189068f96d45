// SPDX-License-Identifier: MIT
#include "widgets/actions.h"

#include "widgets/session/command.h"
#include "widgets/wording.h"

#include <QAction>
#include <QShortcut>
#include <QWidget>

namespace braid {

using Place = Command::Place;

Actions::Actions(Commands& commands, const Places& places, QObject* parent)
    : QObject(parent)
    , commands_(commands)
    , places_(places) {
    connect(&commands_, &Commands::listChanged, this, &Actions::update);
    connect(&commands_, &Commands::stateChanged, this, &Actions::updateStates);
    update();
}

void Actions::update() {
    QHash<QString, QAction*> gone = std::exchange(actions_, {});
    for (const Command& command : commands_.all()) {
        QAction* action = gone.take(command.id);
        if (action && action->text() != command.text) {
            action->deleteLater();
            action = nullptr;
        }
        actions_.insert(command.id, action ? action : make(command));
    }
    // It may be one of these that is being done.
    for (QAction* action : gone)
        action->deleteLater();
    updateStates();
    emit changed();
}

void Actions::updateStates() {
    for (const Command& command : commands_.all()) {
        QAction* action = actions_.value(command.id);
        action->setEnabled(command.enabled());
        action->setChecked(command.checked());
    }
}

QList<QWidget*> Actions::widgetsOf(const Command& command) const {
    switch (command.keys.empty() ? Place::Window : command.keys.front().place) {
    case Place::Window:
        return {places_.window};
    case Place::Timeline:
        return {places_.timeline};
    case Place::Tasks:
        return {places_.tasks, places_.timeline};
    }
    return {};
}

QAction* Actions::make(const Command& command) {
    auto* action = new QAction(command.text, this);
    action->setObjectName(command.id);
    action->setStatusTip(command.tip);
    action->setToolTip(asToolTip(command.tip));
    action->setCheckable(bool(command.isChecked));
    if (command.glyph != Glyph::None)
        action->setIcon(glyphIcon(command.glyph));
    const auto trigger = [this, id = command.id] {
        commands_.trigger(id);
        commands_.touch();
    };
    connect(action, &QAction::triggered, this, trigger);

    // An action has keys in one place; those in another are shortcuts of their own.
    QList<QKeySequence> keys;
    for (const Command::Key& key : command.keys) {
        if (key.place == command.keys.front().place) {
            keys << key.sequence;
            continue;
        }
        QWidget* widget = key.place == Place::Window ? places_.window : places_.timeline;
        auto* shortcut = new QShortcut(key.sequence, widget);
        shortcut->setContext(key.place == Place::Window ? Qt::WindowShortcut : Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, action, &QAction::trigger);
    }
    if (!keys.isEmpty()) {
        const bool everywhere = command.keys.front().place == Place::Window;
        action->setShortcuts(keys);
        action->setShortcutContext(everywhere ? Qt::WindowShortcut : Qt::WidgetShortcut);
        action->setToolTip(asToolTip(QStringLiteral("%1 (%2)").arg(
            command.tip, keys.first().toString(QKeySequence::NativeText))));
    }
    for (QWidget* widget : widgetsOf(command))
        widget->addAction(action);
    return action;
}

} // namespace braid
