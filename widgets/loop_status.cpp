// SPDX-License-Identifier: MIT
#include "widgets/loop_status.h"

#include "widgets/glyphs.h"
#include "widgets/session/session.h"
#include "widgets/theme.h"
#include "widgets/timeline/coordinates.h"
#include "widgets/wording.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace braid {

namespace {
/// The time axis's way to say an instant, to the millisecond.
QString timeOf(std::int64_t sinceOriginNs) { return tickLabel(sinceOriginNs, 1'000'000); }
} // namespace

LoopStatus::LoopStatus(Session& session, const TraceModel& model, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , model_(model)
    , health_(session.trace()) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Loop"));
    healthTimer_.setSingleShot(true);
    healthTimer_.setInterval(healthMs);
    connect(&healthTimer_, &QTimer::timeout, this, &LoopStatus::lookAtHealth);
    connect(&session_, &Session::looked, this, &LoopStatus::look);
    connect(&session_.scripts(), &Scripts::started, this, &LoopStatus::began);
    look();
}

void LoopStatus::look() {
    looked_ = true;
    if (isVisible() && !healthTimer_.isActive())
        healthTimer_.start();
    const Trace& trace = session_.trace();
    const std::size_t capacity = trace.limits().slices;
    const auto instant = session_.cursor().instant();
    const Shown shown{model_.counts(), capacity ? int(100 * trace.stored_slices() / capacity) : 0,
                      trace.dropped_slices(),
                      instant ? std::optional(session_.sinceOrigin(*instant)) : std::nullopt};
    if (shown == shown_)
        return;
    shown_ = shown;
    tell();
}

void LoopStatus::lookAtHealth() {
    // Once more after all has come to rest, to say that it has; then nobody looks.
    if (std::exchange(looked_, false))
        healthTimer_.start();
    if (health_.look())
        tell();
}

/// What runs alone is measured alone.
void LoopStatus::began() {
    if (session_.scripts().runningCount() == 1)
        health_.startOver();
}

void LoopStatus::tell() {
    setAccessibleDescription(sentence());
    update();
}

void LoopStatus::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    health_.setActive(true);
    look();
}

void LoopStatus::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    health_.setActive(false);
    healthTimer_.stop();
}

QString LoopStatus::healthSentence() const {
    const auto times = [](const LoopHealth::Times& all) {
        return tr("half within %1, 99 % within %2, the longest %3")
            .arg(formatDuration(all.p50), formatDuration(all.p99), formatDuration(all.max));
    };
    const LoopHealth::Values& values = health_.values();
    QStringList parts;
    if (values.turns.count)
        parts << tr("Turns of the loop: %1").arg(times(values.turns));
    if (values.lateness.count)
        parts << tr("Timers were late: %1").arg(times(values.lateness));
    if (values.missedFrames)
        parts << tr("%Ln missed frame(s)", nullptr, int(values.missedFrames));
    parts << tr("The process uses %1 % of a processor").arg(values.processorPercent);
    return parts.join(QStringLiteral(". "));
}

QString LoopStatus::sentence() const {
    const QString ended = tr("%1 finished, %2 cancelled, %3 failed")
                              .arg(qulonglong(shown_.counts.finished))
                              .arg(qulonglong(shown_.counts.cancelled))
                              .arg(qulonglong(shown_.counts.failed));
    const QString pending = tr("%1 running, %2 ready, %3 waiting, %4 blocked")
                                .arg(qulonglong(shown_.counts.running))
                                .arg(qulonglong(shown_.counts.ready))
                                .arg(qulonglong(shown_.counts.waiting))
                                .arg(qulonglong(shown_.counts.blocked));
    if (shown_.instantNs)
        return tr("At %1, %Ln task(s): %2; %3", nullptr, int(shown_.counts.total()))
            .arg(timeOf(*shown_.instantNs), pending, ended);
    return tr("%Ln task(s): %1; %2. The trace is %3 % full", nullptr, int(shown_.counts.total()))
               .arg(pending, ended)
               .arg(shown_.percent) +
           (shown_.dropped ? tr(", %n old slice(s) dropped", nullptr, int(shown_.dropped))
                           : QString()) +
           QStringLiteral(". ") + healthSentence();
}

QSize LoopStatus::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 120, fontMetrics().height() + 8};
}

StripLine LoopStatus::line() const {
    const Theme theme = Theme::of(palette());
    const QFontMetrics metrics = fontMetrics();
    const int size = metrics.ascent();
    const int height = this->height();
    const auto text = [&](const QString& words, ColorRole role, int gap) {
        const int width = metrics.horizontalAdvance(words);
        return StripLine::Form{width + gap,
                               [=, color = theme.color(role)](QPainter& painter, int x) {
                                   painter.setPen(color);
                                   painter.drawText(QRect(x, 0, width + 2, height),
                                                    Qt::AlignLeft | Qt::AlignVCenter, words);
                               }};
    };
    const auto quiet = [](QColor color, std::uint64_t number) {
        color.setAlphaF(number ? 1.0f : 0.45f);
        return color;
    };
    StripLine line;
    const auto count = [&](Glyph glyph, std::uint64_t number, ColorRole role) {
        // Zero is quiet, so that the eye finds what is not.
        const QColor mark = quiet(theme.color(number ? role : ColorRole::DimText), number);
        const QColor pen =
            quiet(theme.color(number ? ColorRole::Text : ColorRole::DimText), number);
        // Room for two digits at least: the row must not tremble while numbers change.
        const QString digits = QLocale().toString(qulonglong(number));
        const int width = std::max(metrics.horizontalAdvance(QStringLiteral("00")),
                                   metrics.horizontalAdvance(digits));
        line.add({{size + 3 + width + 8, [=](QPainter& painter, int x) {
                       paintGlyph(painter, glyph, QRectF(x, (height - size) / 2.0, size, size),
                                  mark);
                       painter.setPen(pen);
                       painter.drawText(QRect(x + size + 3, 0, width, height),
                                        Qt::AlignLeft | Qt::AlignVCenter, digits);
                   }}});
    };
    const auto behindSeparator = [&](const StripLine::Form& form) {
        return StripLine::Form{form.width + 10,
                               [=, grid = theme.color(ColorRole::Grid)](QPainter& painter, int x) {
                                   painter.fillRect(x, 5, 1, height - 10, grid);
                                   form.paint(painter, x + 10);
                               }};
    };

    // What is narrow shows less of its health and all of its tasks: those are looked for.
    const LoopHealth::Values& health = health_.values();
    const auto times = [&](const QString& name, const LoopHealth::Times& all, int yields) {
        const QString p99 = formatDuration(all.p99), max = formatDuration(all.max);
        const auto form = [&](const QString& words) { return text(words, ColorRole::DimText, 14); };
        if (all.count)
            line.add(
                {form(tr("%1 p50 %2 p99 %3 max %4").arg(name, formatDuration(all.p50), p99, max)),
                 form(tr("%1 p99 %2 max %3").arg(name, p99, max)),
                 form(tr("%1 p99 %2").arg(name, p99))},
                yields);
    };
    if (!shown_.instantNs) { // how well it was then, nobody knows
        times(tr("turn"), health.turns, 3);
        times(tr("late"), health.lateness, 4);
    }

    // Which moment this is comes first: the numbers are nothing without it.
    if (shown_.instantNs)
        line.add({text(tr("at %1").arg(timeOf(*shown_.instantNs)), ColorRole::Instant, 12)});
    line.add({text(tr("%Ln task(s)", nullptr, int(shown_.counts.total())), ColorRole::Text, 12)});
    count(Glyph::Running, shown_.counts.running, ColorRole::Running);
    count(Glyph::Ready, shown_.counts.ready, ColorRole::Ready);
    count(Glyph::Waiting, shown_.counts.waiting, ColorRole::Waiting);
    count(Glyph::Blocked, shown_.counts.blocked, ColorRole::Blocked);
    line.add({behindSeparator({0, [](QPainter&, int) {}})});
    count(Glyph::Finished, shown_.counts.finished, ColorRole::Finished);
    count(Glyph::Cancelled, shown_.counts.cancelled, ColorRole::Cancelled);
    count(Glyph::Failed, shown_.counts.failed, ColorRole::Failed);
    if (shown_.instantNs)
        return line; // nor how full the trace was
    line.add({behindSeparator(text(tr("trace %1 %").arg(shown_.percent), ColorRole::DimText, 10))},
             1);
    if (shown_.dropped)
        line.add({text(tr("%1 lost").arg(QLocale().toString(qulonglong(shown_.dropped))),
                       ColorRole::Failed, 10)});
    if (health.missedFrames)
        line.add({behindSeparator(text(tr("%Ln missed frame(s)", nullptr, int(health.missedFrames)),
                                       ColorRole::Failed, 10))});
    if (health.turns.count)
        line.add({behindSeparator(
                     text(tr("CPU %1 %").arg(health.processorPercent), ColorRole::DimText, 4))},
                 2);
    return line;
}

void LoopStatus::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    constexpr int margin = 8;
    StripLine shown = line();
    shown.fit(width() - margin);
    shown.paint(painter, margin);
}

bool LoopStatus::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), sentence(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace braid
