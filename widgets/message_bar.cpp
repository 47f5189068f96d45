// SPDX-License-Identifier: MIT
#include "widgets/message_bar.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace braid {

MessageBar::MessageBar(QWidget* parent)
    : QScrollArea(parent) {
    auto* content = new QWidget;
    stack_ = new QVBoxLayout(content);
    stack_->setContentsMargins({});
    stack_->setSpacing(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Messages"));
    content->installEventFilter(this);
    hide();
}

int MessageBar::showMessage(Kind kind, const QString& text, const QList<QAction*>& actions) {
    const auto same = std::find_if(messages_.begin(), messages_.end(), [&](const auto& entry) {
        return entry.second->kind() == kind && entry.second->text() == text;
    });
    if (same != messages_.end())
        closeMessage(same->first);
    put(++last_, kind, text, actions);
    while (count() > most)
        closeMessage(messages_.begin()->first);
    return last_;
}

void MessageBar::changeMessage(int message, Kind kind, const QString& text,
                               const QList<QAction*>& actions) {
    const auto found = messages_.find(message);
    if (found == messages_.end()) {
        put(message, kind, text, actions);
        return;
    }
    if (found->second->kind() == kind && found->second->text() == text)
        return;
    found->second->setMessage(kind, text, actions);
    emit told(kind, text);
    fit();
}

void MessageBar::updateMessage(int message, const QString& text) {
    if (const auto found = messages_.find(message); found != messages_.end())
        found->second->setText(text);
}

void MessageBar::put(int message, Kind kind, const QString& text, const QList<QAction*>& actions) {
    auto* row = new Message;
    row->setMessage(kind, text, actions);
    connect(row, &Message::closed, this, [this, message] { closeMessage(message); });
    messages_.emplace(message, row);
    stack_->insertWidget(0, row);
    show();
    row->show(); // now, and not when its layout gets round to it
    fit();
    emit told(kind, text);
}

void MessageBar::closeMessage(int message) {
    const auto found = messages_.find(message);
    if (found == messages_.end())
        return;
    // It may be a button of this one that is being pressed.
    stack_->removeWidget(found->second);
    found->second->hide();
    found->second->deleteLater();
    messages_.erase(found);
    setVisible(!messages_.empty());
    fit();
}

void MessageBar::closeAll() {
    while (!messages_.empty())
        closeMessage(messages_.begin()->first);
}

QString MessageBar::text() const {
    QStringList lines;
    for (auto entry = messages_.rbegin(); entry != messages_.rend(); ++entry)
        lines << entry->second->text();
    return lines.join(QLatin1Char('\n'));
}

MessageBar::Kind MessageBar::kind() const {
    const bool warns = std::any_of(messages_.begin(), messages_.end(), [](const auto& entry) {
        return entry.second->kind() == Kind::Warning;
    });
    return warns ? Kind::Warning : Kind::Notice;
}

/// As tall as what is said, but a third of the window at most: the work is below.
void MessageBar::fit() {
    stack_->activate();
    const int wanted = stack_->hasHeightForWidth() ? stack_->heightForWidth(viewport()->width())
                                                   : stack_->sizeHint().height();
    const int line = fontMetrics().height();
    setFixedHeight(std::clamp(wanted, 0, std::max(4 * line, window()->height() / 3)));
}

void MessageBar::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    fit();
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace braid
