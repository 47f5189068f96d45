// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/selection.h"

#include <QWidget>

#include <functional>

namespace braid {

class Session;
class Theme;

/// An instant that is worth a tick on the time axis, as a missed frame is.
struct RulerMark {
    std::int64_t timeNs = 0;
    QString text; ///< what happened, in one sentence
};

/// The time axis. Pressing or dragging on it moves the cursor, the instant that all panes show.
class Ruler : public QWidget {
    Q_OBJECT

public:
    /// Gives the marks in a stretch of time, the earliest first.
    using MarkSource = std::function<std::vector<RulerMark>(TimeSpan)>;

    /// `session` must outlive the ruler.
    explicit Ruler(Session& session, QWidget* parent = nullptr);

    /// From now on the marks come from here; it is asked when the session has looked.
    void setMarks(MarkSource marks);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool event(QEvent* event) override;

private:
    void look();
    void paintCursor(QPainter& painter, const Theme& theme, int x, const QString& time);
    void scrubTo(double x);
    QString markAt(int x) const;

    Session& session_;
    MarkSource source_;
    std::vector<RulerMark> marks_; ///< those that can be seen
};

} // namespace braid
