// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QTextCursor;

namespace braid {

class ConsoleText;

/// Looks for a text in a console: marks all places, and goes from one to the next.
class FindBar : public QWidget {
    Q_OBJECT

public:
    /// Beyond this many places are not counted.
    static constexpr int mostPlaces = 1000;

    explicit FindBar(ConsoleText& text, QWidget* parent = nullptr);

    void open();
    QLineEdit& input() { return *input_; }
    QString status() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void close();
    void search();
    void go(bool back);
    void markAll();
    bool findFrom(QTextCursor from, bool back);

    ConsoleText& text_;
    QLineEdit* input_;
    QLabel* status_;
};

} // namespace braid
