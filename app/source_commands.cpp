// SPDX-License-Identifier: MIT
#include "app/source_commands.h"

#include "app/main_window.h"
#include "widgets/session/session.h"
#include "widgets/source/source_editor.h"
#include "widgets/source/source_pane.h"
#include "widgets/source/source_search.h"
#include "widgets/source/source_tab.h"

#include <QCoreApplication>

namespace braid {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::SourceCommands)
};
} // namespace

std::vector<Command> sourceCommands(MainWindow& window) {
    using Category = Command::Category;
    using Place = Command::Place;
    MainWindow* const w = &window;
    SourcePane* const pane = &window.sourcePane();
    const QString name = QStringLiteral("source");
    const auto hasText = [pane] { return pane->editor() != nullptr; };
    return {
        {.id = QStringLiteral("edit.save"),
         .category = Category::Edit,
         .text = Words::tr("&Save source"),
         .tip = Words::tr("Write the source that is shown to its file"),
         .keys = {{QKeySequence::Save}},
         .run = [pane] { pane->save(); },
         .isEnabled = [pane] { return pane->tab() && pane->tab()->isModified(); }},
        {.id = QStringLiteral("edit.rerunOnSave"),
         .category = Category::Edit,
         .text = Words::tr("&Rerun on save"),
         .tip = Words::tr("Run a script once more whenever its source is saved"),
         .run =
             [w] {
                 w->settings().set(setting::rerunOnSave, !w->settings().get(setting::rerunOnSave));
             },
         .isChecked = [pane] { return pane->rerunsOnSave(); }},
        {.id = QStringLiteral("edit.find"),
         .category = Category::Edit,
         .text = Words::tr("&Find in source"),
         .tip = Words::tr("Look for a text in the source that is shown"),
         .beginsGroup = true,
         .run = [pane] { pane->search().find(pane->editor()); },
         .isEnabled = hasText},
        {.id = QStringLiteral("edit.findNext"),
         .category = Category::Edit,
         .text = Words::tr("Find &next"),
         .tip = Words::tr("Go to the next place of the text that was looked for"),
         .keys = {{Qt::Key_F3}},
         .run = [pane] { pane->search().step(pane->editor(), true); },
         .isEnabled = hasText},
        {.id = QStringLiteral("edit.findPrevious"),
         .category = Category::Edit,
         .text = Words::tr("Find &previous"),
         .tip = Words::tr("Go to the place before of the text that was looked for"),
         .keys = {{Qt::SHIFT | Qt::Key_F3}},
         .run = [pane] { pane->search().step(pane->editor(), false); },
         .isEnabled = hasText},
        {.id = QStringLiteral("edit.goToLine"),
         .category = Category::Edit,
         .text = Words::tr("Go to &line"),
         .tip = Words::tr("Go to a line of the source by its number"),
         .keys = {{Qt::CTRL | Qt::Key_G}},
         .run = [pane] { pane->search().goToLine(pane->editor()); },
         .isEnabled = hasText},
        {.id = QStringLiteral("edit.toggleComment"),
         .category = Category::Edit,
         .text = Words::tr("Toggle &comment"),
         .tip = Words::tr("Make comments of the selected lines, or text of comments"),
         .keys = {{Qt::CTRL | Qt::Key_Slash}},
         .beginsGroup = true,
         .run = [pane] { pane->editor()->toggleComment(); },
         .isEnabled = [pane] { return pane->editor() && !pane->editor()->isReadOnly(); }},
        {.id = QStringLiteral("edit.selectTask"),
         .category = Category::Edit,
         .text = Words::tr("Select the &task at this line"),
         .tip = Words::tr("Select a task that stands at the cursor's line, then the next of them"),
         .keys = {{Qt::CTRL | Qt::Key_Return}},
         .run = [pane] { pane->selectTaskAtLine(); },
         .isEnabled = hasText},
        {.id = QStringLiteral("edit.closeSource"),
         .category = Category::Edit,
         .text = Words::tr("Close s&ource"),
         .tip = Words::tr("Close the source that is shown; what is not saved is kept"),
         .keys = {{Qt::CTRL | Qt::Key_W}},
         .beginsGroup = true,
         .run = [pane] { pane->closeTab(); },
         .isEnabled = [pane] { return pane->tab() != nullptr; }},
        {.id = QStringLiteral("view.source"),
         .category = Category::View,
         .text = Words::tr("Source"),
         .tip = Words::tr("Show the sources of what runs"),
         .run = [w, name] { w->showPane(name, !w->isPaneShown(name)); },
         .isChecked = [w, name] { return w->isPaneShown(name); }},
        {.id = QStringLiteral("view.openSource"),
         .category = Category::View,
         .text = Words::tr("Open the source of the selection"),
         .tip = Words::tr("Go to the line where the selected task is"),
         .keys = {{Qt::Key_Return, Place::Tasks}},
         .run = [pane] { pane->openSelection(); },
         .isEnabled =
             [w] {
                 const Selection& selection = w->session().selection();
                 return selection.task() != LaneId::None || selection.strand() != StrandId::None;
             }},
    };
}

} // namespace braid
