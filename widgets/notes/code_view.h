// SPDX-License-Identifier: MIT
#pragma once

#include <Qsci/qsciscintilla.h>

#include <vector>

namespace braid {

/// The code of a block: highlighted, as tall as it is, its lines with the numbers that messages
/// call them by.
class CodeView : public QsciScintilla {
    Q_OBJECT

public:
    CodeView(const QString& text, int firstLine, QWidget* parent = nullptr);

    /// By the suffix of files in it, dot included; of one that nobody knows, nothing is
    /// highlighted.
    void setLanguage(const QString& suffix);

    /// The lines that something is wrong with, by their numbers.
    void markLines(const std::vector<int>& lines);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void restyle();
    void fit();

    const int firstLine_;
    QString suffix_;
    int widest_ = 0; ///< line, in characters
};

} // namespace braid
