// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace braid {

/// Lies over the window while something is dragged above it and promises what a drop will do.
class DropOverlay : public QWidget {
    Q_OBJECT

public:
    explicit DropOverlay(QWidget* parent);

    /// `welcome`: it would do something; otherwise the text says why not.
    void showPromise(const QString& text, bool welcome);
    QString text() const { return text_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString text_;
    bool welcome_ = false;
};

} // namespace braid
