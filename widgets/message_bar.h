// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QAction;
class QHBoxLayout;
class QLabel;

namespace braid {

/// One message above the work, in place of a dialog: what happened, what can be done about it,
/// and a cross. A new message takes the place of the old one.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Notice, Warning };

    explicit MessageBar(QWidget* parent = nullptr);

    /// The bar shows a button for each action; they stay their owners'.
    void showMessage(Kind kind, const QString& text, const QList<QAction*>& actions = {});
    QString text() const;
    Kind kind() const { return kind_; }

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
