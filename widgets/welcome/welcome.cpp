// SPDX-License-Identifier: MIT
#include "widgets/welcome/welcome.h"

#include "widgets/glyphs.h"
#include "widgets/theme.h"
#include "widgets/visible_marks.h"
#include "widgets/wording.h"

#include <QAbstractButton>
#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace braid {

namespace {

/// A file to run: its title, and in a quieter line what it is about.
class EntryButton : public QAbstractButton {
public:
    explicit EntryButton(const WelcomeEntry& entry)
        : detail_(withVisibleMarks(entry.detail))
        , elide_(entry.elide) {
        setText(withVisibleMarks(entry.title));
        setToolTip(asToolTip(withVisibleMarks(entry.path)));
        setAccessibleName(detail_.isEmpty() ? text() : text() + QStringLiteral(": ") + detail_);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override {
        const int lines = detail_.isEmpty() ? 1 : 2;
        return {fontMetrics().averageCharWidth() * 44, fontMetrics().height() * lines + 10};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme theme = Theme::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (underMouse() || hasFocus() || isDown()) {
            painter.setPen(hasFocus() ? QPen(theme.color(ColorRole::Running)) : QPen(Qt::NoPen));
            painter.setBrush(theme.color(isDown() ? ColorRole::RowSelected : ColorRole::Notice));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
        const int line = fontMetrics().height();
        const int icon = fontMetrics().ascent();
        paintGlyph(painter, Glyph::Running, QRectF(8, 5 + (line - icon) / 2.0, icon, icon),
                   theme.color(ColorRole::Running));
        const QRect area = rect().adjusted(8 + icon + 8, 5, -8, -5);
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(QRect(area.topLeft(), QSize(area.width(), line)),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
        painter.setPen(theme.color(ColorRole::DimText));
        painter.drawText(QRect(area.x(), area.y() + line, area.width(), line),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(detail_, elide_, area.width()));
    }

private:
    QString detail_;
    Qt::TextElideMode elide_;
};

} // namespace

Welcome::Welcome(const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , lessons_(new QWidget)
    , recent_(new QWidget) {
    auto* sentence =
        new QLabel(tr("Drop scripts or notes here: they run together on this window's own loop"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    sentence->setFont(large);
    sentence->setAlignment(Qt::AlignCenter);
    sentence->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    for (QAction* const action : actions) {
        auto* button = new QPushButton(action->icon(), action->text());
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        buttons->addWidget(button);
    }
    buttons->addStretch();

    auto* columns = new QHBoxLayout;
    columns->setSpacing(32);
    columns->addStretch(1);
    columns->addWidget(lessons_, 4, Qt::AlignTop);
    columns->addWidget(recent_, 4, Qt::AlignTop);
    columns->addStretch(1);

    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(40, 48, 40, 48);
    inner->addStretch(1);
    inner->addWidget(sentence);
    inner->addSpacing(16);
    inner->addLayout(buttons);
    inner->addSpacing(32);
    inner->addLayout(columns);
    inner->addStretch(2);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    content->setAutoFillBackground(false);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 18, 18, 18);
    layout->addWidget(scroll);
}

void Welcome::setLessons(const QList<WelcomeEntry>& lessons) {
    fill(lessons_, tr("Lessons"), lessons);
}

void Welcome::setRecent(const QList<WelcomeEntry>& recent) { fill(recent_, tr("Recent"), recent); }

void Welcome::fill(QWidget* column, const QString& title, const QList<WelcomeEntry>& entries) {
    delete column->layout();
    qDeleteAll(column->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    auto* heading = new QLabel(title);
    QFont bold = font();
    bold.setBold(true);
    heading->setFont(bold);
    heading->setContentsMargins(8, 0, 0, 6);
    layout->addWidget(heading);
    for (const WelcomeEntry& entry : entries) {
        auto* button = new EntryButton(entry);
        connect(button, &QAbstractButton::clicked, this,
                [this, path = entry.path] { emit chosen(path); });
        layout->addWidget(button);
    }
    column->setVisible(!entries.isEmpty());
}

void Welcome::paintEvent(QPaintEvent*) {
    // The frame says where to drop, as the one that appears while something is dragged.
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.color(ColorRole::Ground));
    painter.setPen(QPen(theme.color(ColorRole::Grid), 2, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(14, 14, -14, -14), 10, 10);
}

} // namespace braid
