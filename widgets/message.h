// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QAction;
class QHBoxLayout;
class QLabel;

namespace braid {

/// One message of a MessageBar: what happened, what can be done about it, and a cross.
class Message : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Notice, Warning };

    explicit Message(QWidget* parent = nullptr);

    /// A button for each action; they stay their owners'.
    void setMessage(Kind kind, const QString& text, const QList<QAction*>& actions = {});
    Kind kind() const { return kind_; }
    void setText(const QString& text);
    QString text() const;

signals:
    /// The cross was pressed.
    void closed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();

    Kind kind_ = Kind::Notice;
    QLabel* icon_;
    QLabel* label_;
    QHBoxLayout* buttons_;
};

} // namespace braid
