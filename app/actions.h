// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QList>

class QWidget;

namespace braid {

/// Every action of the window, once: menus, toolbars, keys and messages share them. What they do
/// is connected by the window; here is what they are called.
class Actions : public QObject {
    Q_OBJECT

public:
    /// Shortcuts work in `window`; those that are bare letters only in `timeline`, where nobody
    /// types.
    Actions(QWidget* window, QWidget* timeline);

    QAction* open;
    QAction* exportTrace;
    QAction* quit;

    QAction* runAgain;
    QAction* stopSelected;
    QAction* stopAll;
    QAction* cancelTask;
    QAction* clearEnded;

    QAction* live;
    QAction* fit;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* previousSlice;
    QAction* nextSlice;
    QAction* filter;
    QAction* nextPane;
    QAction* restoreLayout;
    QAction* systemTheme;
    QAction* lightTheme;
    QAction* darkTheme;
    QAction* highContrastTheme;

    QAction* keys;
    QAction* about;

    /// All of them, in the order of the menus.
    QList<QAction*> all() const;
};

} // namespace braid
