// SPDX-License-Identifier: MIT
#include "widgets/loop_status.h"

#include "widgets/glyphs.h"
#include "widgets/theme.h"
#include "widgets/wording.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace braid {

LoopStatus::LoopStatus(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    describe();
}

void LoopStatus::setCounts(const TraceModel::Counts& counts) {
    if (counts_ == counts)
        return;
    counts_ = counts;
    describe();
}

void LoopStatus::setTrace(std::size_t stored, std::size_t capacity, std::uint64_t dropped) {
    const int percent = capacity ? int(100 * stored / capacity) : 0;
    if (percent_ == percent && dropped_ == dropped)
        return;
    percent_ = percent;
    dropped_ = dropped;
    describe();
}

QString LoopStatus::sentence() const {
    const QString ended = tr("%1 finished, %2 cancelled, %3 failed")
                              .arg(counts_.finished)
                              .arg(counts_.cancelled)
                              .arg(counts_.failed);
    const QString pending = tr("%1 running, %2 ready, %3 waiting, %4 blocked")
                                .arg(counts_.running)
                                .arg(counts_.ready)
                                .arg(counts_.waiting)
                                .arg(counts_.blocked);
    return tr("%Ln task(s): %1; %2. The trace is %3 % full", nullptr, counts_.total())
               .arg(pending, ended)
               .arg(percent_) +
           (dropped_ ? tr(", %n old slice(s) dropped", nullptr, int(dropped_)) : QString());
}

void LoopStatus::describe() {
    setAccessibleName(tr("Loop"));
    setAccessibleDescription(sentence());
    update();
}

QSize LoopStatus::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() + 8};
}

void LoopStatus::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    const QFontMetrics metrics = fontMetrics();
    const int size = metrics.ascent();
    int x = 8;
    const auto text = [&](const QString& words, ColorRole role, int gap) {
        painter.setPen(theme.color(role));
        const int width = metrics.horizontalAdvance(words);
        painter.drawText(QRect(x, 0, width + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, words);
        x += width + gap;
    };
    const auto quiet = [](QColor color, int number) {
        color.setAlphaF(number ? 1.0f : 0.45f);
        return color;
    };
    const auto count = [&](Glyph glyph, int number, ColorRole role) {
        // Zero is quiet, so that the eye finds what is not.
        paintGlyph(painter, glyph, QRectF(x, (height() - size) / 2.0, size, size),
                   quiet(theme.color(number ? role : ColorRole::DimText), number));
        x += size + 3;
        // Room for two digits at least: the row must not tremble while numbers change.
        const QString digits = QLocale().toString(number);
        const int width = std::max(metrics.horizontalAdvance(QStringLiteral("00")),
                                   metrics.horizontalAdvance(digits));
        painter.setPen(quiet(theme.color(number ? ColorRole::Text : ColorRole::DimText), number));
        painter.drawText(QRect(x, 0, width, height()), Qt::AlignLeft | Qt::AlignVCenter, digits);
        x += width + 8;
    };
    const auto separator = [&] {
        painter.fillRect(x, 5, 1, height() - 10, theme.color(ColorRole::Grid));
        x += 10;
    };

    text(tr("%Ln task(s)", nullptr, counts_.total()), ColorRole::Text, 12);
    count(Glyph::Running, counts_.running, ColorRole::Running);
    count(Glyph::Ready, counts_.ready, ColorRole::Ready);
    count(Glyph::Waiting, counts_.waiting, ColorRole::Waiting);
    count(Glyph::Blocked, counts_.blocked, ColorRole::Blocked);
    separator();
    count(Glyph::Finished, counts_.finished, ColorRole::Finished);
    count(Glyph::Cancelled, counts_.cancelled, ColorRole::Cancelled);
    count(Glyph::Failed, counts_.failed, ColorRole::Failed);
    separator();
    text(tr("trace %1 %").arg(percent_), ColorRole::DimText, 10);
    if (dropped_)
        text(tr("%1 lost").arg(QLocale().toString(qulonglong(dropped_))), ColorRole::Failed, 0);
}

bool LoopStatus::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), sentence(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace braid
