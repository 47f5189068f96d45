// SPDX-License-Identifier: MIT
#include "widgets/source/source_pane.h"

#include "widgets/session/session.h"
#include "widgets/source/line_note.h"
#include "widgets/source/source_editor.h"
#include "widgets/source/source_search.h"
#include "widgets/source/source_tab.h"

#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace braid {

namespace {
/// So many of the tasks at a line are gone through one by one.
constexpr std::size_t mostTasks = 1'000;
} // namespace

SourcePane::SourcePane(Session& session, const QString& unsaved, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , unsaved_(unsaved)
    , lines_(session.trace())
    , tabs_(new QTabBar)
    , stack_(new QStackedWidget)
    , empty_(new QLabel(tr("The source of what runs appears here")))
    , search_(new SourceSearch) {
    tabs_->setAccessibleName(tr("Open sources"));
    tabs_->setDocumentMode(true);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setTabsClosable(true);
    tabs_->setMovable(true);
    tabs_->setElideMode(Qt::ElideMiddle);
    tabs_->hide();
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setEnabled(false);
    stack_->addWidget(empty_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(tabs_);
    layout->addWidget(stack_, 1);
    layout->addWidget(search_);

    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        if (SourceTab* const shown = tabAt(index)) {
            stack_->setCurrentWidget(shown);
            setFocusProxy(shown);
        }
        search_->hide();
        look();
        emit changed();
    });
    connect(tabs_, &QTabBar::tabCloseRequested, this, &SourcePane::close);
    connect(&session_, &Session::looked, this, &SourcePane::look);
    connect(&session_.cursor(), &Cursor::moved, this, [this] {
        look();
        followSelection();
    });
    connect(&session_.selection(), &Selection::changed, this, &SourcePane::followSelection);
    connect(&session_.scripts(), &Scripts::started, this, &SourcePane::scriptStarted);
}

SourcePane::~SourcePane() {
    session_.disconnect(this);
    session_.selection().disconnect(this);
}

// -- tabs ---------------------------------------------------------------------------------------

SourceTab* SourcePane::tabAt(int index) const {
    return static_cast<SourceTab*>(tabs_->tabData(index).value<QObject*>());
}

SourceTab* SourcePane::tab() const { return tabAt(tabs_->currentIndex()); }

SourceEditor* SourcePane::editor() const { return tab() ? tab()->editor() : nullptr; }

int SourcePane::indexOf(const QString& name) const {
    for (int i = 0; i < tabs_->count(); ++i)
        if (tabAt(i)->path() == name)
            return i;
    return -1;
}

SourceTab* SourcePane::add(const QString& path) {
    auto* made = new SourceTab(path, unsaved_);
    stack_->addWidget(made);
    const int index = tabs_->addTab(QFileInfo(path).fileName());
    tabs_->setTabData(index, QVariant::fromValue<QObject*>(made));
    tabs_->setTabToolTip(index, path);
    tabs_->show();
    connect(made, &SourceTab::modifiedChanged, this, &SourcePane::nameTabs);
    connect(made, &SourceTab::saved, this, [this, made] {
        if (rerunsOnSave_)
            rerun(made->path());
    });
    if (SourceEditor* const text = made->editor())
        connect(text, &SourceEditor::noteClicked, this, [this](int, const LineNote::Part& part) {
            // The one that is meant, and from that on one after the other.
            if (session_.selection().task() == part.lane)
                selectTaskAtLine();
            else
                session_.selection().setTask(part.lane);
        });
    if (tabs_->count() == 1) { // nothing was current before, so nothing tells that it is now
        stack_->setCurrentWidget(made);
        setFocusProxy(made);
    }
    nameTabs();
    return made;
}

/// A dot before the name: not saved.
void SourcePane::nameTabs() {
    for (int i = 0; i < tabs_->count(); ++i) {
        QString name = QFileInfo(tabAt(i)->path()).fileName();
        name.replace(QLatin1Char('&'), QLatin1String("&&"));
        tabs_->setTabText(i, tabAt(i)->isModified() ? QStringLiteral("● ") + name : name);
    }
    emit changed();
}

void SourcePane::close(int index) {
    SourceTab* const gone = tabAt(index);
    if (!gone)
        return;
    search_->hide();
    gone->keep();
    tabs_->removeTab(index);
    stack_->removeWidget(gone);
    delete gone;
    tabs_->setVisible(tabs_->count() > 0);
    if (tabs_->count() == 0) {
        stack_->setCurrentWidget(empty_);
        setFocusProxy(nullptr);
    }
    emit changed();
}

void SourcePane::closeTab() { close(tabs_->currentIndex()); }

bool SourcePane::save() { return tab() && tab()->save(); }

void SourcePane::open(const SourcePlace& place, bool focus) {
    const QString name = SourceLines::nameOf(place.file);
    if (int index = indexOf(name); index >= 0)
        tabs_->setCurrentIndex(index);
    else if (add(name))
        tabs_->setCurrentIndex(tabs_->count() - 1);
    look();
    if (SourceEditor* const text = editor(); text && place.line > 0) {
        const int line = text->lineNow(place.line - 1);
        text->goTo(line >= 0 ? line : place.line - 1);
    }
    if (focus)
        tab()->setFocus(Qt::ShortcutFocusReason);
}

bool SourcePane::restore() {
    const QStringList left = UnsavedText::left(unsaved_);
    for (const QString& path : left)
        if (indexOf(path) < 0)
            add(path);
    return !left.isEmpty();
}

// -- the session's facts ------------------------------------------------------------------------

void SourcePane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    look();
}

void SourcePane::look() {
    SourceEditor* const text = editor();
    if (!text || !isVisible())
        return;
    lines_.refresh(session_.present());
    const std::int64_t instant = session_.shown();
    std::vector<LineNote> notes;
    for (const SourceLine& line : lines_.at(tab()->path(), instant)) {
        LineNote note{text->lineNow(line.line - 1), noteParts(session_.trace(), line, instant)};
        if (note.line >= 0 && !note.parts.empty())
            notes.push_back(std::move(note));
    }
    text->setNotes(std::move(notes));
    const auto place = selectedPlace();
    const bool here = place && place->line > 0 && SourceLines::nameOf(place->file) == tab()->path();
    text->markLine(here ? text->lineNow(place->line - 1) : -1);
}

std::optional<SourcePlace> SourcePane::selectedPlace() const {
    if (auto place = placeOf(session_.trace(), session_.selection().task(), session_.shown()))
        return place;
    if (const int run = session_.selectedRun(); run >= 0)
        return SourcePlace{QString::fromStdString(session_.scripts().run(run).path.string()), 0};
    return {};
}

void SourcePane::followSelection() {
    if (!isVisible())
        return;
    const auto place = selectedPlace();
    // Who types is left where he is.
    if (!place || !QFileInfo::exists(place->file) || (editor() && editor()->hasFocus())) {
        look();
        return;
    }
    const QString name = SourceLines::nameOf(place->file);
    if (!tab() || tab()->path() != name)
        open({place->file, 0}, false);
    look();
    if (SourceEditor* const text = editor())
        text->reveal(text->lineNow(place->line - 1));
}

void SourcePane::openSelection() {
    if (const auto place = selectedPlace())
        session_.openPlace(*place);
}

void SourcePane::scriptStarted(int run) {
    const QString path = QString::fromStdString(session_.scripts().run(run).path.string());
    if (const int index = indexOf(SourceLines::nameOf(path)); index >= 0) {
        if (SourceEditor* const text = tabAt(index)->editor())
            text->runStarted();
        return;
    }
    // Once it runs: nobody waits for its source. A note is shown otherwise.
    if (tabs_->count() == 0 && !session_.scripts().run(run).text)
        QTimer::singleShot(0, this, [this, path] {
            if (isVisible() && tabs_->count() == 0 && QFileInfo::exists(path))
                open({path, 0}, false);
        });
}

void SourcePane::selectTaskAtLine() {
    SourceEditor* const text = editor();
    if (!text)
        return;
    int line = 0, column = 0;
    text->getCursorPosition(&line, &column);
    const std::int64_t instant = session_.shown();
    std::vector<LaneId> tasks =
        lines_.tasksAt(tab()->path(), text->lineThen(line) + 1, instant, mostTasks);
    // The one that held the loop may have gone on.
    if (const LineNote* const note = text->noteAt(line); note && tasks.empty())
        for (const LineNote::Part& part : note->parts)
            tasks.push_back(part.lane);
    if (tasks.empty())
        return;
    const auto now = std::find(tasks.begin(), tasks.end(), session_.selection().task());
    const bool isLast = now == tasks.end() || now + 1 == tasks.end();
    session_.selection().setTask(isLast ? tasks.front() : *(now + 1));
}

// -- running again ------------------------------------------------------------------------------

void SourcePane::rerun(const QString& path) {
    Scripts& scripts = session_.scripts();
    for (int run = scripts.count() - 1; run >= 0; --run) {
        // What has a text of its own is not in the file as it was saved.
        if (scripts.run(run).text ||
            SourceLines::nameOf(QString::fromStdString(scripts.run(run).path.string())) != path)
            continue;
        session_.setLive(true);
        scripts.restart(run);
        return;
    }
}

} // namespace braid
