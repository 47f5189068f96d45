// SPDX-License-Identifier: MIT
#include "widgets/console/console_bar.h"

#include "widgets/glyphs.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace braid {

ConsoleBar::ConsoleBar(QWidget* parent)
    : QWidget(parent)
    , runs_(new QComboBox)
    , waits_(new QToolButton) {
    runs_->addItem(tr("All scripts"), -1);
    runs_->setAccessibleName(tr("Whose lines the console shows"));
    runs_->setToolTip(runs_->accessibleName());
    runs_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    runs_->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    runs_->setFrame(false);
    connect(runs_, &QComboBox::activated, this,
            [this](int index) { emit runChosen(runs_->itemData(index).toInt()); });

    waits_->setAutoRaise(true);
    waits_->setIcon(glyphIcon(Glyph::Input));
    waits_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    waits_->hide();
    connect(waits_, &QToolButton::clicked, this, [this] { emit runChosen(waitingRun_); });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 1, 4, 1);
    layout->setSpacing(4);
    layout->addWidget(runs_);
    layout->addWidget(waits_);
    layout->addStretch();
    const auto button = [&](Glyph glyph, const QString& text, const QString& tip, auto signal) {
        auto* made = new QToolButton;
        made->setText(text);
        if (glyph != Glyph::None)
            made->setIcon(glyphIcon(glyph));
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, signal);
        layout->addWidget(made);
    };
    button(Glyph::Search, {}, tr("Find in the console (Ctrl+F)"), &ConsoleBar::findWanted);
    button(Glyph::None, tr("Save…"), tr("Save what the console shows"), &ConsoleBar::saveWanted);
    button(Glyph::Clear, {}, tr("Clear the console"), &ConsoleBar::clearWanted);
}

void ConsoleBar::setName(int run, const QString& name) {
    if (const int index = runs_->findData(run); index < 0)
        runs_->addItem(name, run);
    else if (runs_->itemText(index) != name)
        runs_->setItemText(index, name);
}

void ConsoleBar::showRun(int run) { runs_->setCurrentIndex(runs_->findData(run)); }

void ConsoleBar::tellWho(int run, const QString& name) {
    waitingRun_ = run;
    waits_->setVisible(run >= 0);
    if (run < 0)
        return;
    waits_->setText(tr("%1 waits for a line")
                        .arg(QString(name).replace(QLatin1Char('&'), QLatin1String("&&"))));
    waits_->setToolTip(tr("Show its lines, and answer"));
    waits_->setAccessibleName(waits_->text());
}

} // namespace braid
