// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/message.h"

#include <QScrollArea>

#include <map>

class QVBoxLayout;

namespace braid {

/// What the window has to say, above the work and in place of dialogs. Messages stack, the latest
/// on top, and none hides another; a bar that would grow too tall is scrolled. Hidden while there
/// is nothing to say.
class MessageBar : public QScrollArea {
    Q_OBJECT

public:
    using Kind = Message::Kind;
    /// What is said beyond that takes the place of what is oldest.
    static constexpr int most = 20;

    explicit MessageBar(QWidget* parent = nullptr);

    /// Says something; what is said already comes to the top instead. Returns the message's number.
    int showMessage(Kind kind, const QString& text, const QList<QAction*>& actions = {});
    /// Says something else in its place; if it was closed, says it anew.
    void changeMessage(int message, Kind kind, const QString& text,
                       const QList<QAction*>& actions = {});
    /// Brings its text up to date, which is no news: nobody is told, and closed it stays closed.
    void updateMessage(int message, const QString& text);
    /// No harm if it is closed already.
    void closeMessage(int message);
    void closeAll();

    int count() const { return int(messages_.size()); }
    /// All that is said now, the latest first, a line each.
    QString text() const;
    /// A warning, if there is one among them.
    Kind kind() const;

signals:
    /// Something was said that was not before.
    void told(braid::Message::Kind kind, const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void put(int message, Kind kind, const QString& text, const QList<QAction*>& actions);
    void fit();

    std::map<int, Message*> messages_; ///< by their numbers, the latest last
    QVBoxLayout* stack_;
    int last_ = 0;
};

} // namespace braid
