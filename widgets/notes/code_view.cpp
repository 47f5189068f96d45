// SPDX-License-Identifier: MIT
#include "widgets/notes/code_view.h"

#include "widgets/source/highlighting.h"
#include "widgets/theme.h"

#include <Qsci/qscilexer.h>
#include <Qsci/qscistyle.h>

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace braid {

namespace {
constexpr int numberMargin = 0;
constexpr int airMargin = 1;
constexpr int wrongMarker = 1;
constexpr int columnsOfTab = 4;
} // namespace

CodeView::CodeView(const QString& text, int firstLine, QWidget* parent)
    : QsciScintilla(parent)
    , firstLine_(firstLine) {
    QString shown = text;
    while (shown.endsWith(QLatin1Char('\n')))
        shown.chop(1);
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setAcceptDrops(false); // drops are for the window, wherever they fall
    viewport()->setAcceptDrops(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabWidth(columnsOfTab);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setCaretLineVisible(false);
    setMarginType(numberMargin, TextMarginRightJustified);
    setMarginType(airMargin, SymbolMargin);
    setMarginMarkerMask(numberMargin, 0);
    setMarginMarkerMask(airMargin, 0);
    setMarginWidth(airMargin, 6);
    setMarginWidth(2, 0);
    markerDefine(Background, wrongMarker);
    setText(shown);
    setReadOnly(true);
    // Keys go from block to block; here only who clicks selects text.
    setFocusPolicy(Qt::ClickFocus);
    for (const QString& line : shown.split(QLatin1Char('\n')))
        widest_ = std::max(widest_, int(line.size()));
    restyle();
}

void CodeView::setLanguage(const QString& suffix) {
    if (std::exchange(suffix_, suffix) == suffix)
        return;
    delete lexer();
    setLexer(makeLexer(QStringLiteral("block") + suffix, text(), this));
    restyle();
}

void CodeView::markLines(const std::vector<int>& lines) {
    markerDeleteAll(wrongMarker);
    for (const int line : lines)
        if (line >= firstLine_)
            markerAdd(line - firstLine_, wrongMarker);
}

void CodeView::restyle() {
    const Theme theme = Theme::of(palette());
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF(font().pointSizeF());
    if (lexer())
        setLook(*lexer(), theme, mono);
    else
        setFont(mono);
    setPaper(theme.color(ColorRole::Ground));
    setColor(theme.color(ColorRole::Text));
    setMarginsFont(mono);
    setMarginsBackgroundColor(theme.color(ColorRole::Ground));
    setMarginsForegroundColor(theme.color(ColorRole::DimText));
    setMarkerBackgroundColor(theme.color(ColorRole::Warning), wrongMarker);
    setCaretForegroundColor(theme.color(ColorRole::Ground)); // nobody writes here
    setSelectionBackgroundColor(palette().color(QPalette::Highlight));
    setSelectionForegroundColor(palette().color(QPalette::HighlightedText));
    const QsciStyle numbers(0, QStringLiteral("numbers"), theme.color(ColorRole::DimText),
                            theme.color(ColorRole::Ground), mono);
    clearMarginText();
    for (int line = 0; line < this->lines(); ++line)
        setMarginText(line, QString::number(firstLine_ + line), STYLE_LINENUMBER);
    setMarginWidth(numberMargin, QStringLiteral(" ") + QString::number(firstLine_ + lines()));
    fit();
}

void CodeView::fit() {
    const int code = int(SendScintilla(SCI_TEXTHEIGHT, 0UL)) * lines();
    const int room = viewport()->width() - marginWidth(numberMargin) - marginWidth(airMargin);
    const QByteArray line(widest_, 'x');
    const bool scrolls = SendScintilla(SCI_TEXTWIDTH, static_cast<unsigned long>(STYLE_DEFAULT),
                                       line.constData()) > room;
    setHorizontalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    setFixedHeight(code + (scrolls ? horizontalScrollBar()->sizeHint().height() : 0));
}

void CodeView::changeEvent(QEvent* event) {
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QsciScintilla::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

/// What scrolls is the note; only lines that are too long move here.
void CodeView::wheelEvent(QWheelEvent* event) {
    if (std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y()))
        QsciScintilla::wheelEvent(event);
    else
        event->ignore();
}

} // namespace braid
