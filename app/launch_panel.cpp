// SPDX-License-Identifier: MIT
#include "app/launch_panel.h"

#include "app/task_field.h"
#include "bridge/tasks/task_arguments.h"
#include "bridge/tasks/task_engine.h"
#include "bridge/tasks/task_kind.h"
#include "widgets/glyphs.h"
#include "widgets/session/session.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace braid {

namespace {

const QString lastKey = QStringLiteral("tasks/last");

QString keyOf(const TaskKind& kind, const Parameter& parameter) {
    return QStringLiteral("tasks/%1/%2").arg(kind.name.c_str(), parameter.name.c_str());
}

QString fallbackOf(const Parameter& parameter) {
    // A window is somewhere, too, but nobody sees where.
    if (parameter.kind == Parameter::Kind::Folder && parameter.fallback == ".")
        return QDir::currentPath();
    return QString::fromStdString(parameter.fallback);
}

bool isEnter(const QKeyEvent& event) {
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

LaunchPanel::LaunchPanel(Session& session, QWidget* parent)
    : QFrame(parent)
    , session_(session)
    , kinds_(new QComboBox)
    , description_(new QLabel)
    , row_(new QHBoxLayout)
    , start_(new QPushButton(glyphIcon(Glyph::Running), tr("Start"))) {
    setObjectName(QStringLiteral("launchPanel"));
    setAccessibleName(tr("New task"));
    for (const TaskKind& kind : task_kinds())
        kinds_->addItem(translated(kind.title));
    kinds_->setAccessibleName(tr("Task"));
    setFocusProxy(kinds_);
    description_->setTextFormat(Qt::PlainText);
    description_->setWordWrap(true);
    description_->setForegroundRole(QPalette::PlaceholderText);
    start_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    start_->setToolTip(tr("Start the task (Enter)"));
    auto* cross = new QToolButton;
    cross->setIcon(glyphIcon(Glyph::Close));
    cross->setAutoRaise(true);
    cross->setFocusPolicy(Qt::StrongFocus);
    cross->setToolTip(tr("Close this form (Esc)"));
    cross->setAccessibleName(tr("Close this form"));

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(kinds_);
    head->addWidget(description_, 1);
    head->addWidget(cross, 0, Qt::AlignTop);
    // The button stands beside the fields, and so below their titles.
    auto* side = new QVBoxLayout;
    side->setSpacing(2);
    side->addWidget(new QLabel);
    side->addWidget(start_);
    side->addStretch();
    row_->setSpacing(12);
    row_->addLayout(side);
    row_->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 8);
    layout->addLayout(head);
    layout->addLayout(row_);

    connect(kinds_, &QComboBox::currentIndexChanged, this,
            [this](int number) { choose(task_kinds()[std::size_t(number)]); });
    connect(start_, &QPushButton::clicked, this, &LaunchPanel::start);
    connect(cross, &QToolButton::clicked, this, &LaunchPanel::close);
    const std::string last = QSettings().value(lastKey).toString().toStdString();
    const TaskKind* const known = find_task_kind(last);
    choose(known ? *known : task_kinds().front());
    hide();
}

void LaunchPanel::choose(const TaskKind& kind) {
    kind_ = &kind;
    kinds_->setCurrentIndex(int(&kind - task_kinds().data()));
    description_->setText(translated(kind.description));
    qDeleteAll(fields_);
    fields_.clear();
    for (const Parameter& parameter : kind.parameters) {
        auto* field = new TaskField(parameter);
        field->setText(QSettings().value(keyOf(kind, parameter), fallbackOf(parameter)).toString());
        field->editor().installEventFilter(this);
        row_->insertWidget(int(fields_.size()), field, field->isNarrow() ? 0 : 1);
        field->show(); // at once, for the focus
        fields_.push_back(field);
    }
    QWidget* before = kinds_;
    for (TaskField* const field : fields_) {
        for (QWidget* const each : field->findChildren<QWidget*>()) {
            if (!(each->focusPolicy() & Qt::TabFocus))
                continue;
            setTabOrder(before, each);
            before = each;
        }
    }
    setTabOrder(before, start_);
}

TaskField* LaunchPanel::field(const QString& parameter) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(), [&](TaskField* each) {
        return parameter.toStdString() == each->parameter().name;
    });
    return found == fields_.end() ? nullptr : *found;
}

void LaunchPanel::open(const QString& name) {
    if (const TaskKind* const kind = find_task_kind(name.toStdString()); kind && kind != kind_)
        choose(*kind);
    if (isHidden())
        before_ = QApplication::focusWidget();
    show();
    focusFirst();
}

void LaunchPanel::focusFirst() {
    if (fields_.empty())
        return start_->setFocus(Qt::ShortcutFocusReason);
    QWidget& editor = fields_.front()->editor();
    editor.setFocus(Qt::ShortcutFocusReason);
    if (auto* const line = qobject_cast<QLineEdit*>(&editor))
        line->selectAll();
    else if (auto* const lines = qobject_cast<QPlainTextEdit*>(&editor))
        lines->selectAll();
}

void LaunchPanel::close() {
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && before_ && before_->isVisible())
        before_->setFocus(Qt::OtherFocusReason);
}

bool LaunchPanel::start() {
    TaskField* wrong = nullptr;
    std::map<std::string, std::string> values;
    for (TaskField* const field : fields_) {
        if (!field->check() && !wrong)
            wrong = field;
        values[field->parameter().name] = field->text().toStdString();
    }
    if (wrong) {
        wrong->setFocus(Qt::OtherFocusReason);
        return false;
    }
    remember();
    const int run = session_.scripts().start(TaskEngine::file_for(kind_->name),
                                             TaskArguments::words(*kind_, values));
    if (run < 0)
        return false; // the program is about to end
    close();
    emit started(run);
    return true;
}

void LaunchPanel::remember() const {
    QSettings settings;
    settings.setValue(lastKey, QString::fromStdString(kind_->name));
    for (const TaskField* const field : fields_)
        settings.setValue(keyOf(*kind_, field->parameter()), field->text());
}

void LaunchPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        return close();
    if (!isEnter(*event))
        return QFrame::keyPressEvent(event);
    if (auto* const button = qobject_cast<QAbstractButton*>(QApplication::focusWidget()))
        button->click();
    else
        start();
}

bool LaunchPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        auto* const key = static_cast<QKeyEvent*>(event);
        // Lines are begun by Shift+Enter, as everywhere else Enter means go.
        if (isEnter(*key) && !(key->modifiers() & Qt::ShiftModifier)) {
            start();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace braid
