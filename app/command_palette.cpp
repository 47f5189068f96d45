// SPDX-License-Identifier: MIT
#include "app/command_palette.h"

#include "widgets/glyphs.h"
#include "widgets/session/command.h"
#include "widgets/session/find_commands.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>

namespace braid {

namespace {

constexpr int mostRows = 12;
constexpr int edge = 8;

enum Role { IdRole = Qt::UserRole, KeysRole, NameRole, MarksRole, GlyphRole, CheckedRole };

/// A row of the palette: sign, menus that lead to it, name, keys; the letters that were typed stand
/// out.
class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, QFontMetrics(option.font).height() + 10};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme theme = Theme::of(option.palette);
        const QFontMetrics metrics(option.font);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.color(ColorRole::RowSelected));
        QRect rest = option.rect.adjusted(edge, 0, -edge, 0);

        const int size = metrics.ascent();
        const bool checked = index.data(CheckedRole).toBool();
        const auto glyph = checked ? Glyph::Checked : Glyph(index.data(GlyphRole).toInt());
        if (glyph != Glyph::None)
            paintGlyph(*painter, glyph,
                       QRectF(rest.x(), rest.center().y() - size / 2.0, size, size),
                       theme.color(checked ? ColorRole::Running : ColorRole::DimText));
        rest.setLeft(rest.left() + size + edge);

        const QString keys = index.data(KeysRole).toString();
        painter->setFont(option.font);
        painter->setPen(theme.color(ColorRole::DimText));
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, keys);
        rest.setRight(rest.right() - metrics.horizontalAdvance(keys) - 2 * edge);
        drawTitle(*painter, option.font, theme, rest, index);
    }

private:
    static void drawTitle(QPainter& painter, const QFont& font, const Theme& theme,
                          const QRect& rect, const QModelIndex& index) {
        const QString whole = index.data().toString();
        const QString title = QFontMetrics(font).elidedText(whole, Qt::ElideRight, rect.width());
        QList<QTextLayout::FormatRange> formats;
        const auto format = [&](qsizetype start, qsizetype length, ColorRole role, bool strong) {
            QTextLayout::FormatRange range;
            range.start = int(start);
            range.length = int(length);
            range.format.setForeground(theme.color(role));
            if (strong)
                range.format.setFontWeight(QFont::Bold);
            formats << range;
        };
        const qsizetype name = std::min<qsizetype>(index.data(NameRole).toInt(), title.size());
        format(0, name, ColorRole::DimText, false);
        format(name, title.size() - name, ColorRole::Text, false);
        for (const QVariant& mark : index.data(MarksRole).toList())
            if (mark.toInt() < title.size())
                format(mark.toInt(), 1, ColorRole::Text, true);

        QTextLayout layout(title, font);
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setNumColumns(int(title.size()));
        layout.endLayout();
        painter.save();
        painter.setClipRect(rect);
        layout.draw(&painter, QPointF(rect.x(), rect.center().y() - line.height() / 2));
        painter.restore();
    }
};

QString keysOf(const Command& command) {
    QStringList keys;
    for (const Command::Key& key : command.keys)
        keys << key.sequence.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral("  "));
}

} // namespace

CommandPalette::CommandPalette(Commands& commands, QWidget* parent)
    : QFrame(parent)
    , commands_(commands)
    , field_(new QLineEdit)
    , list_(new QListWidget) {
    field_->setPlaceholderText(tr("Find a command"));
    field_->setAccessibleName(field_->placeholderText());
    field_->setTextMargins(4, 2, 4, 2);
    field_->installEventFilter(this);
    list_->setAccessibleName(tr("Commands"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setItemDelegate(new PaletteDelegate(list_));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(edge, edge, edge, edge);
    layout->setSpacing(6);
    layout->addWidget(field_);
    layout->addWidget(list_, 1);
    setAccessibleName(tr("Command palette"));
    parent->installEventFilter(this);
    hide();

    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(field_, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::choose);
    connect(list_, &QListWidget::currentRowChanged, this, &CommandPalette::tellScreenReader);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        // Without a focus the whole window is left: it will come back to here.
        if (now && isVisible() && !isAncestorOf(now))
            hide();
    });
}

void CommandPalette::open() {
    if (isVisible()) {
        close();
        return;
    }
    before_ = QApplication::focusWidget();
    field_->clear();
    find();
    show();
    raise();
    field_->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::find() {
    list_->clear();
    for (const FoundCommand& found : findCommands(commands_, field_->text(), lastUsed_)) {
        const Command& command = *commands_.find(found.id);
        auto* item = new QListWidgetItem(found.title, list_);
        QVariantList marks;
        for (const int mark : found.marks)
            marks << mark;
        item->setData(IdRole, found.id);
        item->setData(KeysRole, keysOf(command));
        item->setData(NameRole, found.nameBegin);
        item->setData(MarksRole, marks);
        item->setData(GlyphRole, int(command.glyph));
        item->setData(CheckedRole, command.checked());
        item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(found.title, keysOf(command)));
        item->setToolTip(command.tip);
    }
    list_->setCurrentRow(0);
    place();
}

void CommandPalette::place() {
    const QRect area = parentWidget()->rect();
    const int row = list_->count() ? list_->sizeHintForRow(0) : 0;
    const int rows = std::min(mostRows, list_->count());
    const int width = std::min(area.width() - 4 * edge, fontMetrics().averageCharWidth() * 96);
    const int chrome = field_->sizeHint().height() + 2 * edge + (rows ? 6 : 0);
    const int top = std::min(area.height() / 8, 4 * row);
    const int height = std::min(chrome + rows * row, area.height() - top - edge);
    list_->setVisible(rows > 0);
    setGeometry((area.width() - width) / 2, top, width, height);
}

void CommandPalette::close() {
    if (before_)
        before_->setFocus(Qt::PopupFocusReason);
    hide();
}

void CommandPalette::choose() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item)
        return;
    const QString id = item->data(IdRole).toString();
    // First the focus goes back: what is chosen may be about it.
    close();
    lastUsed_.removeAll(id);
    lastUsed_.prepend(id);
    commands_.trigger(id);
    commands_.touch();
}

void CommandPalette::tellScreenReader() {
    // The focus stays in the field, so it says what Return would do.
    const QListWidgetItem* item = list_->currentItem();
    field_->setAccessibleDescription(item ? item->data(Qt::AccessibleTextRole).toString()
                                          : tr("No such command"));
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(field_, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void CommandPalette::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.setPen(theme.color(ColorRole::DimText));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != field_ || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(list_, event);
        return true;
    case Qt::Key_Tab: // nothing else here takes the focus
    case Qt::Key_Backtab:
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace braid
