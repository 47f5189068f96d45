// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <filesystem>

class QAction;
class QHBoxLayout;
class QTabWidget;
class QUrl;

namespace braid {

class NoteView;
class Session;

/// The notes that are open, a tab each.
class NotePane : public QWidget {
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit NotePane(Session& session, QWidget* parent = nullptr);
    ~NotePane() override;

    /// Buttons above the note; the actions stay their owner's.
    void addButtons(const QList<QAction*>& actions);

    /// Opens a note, or shows it if it is open.
    void open(const std::filesystem::path& file);
    /// What runs of it goes on.
    void closeNote();
    /// The one that is shown; null if none is open.
    NoteView* view() const;
    int count() const;
    NoteView* viewAt(int index) const;

signals:
    /// What can be done has changed.
    void changed();
    /// A link to a file on this computer was followed.
    void fileWanted(const QString& path);

private:
    void close(int index);
    void follow(const NoteView& view, const QUrl& link);

    Session& session_;
    QHBoxLayout* buttons_;
    QTabWidget* tabs_;
};

} // namespace braid
