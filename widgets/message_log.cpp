// SPDX-License-Identifier: MIT
#include "widgets/message_log.h"

#include "widgets/glyphs.h"

#include <QLocale>
#include <QScrollBar>
#include <QTime>

namespace braid {

MessageLog::MessageLog(QWidget* parent)
    : QListWidget(parent) {
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setTextElideMode(Qt::ElideNone);
    setResizeMode(QListView::Adjust);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setUniformItemSizes(false);
}

void MessageLog::add(Message::Kind kind, const QString& text) {
    const bool atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    const QString time = QLocale().toString(QTime::currentTime(), QStringLiteral("HH:mm:ss"));
    const bool warns = kind == Message::Kind::Warning;
    auto* item = new QListWidgetItem(glyphIcon(warns ? Glyph::Failed : Glyph::Running),
                                     tr("%1  %2").arg(time, text), this);
    item->setData(Qt::AccessibleTextRole,
                  warns ? tr("Warning, %1: %2").arg(time, text) : tr("%1: %2").arg(time, text));
    while (count() > most)
        delete takeItem(0);
    if (atEnd)
        scrollToBottom();
}

} // namespace braid
