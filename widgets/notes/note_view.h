// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/notes/open_note.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace braid {

class BlockView;
class Message;

/// A note as it is read: text, and blocks to run between.
class NoteView : public QWidget {
    Q_OBJECT

public:
    /// `session` must outlive it.
    NoteView(Session& session, const std::filesystem::path& file, QWidget* parent = nullptr);

    OpenNote& note() { return note_; }
    const OpenNote& note() const { return note_; }
    /// What stands above the note: that it has changed, or could not be read.
    QString message() const;
    /// "3 blocks can run".
    QString summary() const;

    /// The block that commands are for: where the focus is, or was; 0: the note has none.
    int current() const { return current_; }
    void setCurrent(int block);
    /// The next block (1) or the one before (-1), with the focus.
    void step(int direction);
    /// Runs a block and shows it, or says why it cannot.
    void run(int block);
    std::vector<int> chosen() const;
    void choose(bool chosen);
    BlockView* block(int number) const;

signals:
    /// What can be done has changed.
    void changed();
    void linkActivated(const QUrl& link);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fill();
    void tellRead(const QList<int>& changed);
    void tellProblem();
    void updateSummary();
    void say(bool warns, const QString& text);
    void followFocus(QWidget* now);

    Session& session_;
    OpenNote note_;
    Message* message_;
    QLabel* summary_;
    QScrollArea* scroll_;
    std::vector<BlockView*> blocks_; ///< by number
    int current_ = 0;
};

} // namespace braid
