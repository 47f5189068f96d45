// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QPointer>
#include <QStringList>

class QLineEdit;
class QListWidget;

namespace braid {

class Commands;

/// All that can be done now, found by a few letters of its name: type, choose, Return. Lies over
/// its parent until something is chosen, Escape is pressed or the focus goes elsewhere.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    /// `commands` must outlive it.
    CommandPalette(Commands& commands, QWidget* parent);

    void open();
    QLineEdit& field() { return *field_; }
    QListWidget& list() { return *list_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find();
    void place();
    void close();
    void choose();
    void tellScreenReader();

    Commands& commands_;
    QLineEdit* field_;
    QListWidget* list_;
    QPointer<QWidget> before_; ///< had the focus
    QStringList lastUsed_;     ///< ids, the latest first
};

} // namespace braid
