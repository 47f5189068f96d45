// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QAction;
class QVBoxLayout;

namespace braid {

/// A file that the empty window offers.
struct WelcomeEntry {
    QString path;
    QString title;
    QString detail;
    Qt::TextElideMode elide = Qt::ElideRight; ///< where the detail can be shortened
};

/// What the window shows while nothing has run: what to do, lessons that run in one click, files
/// of before.
class Welcome : public QWidget {
    Q_OBJECT

public:
    /// `actions` are what one can begin with.
    explicit Welcome(const QList<QAction*>& actions, QWidget* parent = nullptr);

    void setLessons(const QList<WelcomeEntry>& lessons);
    void setRecent(const QList<WelcomeEntry>& recent);

signals:
    void chosen(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fill(QWidget* column, const QString& title, const QList<WelcomeEntry>& entries);

    QWidget* lessons_;
    QWidget* recent_;
};

} // namespace braid
