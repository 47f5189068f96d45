// SPDX-License-Identifier: MIT
#include "app/work_status.h"

#include "app/slow_work.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace braid {

namespace {
/// What takes less need not be told.
constexpr int momentMs = 200;
} // namespace

WorkStatus::WorkStatus(const SlowWork& work, QAction* cancel, QWidget* parent)
    : QWidget(parent)
    , work_(work)
    , label_(new QLabel) {
    label_->setTextFormat(Qt::PlainText);
    auto* button = new QToolButton;
    button->setDefaultAction(cancel);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(label_);
    layout->addWidget(button);

    moment_.setSingleShot(true);
    moment_.setInterval(momentMs);
    connect(&moment_, &QTimer::timeout, this, &QWidget::show);
    connect(&work_, &SlowWork::changed, this, &WorkStatus::update);
    hide();
}

QString WorkStatus::text() const { return label_->text(); }

void WorkStatus::update() {
    label_->setText(work_.text());
    setAccessibleName(work_.text());
    if (!work_.isRunning()) {
        moment_.stop();
        hide();
    } else if (isHidden() && !moment_.isActive()) {
        moment_.start();
    }
}

} // namespace braid
