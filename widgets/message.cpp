// SPDX-License-Identifier: MIT
#include "widgets/message.h"

#include "widgets/glyphs.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace braid {

Message::Message(QWidget* parent)
    : QFrame(parent)
    , icon_(new QLabel)
    , label_(new QLabel)
    , buttons_(new QHBoxLayout) {
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton;
    close->setIcon(glyphIcon(Glyph::Close));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &Message::closed);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 6, 4);
    layout->setSpacing(8);
    layout->addWidget(icon_);
    layout->addWidget(label_, 1);
    layout->addLayout(buttons_);
    layout->addWidget(close);
    setAutoFillBackground(true);
}

void Message::setMessage(Kind kind, const QString& text, const QList<QAction*>& actions) {
    kind_ = kind;
    setText(text);
    while (QLayoutItem* item = buttons_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (QAction* action : actions) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        buttons_->addWidget(button);
    }
    restyle();
}

void Message::setText(const QString& text) {
    label_->setText(text);
    setAccessibleName(text);
}

QString Message::text() const { return label_->text(); }

void Message::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    // Our own palette is set from the application's, so it is that one's change that counts.
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        restyle();
}

void Message::restyle() {
    const QPalette applications = QApplication::palette();
    const Theme theme = Theme::of(applications);
    QPalette own = applications;
    own.setColor(QPalette::Window,
                 theme.color(kind_ == Kind::Warning ? ColorRole::Warning : ColorRole::Notice));
    setPalette(own);
    const int size = fontMetrics().height();
    QPixmap pixmap(QSize(size, size) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const bool warns = kind_ == Kind::Warning;
    paintGlyph(painter, warns ? Glyph::Failed : Glyph::Running, QRectF(0, 0, size, size),
               theme.color(warns ? ColorRole::Failed : ColorRole::Running));
    icon_->setPixmap(pixmap);
}

} // namespace braid
