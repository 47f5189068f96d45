// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/task_sums.h"

#include <QTextBrowser>
#include <QTimer>
#include <QWidget>

class QTableView;

namespace braid {

class HistoryModel;
class Session;

/// The selected task at the moment that all panes show: what it does and why, who made it and waits
/// for it, how it spent its time, and slice by slice what it did. Of a script the sums.
class Details : public QWidget {
    Q_OBJECT

public:
    /// While time goes on, the text is made so often: what changes faster cannot be read.
    static constexpr int momentMs = 200;

    /// `session` must outlive it.
    explicit Details(Session& session, QWidget* parent = nullptr);

    QTextBrowser& text() { return *text_; }
    QTableView& history() { return *history_; }

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Text;

    void layOutHistory();
    void look();
    void tell();
    void tellHistory();
    void setReport(const QString& report);
    void follow(const QUrl& link);
    void standAtRow();
    void copyRows();

    Session& session_;
    HistoryModel* model_;
    QTextBrowser* text_;
    QTableView* history_;
    QString report_; ///< as it is shown
    TaskSumming summing_;
    TaskSums sums_;
    QTimer moment_;
    bool following_ = false; ///< the table's row moves with the cursor, not the other way round
};

} // namespace braid
