// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/source_place.h"
#include "widgets/source/source_lines.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace braid {

class Session;
class SourceEditor;
class SourceSearch;
class SourceTab;

/// The sources of what runs, a tab each, with the session's facts beside their lines. It follows
/// the selection, gently: it scrolls to where the task is, and takes no focus.
///
/// Until a file is opened it is an empty widget, and costs nothing.
class SourcePane : public QWidget {
    Q_OBJECT

public:
    /// `session` must outlive it. What is typed and not saved is kept in `unsaved`.
    SourcePane(Session& session, const QString& unsaved, QWidget* parent = nullptr);
    ~SourcePane() override;

    /// Opens a file at a line, or as it was left if that is 0; with the focus if it is said so.
    void open(const SourcePlace& place, bool focus);
    /// Opens the files of which unsaved texts were left; returns whether there were any.
    bool restore();
    /// Where the selected task, or script, is.
    void openSelection();

    /// Null if none is open.
    SourceTab* tab() const;
    SourceEditor* editor() const;
    SourceSearch& search() { return *search_; }
    QTabBar& tabs() { return *tabs_; }
    bool save();
    /// Closes the tab that is shown; what is not saved in it is kept, and there when it is opened
    /// again.
    void closeTab();
    /// Selects a task that stands at the cursor's line; called again, the next of them.
    void selectTaskAtLine();

    /// A script runs once more whenever its source is saved.
    bool rerunsOnSave() const { return rerunsOnSave_; }
    void setRerunsOnSave(bool on) { rerunsOnSave_ = on; }

signals:
    /// What can be done has changed.
    void changed();

protected:
    void showEvent(QShowEvent* event) override;

private:
    int indexOf(const QString& name) const;
    SourceTab* tabAt(int index) const;
    SourceTab* add(const QString& path);
    void close(int index);
    void nameTabs();
    void look();
    void followSelection();
    void scriptStarted(int run);
    void rerun(const QString& path);
    std::optional<SourcePlace> selectedPlace() const;

    Session& session_;
    const QString unsaved_;
    bool rerunsOnSave_ = false;
    SourceLines lines_;
    QTabBar* tabs_;
    QStackedWidget* stack_;
    QLabel* empty_;
    SourceSearch* search_;
};

} // namespace braid
