// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace braid {

class SourceEditor;

/// The bar below a source in which a text to look for, or the number of a line, is typed.
class SourceSearch : public QWidget {
    Q_OBJECT

public:
    explicit SourceSearch(QWidget* parent = nullptr);

    /// Both show the bar, for `editor`.
    void find(SourceEditor* editor);
    void goToLine(SourceEditor* editor);
    /// The next place (or the one before) of what was looked for last.
    void step(SourceEditor* editor, bool forward);
    QLineEdit& input() { return *input_; }
    QString status() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Purpose { Text, Line };
    void open(SourceEditor* editor, Purpose purpose, const QString& text);
    void typed();
    bool look(bool forward, bool fromHere);

    Purpose purpose_ = Purpose::Text;
    SourceEditor* editor_ = nullptr;
    QString wanted_; ///< the text looked for last
    QLabel* name_;
    QLineEdit* input_;
    QLabel* status_;
};

} // namespace braid
