// SPDX-License-Identifier: MIT
#include "app/keys_panel.h"

#include "widgets/session/command.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace braid {

KeysPanel::KeysPanel(const Commands& commands, QWidget* parent)
    : QFrame(parent) {
    struct Entry {
        QString keys;
        QString text;
    };
    QList<Entry> entries;
    for (const Command& command : commands.all()) {
        QStringList keys;
        for (const Command::Key& key : command.keys)
            keys << key.sequence.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            entries << Entry{keys.join(QStringLiteral("  ")), command.name()};
    }
    // What is done with the mouse is no command.
    entries << Entry{tr("Ctrl+Wheel"), tr("Zoom at the pointer")}
            << Entry{tr("Shift+Wheel"), tr("Move through time")}
            << Entry{tr("Drag"), tr("Select a stretch of time")}
            << Entry{tr("Double click"), tr("Show one slice from edge to edge")};

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(28, 22, 28, 22);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(5);
    const int rows = int(entries.size() + 1) / 2;
    for (int i = 0; i < entries.size(); ++i) {
        auto* key = new QLabel(entries[i].keys);
        QFont bold = key->font();
        bold.setBold(true);
        key->setFont(bold);
        const int column = i / rows * 3;
        grid->addWidget(key, i % rows, column, Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(new QLabel(entries[i].text), i % rows, column + 1);
    }
    grid->setColumnMinimumWidth(2, 24);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Keys"));
    hide();
}

void KeysPanel::open() {
    before_ = QApplication::focusWidget();
    adjustSize();
    QRect place(QPoint(), size().boundedTo(parentWidget()->size()));
    place.moveCenter(parentWidget()->rect().center());
    setGeometry(place);
    show();
    raise();
    setFocus();
}

void KeysPanel::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(palette().color(QPalette::Window));
    painter.setPen(theme.color(ColorRole::DimText));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void KeysPanel::keyPressEvent(QKeyEvent*) { before_ ? before_->setFocus() : clearFocus(); }

void KeysPanel::mousePressEvent(QMouseEvent*) { before_ ? before_->setFocus() : clearFocus(); }

void KeysPanel::focusOutEvent(QFocusEvent*) { hide(); }

} // namespace braid
