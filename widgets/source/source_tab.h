// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/source/source_file.h"
#include "widgets/source/unsaved_text.h"

#include <QFileSystemWatcher>
#include <QTimer>
#include <QWidget>

class QAction;

namespace braid {

class Message;
class SourceEditor;

/// One file in an editor: read and written, watched for changes by others, and what is not saved
/// kept. Nothing asks in a dialog: what there is to decide stands above the text.
class SourceTab : public QWidget {
    Q_OBJECT

public:
    /// What is typed and not saved is kept in the folder `unsaved`, soon after each pause, and at
    /// the end.
    SourceTab(const QString& path, const QString& unsaved, QWidget* parent = nullptr);
    ~SourceTab() override;

    const QString& path() const { return path_; }
    /// Null if the file could not be shown: the tab says why.
    SourceEditor* editor() { return editor_; }
    bool isModified() const;
    /// Writes the file, unless somebody else has changed it meanwhile: that is asked first. Returns
    /// whether it is written.
    bool save();
    /// Keeps what is not saved now.
    void keep();
    QString message() const;

signals:
    void modifiedChanged();
    void saved();

private:
    void load();
    void say(bool warns, const QString& text, const QList<QAction*>& actions = {});
    void saySystem();
    void lookAtDisk();
    void reload();
    void keepMine();
    void watch();
    QAction* action(const QString& text, void (SourceTab::*run)());

    const QString path_;
    SourceFile file_;
    UnsavedText unsaved_;
    QByteArray othersDigest_; ///< of what others wrote, and the user has been told of
    bool mine_ = false;       ///< that is to be written over
    QString keptText_;        ///< what is kept now
    QFileSystemWatcher watcher_;
    QTimer keepTimer_;
    QTimer lookTimer_;
    Message* message_;
    SourceEditor* editor_ = nullptr;
    QAction* reload_;
    QAction* keepMine_;
    QAction* discard_;
    QAction* editAnyway_;
};

} // namespace braid
