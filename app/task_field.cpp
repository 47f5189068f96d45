// SPDX-License-Identifier: MIT
#include "app/task_field.h"

#include "widgets/glyphs.h"
#include "widgets/theme.h"
#include "widgets/wording.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace braid {

namespace {
using Kind = Parameter::Kind;

constexpr int linesShown = 3;
constexpr int charactersOfNumbers = 14;
} // namespace

QString translated(const std::string& text) {
    return QCoreApplication::translate("braid::TaskKind", text.c_str());
}

TaskField::TaskField(const Parameter& parameter, QWidget* parent)
    : QWidget(parent)
    , parameter_(parameter)
    , problem_(new QLabel) {
    const QString name = translated(parameter.title);
    auto* title = new QLabel(parameter.kind == Kind::Seconds ? tr("%1 (s)").arg(name) : name);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    if (parameter.kind == Kind::Words)
        addLines(*row);
    else
        addLine(*row);
    title->setBuddy(&editor());
    editor().setObjectName(QString::fromStdString(parameter.name));
    editor().setAccessibleName(name);
    editor().setAccessibleDescription(translated(parameter.description));
    editor().setToolTip(translated(parameter.description));
    setFocusProxy(&editor());

    problem_->setTextFormat(Qt::PlainText);
    problem_->setWordWrap(true);
    problem_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(title);
    layout->addLayout(row);
    layout->addWidget(problem_);
    layout->addStretch();
    setSizePolicy(isNarrow() ? QSizePolicy::Fixed : QSizePolicy::Expanding, QSizePolicy::Preferred);
    if (isNarrow())
        setFixedWidth(fontMetrics().averageCharWidth() * charactersOfNumbers + 12);
}

void TaskField::addLine(QLayout& row) {
    line_ = new QLineEdit;
    // Drops are for the window, wherever they fall.
    line_->setAcceptDrops(false);
    row.addWidget(line_);
    connect(line_, &QLineEdit::textChanged, this, &TaskField::showProblem);
    if (parameter_.kind != Kind::Folder)
        return;
    auto* button = new QToolButton;
    button->setIcon(glyphIcon(Glyph::Open));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(tr("Choose a folder"));
    button->setAccessibleName(button->toolTip());
    row.addWidget(button);
    connect(button, &QToolButton::clicked, this, &TaskField::browse);
}

void TaskField::addLines(QLayout& row) {
    lines_ = new QPlainTextEdit;
    lines_->setAcceptDrops(false);
    lines_->setTabChangesFocus(true);
    lines_->setPlaceholderText(tr("One a line; Shift+Enter begins another"));
    lines_->setFixedHeight(linesShown * lines_->fontMetrics().lineSpacing() +
                           2 * int(lines_->document()->documentMargin()) +
                           2 * lines_->frameWidth());
    row.addWidget(lines_);
    connect(lines_, &QPlainTextEdit::textChanged, this, &TaskField::showProblem);
}

bool TaskField::isNarrow() const {
    return parameter_.kind == Kind::Number || parameter_.kind == Kind::Seconds;
}

QWidget& TaskField::editor() const {
    return line_ ? static_cast<QWidget&>(*line_) : static_cast<QWidget&>(*lines_);
}

QString TaskField::text() const { return line_ ? line_->text() : lines_->toPlainText(); }

void TaskField::setText(const QString& text) {
    if (line_)
        line_->setText(text);
    else
        lines_->setPlainText(text);
}

bool TaskField::check() {
    checked_ = true;
    showProblem();
    return problem_->text().isEmpty();
}

QString TaskField::problem() const { return problem_->text(); }

void TaskField::showProblem() {
    if (!checked_)
        return;
    const QString problem = toShown(parameter_.problem_with(text().toStdString()));
    QPalette palette = QWidget::palette();
    palette.setColor(QPalette::WindowText, Theme::of(palette).color(ColorRole::Failed));
    problem_->setPalette(palette);
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    const QString description = translated(parameter_.description);
    editor().setAccessibleDescription(problem.isEmpty() ? description
                                                        : tr("%1. %2").arg(problem, description));
}

void TaskField::browse() {
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Choose a folder"),
        QString::fromStdString(path_of(text().toStdString()).string()));
    if (!folder.isEmpty())
        setText(folder);
    line_->setFocus();
}

} // namespace braid
