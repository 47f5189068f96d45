// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

#include <map>

class QMenu;
class QMenuBar;

namespace braid {

class Actions;

/// The menus of a window: one for each category of commands, in their order and groups.
class Menus : public QObject {
    Q_OBJECT

public:
    /// All three must outlive it.
    Menus(QMenuBar& bar, const Commands& commands, const Actions& actions,
          QObject* parent = nullptr);

private:
    void fill();

    const Commands& commands_;
    const Actions& actions_;
    std::map<Command::Category, QMenu*> menus_;
};

} // namespace braid
