// SPDX-License-Identifier: MIT
#pragma once

#include <QTextBrowser>

namespace braid {

/// Text of a note between its blocks, as tall as it is. Links are told, not followed; pictures that
/// lie beside the note are shown, others by their words.
class NoteText : public QTextBrowser {
    Q_OBJECT

public:
    /// `folder` is the note's.
    NoteText(const QString& html, const QString& folder, QWidget* parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, 0}; }
    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void restyle();

    const QString html_;
    const QString folder_;
};

} // namespace braid
