// SPDX-License-Identifier: MIT
#include "widgets/notes/note_text.h"

#include "widgets/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QFontDatabase>
#include <QImage>
#include <QRegularExpression>
#include <QUrl>
#include <QWheelEvent>

#include <cmath>

namespace braid {

namespace {

constexpr int widestPicture = 720;

/// Pictures from elsewhere are not fetched: what they are called stands there.
QString withoutPicturesFromElsewhere(QString html, const QString& folder) {
    static const QRegularExpression picture(
        QStringLiteral("<img src=\"([^\"]*)\" alt=\"([^\"]*)\"[^>]*>"));
    qsizetype from = 0;
    for (auto found = picture.match(html); found.hasMatch(); found = picture.match(html, from)) {
        if (QFileInfo::exists(QDir(folder).filePath(found.captured(1)))) {
            from = found.capturedEnd();
            continue;
        }
        html.replace(found.capturedStart(), found.capturedLength(), found.captured(2));
        from = found.capturedStart() + found.capturedLength(2);
    }
    return html;
}

} // namespace

NoteText::NoteText(const QString& html, const QString& folder, QWidget* parent)
    : QTextBrowser(parent)
    , html_(withoutPicturesFromElsewhere(html, folder))
    , folder_(folder) {
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setAcceptDrops(false); // drops are for the window, wherever they fall
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(2);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    // Who goes by keys from block to block need not stop at text without a link.
    setFocusPolicy(html_.contains(QLatin1String("<a ")) ? Qt::StrongFocus : Qt::ClickFocus);
    restyle();
    setAccessibleName(document()->toPlainText());
}

void NoteText::restyle() {
    const Theme theme = Theme::of(palette());
    const QString family = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    document()->setDefaultStyleSheet(
        QStringLiteral("a { color: %1; } code, pre { font-family: \"%2\"; color: %3; } "
                       "pre { margin-left: 12px; } "
                       "table { border-collapse: collapse; } "
                       "td, th { padding: 3px 8px; border: 1px solid %4; } "
                       "blockquote { color: %5; }")
            .arg(theme.color(ColorRole::Running).name(), family,
                 theme.color(ColorRole::Text).name(), theme.color(ColorRole::Grid).name(),
                 theme.color(ColorRole::DimText).name()));
    setHtml(html_);
    updateGeometry();
}

int NoteText::heightForWidth(int width) const {
    document()->setTextWidth(width);
    return int(std::ceil(document()->size().height()));
}

QSize NoteText::sizeHint() const { return {400, heightForWidth(std::max(width(), 200))}; }

QVariant NoteText::loadResource(int type, const QUrl& name) {
    if (type != QTextDocument::ImageResource)
        return {};
    const QImage image(QDir(folder_).filePath(name.toString()));
    return image.width() > widestPicture
               ? image.scaledToWidth(widestPicture, Qt::SmoothTransformation)
               : image;
}

void NoteText::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

/// What scrolls is the note.
void NoteText::wheelEvent(QWheelEvent* event) { event->ignore(); }

} // namespace braid
