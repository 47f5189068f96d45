// SPDX-License-Identifier: MIT
#include "widgets/notes/block_view.h"

#include "widgets/glyphs.h"
#include "widgets/notes/block_lanes.h"
#include "widgets/notes/block_words.h"
#include "widgets/notes/code_view.h"
#include "widgets/notes/open_note.h"
#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/wording.h"

#include <QCheckBox>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace braid {

using State = BlockResult::State;

namespace {

constexpr int showWithinMs = 33;
/// What lasts is looked at so often: its time, its lanes.
constexpr int lookAgainMs = 250;
/// The last lines; all of them are in the console.
constexpr std::size_t mostLinesShown = 500;
constexpr int mostLinesSeen = 12; ///< at once

Glyph glyphOf(const BlockResult& result) {
    switch (result.state) {
    case State::Waiting:
        return Glyph::Waiting;
    case State::Running:
        return Glyph::Running;
    case State::Finished:
        return result.difference ? Glyph::Failed : Glyph::Checked;
    case State::Failed:
        return Glyph::Failed;
    case State::LeftOut:
    case State::NotReached:
    case State::Stopped:
        return Glyph::Cancelled;
    }
    return Glyph::None;
}

ColorRole roleOf(const BlockResult& result) {
    const bool failed = result.state == State::Failed || result.difference;
    return failed                            ? ColorRole::Failed
           : result.state == State::Running  ? ColorRole::Running
           : result.state == State::Finished ? ColorRole::Finished
                                             : ColorRole::Cancelled;
}

QString asText(const ExpectedOutput& expected) {
    QStringList lines;
    for (const ExpectedOutput::Line& line : expected.lines)
        lines << toQString(line.text);
    return lines.join(QLatin1Char('\n'));
}

QLabel* plainLabel() {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

BlockView::BlockView(Session& session, OpenNote& note, int block, QWidget* parent)
    : QFrame(parent)
    , session_(session)
    , note_(note)
    , block_(block)
    , chosen_(new QCheckBox(QString::number(block)))
    , explanation_(plainLabel())
    , run_(button(tr("Run"), tr("Run block %1").arg(block)))
    , runFrom_(button(tr("From here"), tr("Run from block %1 on").arg(block)))
    , stop_(button(tr("Stop"), tr("Stop block %1").arg(block)))
    , expected_(plainLabel())
    , glyph_(new QLabel)
    , state_(plainLabel())
    , stateRow_(new QWidget)
    , lanes_(new BlockLanes(session))
    , output_(new QPlainTextEdit) {
    const NoteBlock& written = note.note().block(block);
    code_ = new CodeView(toQString(written.text), written.line);
    code_->setAccessibleName(tr("Code of block %1").arg(block));
    setFocusPolicy(Qt::StrongFocus);
    chosen_->setToolTip(tr("To be run together with other chosen blocks"));
    chosen_->setAccessibleName(tr("Choose block %1").arg(block));
    run_->setIcon(glyphIcon(Glyph::Running));
    stop_->setIcon(glyphIcon(Glyph::Stop));
    runFrom_->setToolTip(tr("Run this block and all below it that can run"));
    output_->setReadOnly(true);
    output_->setFrameShape(QFrame::NoFrame);
    output_->setAcceptDrops(false); // drops are for the window, wherever they fall
    output_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    output_->setTabChangesFocus(true);
    output_->setAccessibleName(tr("Output of block %1").arg(block));
    layOut();

    showTimer_.setSingleShot(true);
    connect(&showTimer_, &QTimer::timeout, this, &BlockView::showResult);
    connect(run_, &QToolButton::clicked, this, [this] { note_.run({block_}); });
    connect(runFrom_, &QToolButton::clicked, this, [this] { note_.run(note_.runnable(block_)); });
    connect(stop_, &QToolButton::clicked, this, [this] { note_.stop(block_); });
    connect(chosen_, &QCheckBox::toggled, this, &BlockView::chosenChanged);
    updatePlan();
    showResult();
}

QToolButton* BlockView::button(const QString& text, const QString& name) {
    auto* made = new QToolButton(this);
    made->setText(text);
    made->setAccessibleName(name);
    made->setToolTip(name);
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

void BlockView::layOut() {
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(chosen_, 0, Qt::AlignTop);
    head->addWidget(explanation_, 1);
    for (QToolButton* each : {run_, runFrom_, stop_})
        head->addWidget(each, 0, Qt::AlignTop);
    auto* said = new QHBoxLayout(stateRow_);
    said->setContentsMargins(0, 0, 0, 0);
    said->setSpacing(6);
    said->addWidget(glyph_, 0, Qt::AlignTop);
    said->addWidget(state_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 4, 6, 6);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(code_);
    layout->addWidget(expected_);
    layout->addWidget(stateRow_);
    layout->addWidget(lanes_);
    layout->addWidget(output_);
    lanes_->hide();
    restyle();
}

void BlockView::restyle() {
    const Theme theme = Theme::of(palette());
    const QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    QFont sized = mono;
    sized.setPointSizeF(font().pointSizeF());
    output_->setFont(sized);
    QPalette dim = palette();
    dim.setColor(QPalette::WindowText, theme.color(ColorRole::DimText));
    explanation_->setPalette(dim);
    expected_->setPalette(dim);
    QPalette ground = palette();
    ground.setColor(QPalette::Base, theme.color(ColorRole::Ground));
    output_->setPalette(ground);
}

// -- before it runs -----------------------------------------------------------------------------

void BlockView::updatePlan() {
    const NotePlan* const plan = note_.plan();
    const NoteBlock& written = note_.note().block(block_);
    QString words = written.language.empty() ? QString() : toShown(written.language);
    const QString explained = explainBlock(note_.note(), plan, block_);
    if (!explained.isEmpty())
        words += (words.isEmpty() ? QString() : QStringLiteral(" · ")) + explained;
    explanation_->setText(words);
    // A Markdown file has it in its own text, below.
    const bool hasSaved = note_.note().is_notebook && written.expected;
    expected_->setText(
        hasSaved ? tr("should print:") + QLatin1Char('\n') + asText(*written.expected) : QString());
    expected_->setVisible(hasSaved);
    if (plan) {
        const BlockPlan& known = plan->block(block_);
        code_->setLanguage(known.engine ? toQString(known.engine->suffixes().front())
                                        : QLatin1Char('.') + toQString(written.language));
        std::vector<int> wrong;
        for (const auto& places : {known.errors, known.omissions, known.missing})
            for (const CodeFacts::Place& place : places)
                wrong.push_back(place.line);
        code_->markLines(wrong);
        run_->setText(known.is_wrapped
                          ? tr("Run in %1").arg(toQString(known.engine->reader()->wrapper()))
                      : known.verdict == BlockPlan::Verdict::Fragment ? tr("Try")
                                                                      : tr("Run"));
    }
    updateButtons();
    describe();
}

void BlockView::updateButtons() {
    const bool can = note_.canRun(block_);
    const bool runs = note_.isRunning(block_);
    const std::vector<int> below = note_.runnable(block_);
    run_->setVisible(can && !runs);
    runFrom_->setVisible(can && !runs && below.size() > 1 && below.front() == block_);
    stop_->setVisible(runs);
    chosen_->setEnabled(can);
    if (!can)
        chosen_->setChecked(false);
}

bool BlockView::isChosen() const { return chosen_->isChecked(); }

void BlockView::setChosen(bool chosen) { chosen_->setChecked(chosen && chosen_->isEnabled()); }

QString BlockView::explanation() const { return explanation_->text(); }

// -- what came of it ----------------------------------------------------------------------------

void BlockView::updateResult() {
    if (!showTimer_.isActive() || showTimer_.interval() > showWithinMs)
        showTimer_.start(showWithinMs);
}

void BlockView::showResult() {
    showTimer_.stop();
    const BlockResult* const result = note_.result(block_);
    // Who stands on a button that goes keeps the block.
    const bool hadFocus = run_->hasFocus() || runFrom_->hasFocus() || stop_->hasFocus();
    updateButtons();
    if (hadFocus && !isAncestorOf(focusWidget()))
        setFocus(Qt::OtherFocusReason);
    stateRow_->setVisible(result != nullptr);
    output_->setVisible(result && !result->output.isEmpty());
    if (!result) {
        lanes_->hide();
        describe();
        return;
    }
    QString words = describeResult(*result, session_.now());
    if (const QString compared = describeComparison(*result); !compared.isEmpty())
        words += QStringLiteral(" · ") + compared;
    if (session_.scripts().run(result->run).state == Script::State::WaitingInput)
        words += QStringLiteral(" · ") + tr("waits for a line, in the console");
    if (result->isOutdated)
        words += QStringLiteral(" · ") + tr("the block has changed since");
    state_->setText(words);
    const Theme theme = Theme::of(palette());
    const ColorRole role = roleOf(*result);
    QPalette own = palette();
    own.setColor(QPalette::WindowText,
                 theme.color(role == ColorRole::Failed ? role : ColorRole::Text));
    state_->setPalette(own);
    const int size = fontMetrics().height();
    QPixmap pixmap(QSize(size, size) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintGlyph(painter, glyphOf(*result), QRectF(1, 1, size - 2, size - 2), theme.color(role));
    painter.end();
    glyph_->setPixmap(pixmap);
    lanes_->show(*result);
    showOutput();
    describe();
    if (result->state == State::Running)
        showTimer_.start(lookAgainMs);
}

void BlockView::showOutput() {
    const BlockOutput& written = note_.result(block_)->output;
    const Theme theme = Theme::of(palette());
    QTextDocument* const document = output_->document();
    const QScrollBar* const bar = output_->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    document->clear();
    QTextCursor cursor(document);
    QTextCharFormat format;
    bool first = true;
    const auto add = [&](const QString& text, ColorRole role) {
        format.setForeground(theme.color(role));
        cursor.insertText((first ? QString() : QStringLiteral("\n")) + text, format);
        first = false;
    };
    const auto& lines = written.lines();
    const std::size_t left = lines.size() - std::min(lines.size(), mostLinesShown);
    if (const std::uint64_t before = left + written.dropped(); before > 0)
        add(tr("%n earlier line(s): see the console", nullptr, int(before)), ColorRole::DimText);
    for (auto line = std::next(lines.begin(), std::ptrdiff_t(left)); line != lines.end(); ++line)
        add(line->second.text,
            line->second.stream == OutputStream::Err ? ColorRole::Failed : ColorRole::Text);
    if (written.needsScreen())
        add(tr("It draws on a screen: see the console"), ColorRole::DimText);
    const int seen = std::min(document->blockCount(), mostLinesSeen);
    output_->setFixedHeight(output_->fontMetrics().lineSpacing() * seen +
                            int(document->documentMargin()) * 2 + 2);
    if (atEnd)
        output_->verticalScrollBar()->setValue(output_->verticalScrollBar()->maximum());
}

QString BlockView::state() const { return state_->isHidden() ? QString() : state_->text(); }

QString BlockView::output() const { return output_->toPlainText(); }

// -- how it looks -------------------------------------------------------------------------------

/// All that is to be seen of it, in a sentence.
void BlockView::describe() {
    QStringList words{nameOfBlock(block_), explanation_->text()};
    if (note_.result(block_))
        words << state_->text();
    setAccessibleName(words.join(QStringLiteral(": ")));
}

void BlockView::setCurrent(bool current) {
    isCurrent_ = current;
    update();
}

void BlockView::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(theme.color(hasFocus() ? ColorRole::Running : ColorRole::Grid));
    painter.setBrush(theme.color(ColorRole::Ground));
    painter.drawRoundedRect(frame, 4, 4);
    if (isCurrent_)
        painter.fillRect(QRectF(1, 4, 3, height() - 8), theme.color(ColorRole::Running));
}

void BlockView::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::FontChange) {
        restyle();
        showResult();
    }
}

void BlockView::focusInEvent(QFocusEvent* event) {
    QFrame::focusInEvent(event);
    update();
}

void BlockView::focusOutEvent(QFocusEvent* event) {
    QFrame::focusOutEvent(event);
    update();
}

} // namespace braid
