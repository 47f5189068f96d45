// SPDX-License-Identifier: MIT
#pragma once

#include "loop/diagnosis/critical_path.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace braid {

class Session;

/// The critical path that is shown, by places of the source, the dearest first: only what stands
/// here can make the program faster.
class PathPane : public QWidget {
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit PathPane(Session& session, QWidget* parent = nullptr);

    QTreeWidget& table() { return *table_; }
    QString summary() const;

private:
    void tell();
    void standAtPlace();
    void openPlace();

    Session& session_;
    std::vector<PathPlace> places_; ///< by row
    QLabel* summary_;
    QTreeWidget* table_;
};

} // namespace braid
