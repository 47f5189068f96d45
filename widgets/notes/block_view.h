// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QTimer>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace braid {

class BlockLanes;
class CodeView;
class OpenNote;
class Session;

/// One block of a note: what it is and whether it runs, its code, and under it what came of it.
class BlockView : public QFrame {
    Q_OBJECT

public:
    /// Both must outlive it.
    BlockView(Session& session, OpenNote& note, int block, QWidget* parent = nullptr);

    int block() const { return block_; }
    /// To be run with others.
    bool isChosen() const;
    void setChosen(bool chosen);
    /// It is the one that commands are for.
    void setCurrent(bool current);

    /// What is known before it runs has changed.
    void updatePlan();
    /// What came of it has; soon, or at once.
    void updateResult();
    void showResult();

    QString explanation() const;
    QString state() const;
    QString output() const;
    QToolButton& runButton() { return *run_; }
    QToolButton& runFromButton() { return *runFrom_; }
    QToolButton& stopButton() { return *stop_; }
    BlockLanes& lanes() { return *lanes_; }

signals:
    void chosenChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void layOut();
    void restyle();
    void showOutput();
    void updateButtons();
    void describe();
    QToolButton* button(const QString& text, const QString& name);

    Session& session_;
    OpenNote& note_;
    const int block_;
    bool isCurrent_ = false;
    QCheckBox* chosen_;
    QLabel* explanation_;
    QToolButton* run_;
    QToolButton* runFrom_;
    QToolButton* stop_;
    CodeView* code_;
    QLabel* expected_;
    QLabel* glyph_;
    QLabel* state_;
    QWidget* stateRow_;
    BlockLanes* lanes_;
    QPlainTextEdit* output_;
    QTimer showTimer_;
};

} // namespace braid
