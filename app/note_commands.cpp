// SPDX-License-Identifier: MIT
#include "app/note_commands.h"

#include "app/main_window.h"
#include "widgets/notes/block_view.h"
#include "widgets/notes/note_pane.h"
#include "widgets/notes/note_view.h"

#include <QCoreApplication>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::NoteCommands)
};

/// The blocks from the current one on that can run.
std::vector<int> fromHere(NoteView& view) {
    return view.note().runnable(std::max(1, view.current()));
}

} // namespace

std::vector<Command> noteCommands(MainWindow& window) {
    using Category = Command::Category;
    MainWindow* const w = &window;
    NotePane* const pane = &window.notePane();
    const QString name = QStringLiteral("notes");
    const QString submenu = Words::tr("No&te");
    const auto has = [pane](auto condition) {
        return [pane, condition] { return pane->view() && condition(*pane->view()); };
    };
    const auto hasBlock = has([](NoteView& view) { return view.current() > 0; });
    const auto canRun = has([](NoteView& view) {
        return view.note().canRun(view.current()) && !view.note().isRunning(view.current());
    });
    return {
        {.id = QStringLiteral("note.run"),
         .category = Category::Run,
         .text = Words::tr("Run this &block"),
         .tip = Words::tr("Run the current block of the note, after those that it needs"),
         .submenu = submenu,
         .keys = {{Qt::Key_F9}},
         .glyph = Glyph::Running,
         .run = [pane] { pane->view()->note().run({pane->view()->current()}); },
         .isEnabled = canRun},
        {.id = QStringLiteral("note.runFrom"),
         .category = Category::Run,
         .text = Words::tr("Run &from here on"),
         .tip = Words::tr("Run the current block and all below it that can run"),
         .submenu = submenu,
         .keys = {{Qt::SHIFT | Qt::Key_F9}},
         .run = [pane] { pane->view()->note().run(fromHere(*pane->view())); },
         .isEnabled = has([](NoteView& view) { return !fromHere(view).empty(); })},
        {.id = QStringLiteral("note.runChosen"),
         .category = Category::Run,
         .text = Words::tr("Run &chosen blocks"),
         .tip = Words::tr("Run the blocks that are ticked, together"),
         .submenu = submenu,
         .keys = {{Qt::CTRL | Qt::Key_F9}},
         .run = [pane] { pane->view()->note().run(pane->view()->chosen()); },
         .isEnabled = has([](NoteView& view) { return !view.chosen().empty(); })},
        {.id = QStringLiteral("note.runAll"),
         .category = Category::Run,
         .text = Words::tr("Run &all that can"),
         .tip = Words::tr("Run all blocks of the note that can run"),
         .submenu = submenu,
         .keys = {{Qt::CTRL | Qt::SHIFT | Qt::Key_F9}},
         .glyph = Glyph::Running,
         .run = [pane] { pane->view()->note().run(pane->view()->note().runnable()); },
         .isEnabled = has([](NoteView& view) { return !view.note().runnable().empty(); })},
        {.id = QStringLiteral("note.stopBlock"),
         .category = Category::Run,
         .text = Words::tr("Stop this bl&ock"),
         .tip = Words::tr("Stop the program that the current block is in, as Ctrl-C would"),
         .submenu = submenu,
         .run = [pane] { pane->view()->note().stop(pane->view()->current()); },
         .isEnabled = has([](NoteView& view) { return view.note().isRunning(view.current()); })},
        {.id = QStringLiteral("note.stop"),
         .category = Category::Run,
         .text = Words::tr("&Stop the note"),
         .tip = Words::tr("Stop all that runs of the note, as Ctrl-C would"),
         .submenu = submenu,
         .glyph = Glyph::Stop,
         .run = [pane] { pane->view()->note().stop(); },
         .isEnabled = has([](NoteView& view) { return view.note().isRunning(); })},
        {.id = QStringLiteral("note.choose"),
         .category = Category::Run,
         .text = Words::tr("C&hoose this block"),
         .tip = Words::tr("Tick the current block, to run it with others, or no longer"),
         .submenu = submenu,
         .run =
             [pane] {
                 NoteView* const view = pane->view();
                 view->choose(!view->block(view->current())->isChosen());
             },
         .isEnabled = hasBlock,
         .isChecked = has([](NoteView& view) {
             return view.current() > 0 && view.block(view.current())->isChosen();
         })},
        {.id = QStringLiteral("note.next"),
         .category = Category::Run,
         .text = Words::tr("&Next block"),
         .tip = Words::tr("Go to the next block of the note"),
         .submenu = submenu,
         .keys = {{Qt::ALT | Qt::Key_Down}},
         .run = [pane] { pane->view()->step(1); },
         .isEnabled = hasBlock},
        {.id = QStringLiteral("note.previous"),
         .category = Category::Run,
         .text = Words::tr("&Previous block"),
         .tip = Words::tr("Go to the block before"),
         .submenu = submenu,
         .keys = {{Qt::ALT | Qt::Key_Up}},
         .run = [pane] { pane->view()->step(-1); },
         .isEnabled = hasBlock},
        {.id = QStringLiteral("note.close"),
         .category = Category::Run,
         .text = Words::tr("C&lose the note"),
         .tip = Words::tr("Close the note that is shown; what runs of it goes on"),
         .submenu = submenu,
         .run = [pane] { pane->closeNote(); },
         .isEnabled = [pane] { return pane->view() != nullptr; }},
        {.id = QStringLiteral("note.show"),
         .category = Category::View,
         .text = Words::tr("&Notes"),
         .tip = Words::tr("Show the notes that are open"),
         .run = [w, name] { w->showPane(name, !w->isPaneShown(name)); },
         .isEnabled = [pane] { return pane->count() > 0; },
         .isChecked = [w, name] { return w->isPaneShown(name); }},
    };
}

} // namespace braid
