// SPDX-License-Identifier: MIT
#include "app/actions.h"

#include "widgets/glyphs.h"

#include <QActionGroup>
#include <QWidget>

namespace braid {

Actions::Actions(QWidget* window, QWidget* timeline)
    : QObject(window) {
    const auto make = [this](QWidget* place, const QString& text,
                             const QList<QKeySequence>& shortcuts, const QString& tip,
                             Glyph glyph = Glyph::None) {
        auto* action = new QAction(text, this);
        action->setShortcuts(shortcuts);
        action->setShortcutContext(place->isWindow() ? Qt::WindowShortcut : Qt::WidgetShortcut);
        action->setStatusTip(tip);
        if (glyph != Glyph::None)
            action->setIcon(glyphIcon(glyph));
        if (!shortcuts.isEmpty())
            action->setToolTip(QStringLiteral("%1 (%2)").arg(
                tip, shortcuts.first().toString(QKeySequence::NativeText)));
        place->addAction(action);
        return action;
    };

    open = make(window, tr("&Open…"), {QKeySequence::Open}, tr("Open scripts and run them"),
                Glyph::Open);
    exportTrace = make(window, tr("&Export trace…"), {Qt::CTRL | Qt::Key_E},
                       tr("Save what happened, for ui.perfetto.dev"));
    quit = make(window, tr("&Quit"), {Qt::CTRL | Qt::Key_Q}, tr("Stop all scripts and quit"));

    runAgain =
        make(window, tr("&Run again"), {Qt::Key_F5},
             tr("Run the selected script again, or all that were started last"), Glyph::RunAgain);
    stopSelected = make(window, tr("Stop this &script"), {Qt::CTRL | Qt::Key_F5},
                        tr("Stop the script of the selected task, as Ctrl-C would"));
    stopAll = make(window, tr("&Stop all"), {Qt::SHIFT | Qt::Key_F5},
                   tr("Stop all scripts, as Ctrl-C would; once more insists"), Glyph::Stop);
    cancelTask = make(window, tr("&Cancel task"), {}, tr("Cancel the selected task"));
    cancelTask->setShortcut(Qt::Key_Delete);
    cancelTask->setShortcutContext(Qt::WidgetShortcut);
    clearEnded = make(window, tr("C&lear what has ended"), {Qt::CTRL | Qt::SHIFT | Qt::Key_L},
                      tr("Take scripts that have ended out of the list"), Glyph::Clear);

    live = make(timeline, tr("&Live"), {Qt::Key_L}, tr("Follow the present"), Glyph::Live);
    live->setCheckable(true);
    live->setChecked(true);
    fit = make(timeline, tr("&Fit"), {Qt::Key_F},
               tr("Show the selected stretch or task, or else everything"), Glyph::Fit);
    zoomIn = make(window, tr("Zoom &in"), {QKeySequence::ZoomIn, Qt::CTRL | Qt::Key_Equal},
                  tr("Show less time, larger"));
    zoomOut = make(window, tr("Zoom &out"), {QKeySequence::ZoomOut}, tr("Show more time, smaller"));
    previousSlice = make(timeline, tr("&Previous slice"), {Qt::Key_Comma},
                         tr("Go to what the selected task did before"));
    nextSlice = make(timeline, tr("&Next slice"), {Qt::Key_Period},
                     tr("Go to what the selected task did next"));
    filter = make(window, tr("&Filter tasks"), {QKeySequence::Find},
                  tr("Show only tasks whose name holds a text"), Glyph::Search);
    nextPane = make(window, tr("Next p&ane"), {Qt::Key_F6}, tr("Move the focus to the next pane"));
    restoreLayout = make(window, tr("Restore &default layout"), {},
                         tr("Put panes and columns back where they were at first"));

    auto* themes = new QActionGroup(this);
    systemTheme = make(window, tr("As the &system"), {}, tr("Take the desktop's colours"));
    lightTheme = make(window, tr("&Light"), {}, tr("Light colours"));
    darkTheme = make(window, tr("&Dark"), {}, tr("Dark colours"));
    highContrastTheme = make(window, tr("&High contrast"), {}, tr("White and strong on black"));
    for (QAction* theme : {systemTheme, lightTheme, darkTheme, highContrastTheme}) {
        theme->setCheckable(true);
        themes->addAction(theme);
    }

    keys = make(window, tr("&Keys"), {Qt::Key_F1, Qt::Key_Question}, tr("Show all keys"));
    about = make(window, tr("&About Braid"), {}, tr("What this is"));
}

QList<QAction*> Actions::all() const {
    return {open,          exportTrace,   quit,
            runAgain,      stopSelected,  stopAll,
            cancelTask,    clearEnded,    live,
            fit,           zoomIn,        zoomOut,
            previousSlice, nextSlice,     filter,
            nextPane,      restoreLayout, systemTheme,
            lightTheme,    darkTheme,     highContrastTheme,
            keys,          about};
}

} // namespace braid
