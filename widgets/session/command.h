// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/glyphs.h"

#include <QKeySequence>
#include <QObject>

#include <functional>
#include <vector>

namespace braid {

/// One thing that a person can have done. It exists once: menus, toolbars, keys, the palette and
/// tests are made from it.
struct Command {
    enum class Category { File, Edit, Run, View, Help };

    /// Where a key works: anywhere in the window; in the timeline alone, where nobody types; or in
    /// the timeline and the list of tasks beside it.
    enum class Place { Window, Timeline, Tasks };

    struct Key {
        QKeySequence sequence;
        Place place = Place::Window;
    };

    QString id; ///< "run.stopAll"; never shown
    Category category = Category::File;
    QString text = {};    ///< as a menu says it, with & before the letter that chooses it
    QString tip = {};     ///< what it does, in one sentence without its full stop
    QString submenu = {}; ///< the menu below that of the category; empty: none
    std::vector<Key> keys = {};
    Glyph glyph = Glyph::None;
    bool beginsGroup = false; ///< apart from the one before it
    std::function<void()> run = {};
    std::function<bool()> isEnabled = {}; ///< not there: always
    std::function<bool()> isChecked = {}; ///< not there: it is nothing to be on or off

    bool enabled() const { return !isEnabled || isEnabled(); }
    bool checked() const { return isChecked && isChecked(); }
    /// "Stop all": the text without what only menus need.
    QString name() const;
    /// "Run: Stop all": with the menus that lead to it.
    QString title() const;
};

/// A category as its menu is called, with & before the letter that opens it.
QString nameOf(Command::Category category);

/// The commands of a window, in the order of its menus.
class Commands : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void add(std::vector<Command> commands);
    /// Puts `commands` behind the one called `behind`, in the place of all whose ids begin with
    /// `prefix`. For lists that change, as that of recent files does.
    void replace(const QString& prefix, std::vector<Command> commands, const QString& behind);

    const std::vector<Command>& all() const { return commands_; }
    /// Null if there is none of this name.
    const Command* find(const QString& id) const;
    /// Does it, unless it is not there or not enabled; returns whether it did.
    bool trigger(const QString& id);
    /// Says that something has changed on which depends what can be done, or what is on.
    void touch() { emit stateChanged(); }

signals:
    void listChanged();
    void stateChanged();

private:
    std::vector<Command> commands_;
};

} // namespace braid
