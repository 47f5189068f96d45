// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QWidget;

namespace braid {

class Session;
class TasksView;

/// Saves the timeline as it is shown, its rows and its stretch of time, as a picture.
class PictureExport : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    PictureExport(Session& session, TasksView& view, QObject* parent = nullptr);

    /// Shows a dialog over `parent` and saves where it says.
    void ask(QWidget* parent);
    void save(const QString& file);

signals:
    void saved(const QString& file);
    void failed(const QString& why);

private:
    Session& session_;
    TasksView& view_;
};

} // namespace braid
