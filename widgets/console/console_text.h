// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <QPlainTextEdit>

#include <deque>
#include <vector>

namespace braid {

/// One line that a script wrote, or that the window says of it.
struct ConsoleLine {
    int run = -1;
    OutputStream stream = OutputStream::Out;
    std::int64_t timeNs = 0;
    QString text;
    bool isNote = false; ///< the window's own words
};

/// Lines with a mark before each: which script wrote it, and when. Bounded: the oldest go.
class ConsoleText : public QPlainTextEdit {
    Q_OBJECT

public:
    static constexpr int mostLines = 10'000;

    explicit ConsoleText(QWidget* parent = nullptr);

    void setName(int run, const QString& name);
    void appendLines(const std::deque<ConsoleLine>& lines);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Margin;
    void layOutMargin();
    void placeMargin();
    void paintMargin(const QRect& area);
    void recolor();

    std::vector<QString> names_; ///< by run
    Margin* margin_;
    int nameWidth_ = 0;
    int timeWidth_ = 0;
    bool focusShown_ = false;
};

} // namespace braid
