// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>

class QAction;
class QWidget;

namespace braid {

class Commands;
struct Command;

/// The commands of a window as Qt's actions, one each: with the keys where they work, and kept in
/// step with what can be done. Menus, toolbars and messages share them.
class Actions : public QObject {
    Q_OBJECT

public:
    /// The widgets in which keys work. They own the actions' keys and must not go before this.
    struct Places {
        QWidget* window;
        QWidget* timeline;
        QWidget* tasks;
    };

    /// `commands` must outlive it.
    Actions(Commands& commands, const Places& places, QObject* parent = nullptr);

    /// Null if there is no command of this name.
    QAction* action(const QString& id) const { return actions_.value(id); }

signals:
    /// There are other actions than before; those that went are deleted when the loop turns.
    void changed();

private:
    void update();
    void updateStates();
    QAction* make(const Command& command);
    QList<QWidget*> widgetsOf(const Command& command) const;

    Commands& commands_;
    Places places_;
    QHash<QString, QAction*> actions_;
};

} // namespace braid
