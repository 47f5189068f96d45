// SPDX-License-Identifier: MIT
#include "widgets/console/terminal.h"

#include "widgets/visible_marks.h"

#include <QKeyEvent>
#include <QRegularExpression>

#include <vterm.h>

#include <algorithm>

namespace braid {

namespace {

VTermModifier modifiersOf(Qt::KeyboardModifiers modifiers) {
    int result = VTERM_MOD_NONE;
    if (modifiers & Qt::ShiftModifier)
        result |= VTERM_MOD_SHIFT;
    if (modifiers & Qt::AltModifier)
        result |= VTERM_MOD_ALT;
    if (modifiers & Qt::ControlModifier)
        result |= VTERM_MOD_CTRL;
    return VTermModifier(result);
}

VTermKey keyOf(int key) {
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return VTERM_KEY_ENTER;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return VTERM_KEY_TAB;
    case Qt::Key_Backspace:
        return VTERM_KEY_BACKSPACE;
    case Qt::Key_Escape:
        return VTERM_KEY_ESCAPE;
    case Qt::Key_Up:
        return VTERM_KEY_UP;
    case Qt::Key_Down:
        return VTERM_KEY_DOWN;
    case Qt::Key_Left:
        return VTERM_KEY_LEFT;
    case Qt::Key_Right:
        return VTERM_KEY_RIGHT;
    case Qt::Key_Insert:
        return VTERM_KEY_INS;
    case Qt::Key_Delete:
        return VTERM_KEY_DEL;
    case Qt::Key_Home:
        return VTERM_KEY_HOME;
    case Qt::Key_End:
        return VTERM_KEY_END;
    case Qt::Key_PageUp:
        return VTERM_KEY_PAGEUP;
    case Qt::Key_PageDown:
        return VTERM_KEY_PAGEDOWN;
    default:
        return key >= Qt::Key_F1 && key <= Qt::Key_F24
                   ? VTermKey(VTERM_KEY_FUNCTION(1 + key - Qt::Key_F1))
                   : VTERM_KEY_NONE;
    }
}

TerminalColor colorOf(const VTermColor& color) {
    if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color))
        return {};
    return VTERM_COLOR_IS_INDEXED(&color)
               ? TerminalColor::numbered(color.indexed.idx)
               : TerminalColor::of(color.rgb.red, color.rgb.green, color.rgb.blue);
}

Terminal::Cell cellOf(const VTermScreenCell& from) {
    Terminal::Cell cell;
    cell.width = std::max<int>(from.width, 1);
    // Behind a wide character stands (uint32_t)-1.
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && from.chars[i] && from.chars[i] <= 0x10ffff;
         ++i) {
        const char32_t character = from.chars[i];
        cell.text += character < 0x10000 && isUnseen(char16_t(character))
                         ? QString(QChar(QChar::ReplacementCharacter))
                         : QString::fromUcs4(&character, 1);
    }
    cell.style.foreground = colorOf(from.fg);
    cell.style.background = colorOf(from.bg);
    cell.style.bold = from.attrs.bold;
    cell.style.italic = from.attrs.italic;
    cell.style.underline = from.attrs.underline != VTERM_UNDERLINE_OFF;
    cell.style.inverse = from.attrs.reverse;
    return cell;
}

/// Several modes may be set at once, of which libvterm 0.1 takes note of the first alone.
QString withSingleModes(QString text) {
    static const QRegularExpression several(QStringLiteral("\x1b\\[\\?(\\d+);(\\d[\\d;]*)([hl])"));
    for (QRegularExpressionMatch match = several.match(text); match.hasMatch();
         match = several.match(text, match.capturedStart()))
        text.replace(match.capturedStart(), match.capturedLength(),
                     QStringLiteral("\x1b[?%1%3\x1b[?%2%3")
                         .arg(match.captured(1), match.captured(2), match.captured(3)));
    return text;
}

void append(TerminalLine& line, int& column, const Terminal::Cell& cell) {
    if (!cell.text.isEmpty())
        line.put(column, cell.text, cell.style);
    column += cell.width;
}

} // namespace

struct Terminal::Callbacks {
    static Terminal& of(void* user) { return *static_cast<Terminal*>(user); }

    static int damage(VTermRect rect, void* user) {
        emit of(user).changed(QRect(rect.start_col, rect.start_row, rect.end_col - rect.start_col,
                                    rect.end_row - rect.start_row));
        return 1;
    }
    static int moveCursor(VTermPos position, VTermPos, int, void* user) {
        of(user).cursor_ = QPoint(position.col, position.row);
        emit of(user).cursorMoved();
        return 1;
    }
    static int setProperty(VTermProp property, VTermValue* value, void* user) {
        Terminal& terminal = of(user);
        if (property == VTERM_PROP_CURSORVISIBLE) {
            terminal.cursorVisible_ = value->boolean;
            emit terminal.cursorMoved();
        } else if (property == VTERM_PROP_ALTSCREEN) {
            terminal.alternate_ = value->boolean;
        } else if (property == VTERM_PROP_MOUSE) {
            terminal.mouse_ = value->number;
        }
        return 1;
    }
    static int pushLine(int columns, const VTermScreenCell* cells, void* user) {
        TerminalLine line;
        for (int column = 0; column < columns;)
            append(line, column, cellOf(cells[column]));
        emit of(user).scrolledOut(line);
        return 1;
    }
    static void output(const char* bytes, std::size_t size, void* user) {
        emit of(user).answered(QByteArray(bytes, qsizetype(size)));
    }
    static constexpr VTermScreenCallbacks all{.damage = damage,
                                              .moverect = nullptr,
                                              .movecursor = moveCursor,
                                              .settermprop = setProperty,
                                              .bell = nullptr,
                                              .resize = nullptr,
                                              .sb_pushline = pushLine,
                                              .sb_popline = nullptr};
};

void Terminal::Free::operator()(VTerm* terminal) const { vterm_free(terminal); }

Terminal::Terminal(int columns, int rows, QObject* parent)
    : QObject(parent)
    , terminal_(vterm_new(std::max(rows, 1), std::max(columns, 1)))
    , screen_(vterm_obtain_screen(terminal_.get()))
    , columns_(std::max(columns, 1))
    , rows_(std::max(rows, 1)) {
    vterm_set_utf8(terminal_.get(), 1);
    vterm_output_set_callback(terminal_.get(), &Callbacks::output, this);
    vterm_screen_set_callbacks(screen_, &Callbacks::all, this);
    vterm_screen_enable_altscreen(screen_, 1);
    vterm_screen_set_damage_merge(screen_, VTERM_DAMAGE_SCREEN);
    vterm_screen_reset(screen_, 1);
}

Terminal::~Terminal() = default;

void Terminal::describeInEnvironment() {
    qputenv("TERM", "xterm-256color");
    qputenv("COLORTERM", "truecolor");
    // Those of the terminal that this was started from.
    qunsetenv("COLUMNS");
    qunsetenv("LINES");
}

void Terminal::write(QStringView text) {
    QString single;
    if (text.contains(QLatin1String("\x1b[?"))) {
        single = withSingleModes(text.toString());
        text = single;
    }
    const QByteArray bytes = text.toUtf8();
    vterm_input_write(terminal_.get(), bytes.data(), std::size_t(bytes.size()));
    vterm_screen_flush_damage(screen_);
}

void Terminal::resize(int columns, int rows) {
    columns_ = std::max(columns, 1);
    rows_ = std::max(rows, 1);
    vterm_set_size(terminal_.get(), rows_, columns_);
    vterm_screen_flush_damage(screen_);
}

Terminal::Cell Terminal::cell(int row, int column) const {
    VTermScreenCell cell;
    return vterm_screen_get_cell(screen_, {row, column}, &cell) ? cellOf(cell) : Cell();
}

TerminalLine Terminal::line(int row) const {
    TerminalLine line;
    for (int column = 0; column < columns_;)
        append(line, column, cell(row, column));
    return line;
}

bool Terminal::press(const QKeyEvent& key) {
    const VTermModifier modifiers = modifiersOf(key.modifiers());
    if (const VTermKey special = keyOf(key.key()); special != VTERM_KEY_NONE) {
        // Shift alone means nothing with these, and libvterm would say it by a sequence of its own.
        const bool plain = special == VTERM_KEY_ENTER || special == VTERM_KEY_BACKSPACE;
        const bool back = key.key() == Qt::Key_Backtab;
        vterm_keyboard_key(terminal_.get(), special,
                           back    ? VTERM_MOD_SHIFT
                           : plain ? VTermModifier(modifiers & VTERM_MOD_ALT)
                                   : modifiers);
        return true;
    }
    // Without the modifiers that have made the character what it is.
    const bool ctrl = key.modifiers() & Qt::ControlModifier;
    if (ctrl && key.key() >= Qt::Key_Space && key.key() <= Qt::Key_AsciiTilde) {
        const char32_t character = char32_t(QChar::toLower(char32_t(key.key())));
        const bool control = (character >= 'a' && character <= 'z') || character == ' ' ||
                             (character >= '[' && character <= '_') || character == '@';
        if (!control)
            return false;
        // As every terminal does it, and not by a number in a sequence.
        QByteArray bytes(1, character == ' ' ? '\0' : char(character & 0x1f));
        if (key.modifiers() & Qt::AltModifier)
            bytes.prepend('\x1b');
        emit answered(bytes);
        return true;
    }
    const QString text = key.text();
    if (text.isEmpty() || !text[0].isPrint())
        return false;
    for (const char32_t character : text.toUcs4())
        vterm_keyboard_unichar(terminal_.get(), character,
                               VTermModifier(modifiers & VTERM_MOD_ALT));
    return true;
}

void Terminal::type(const QString& text) { emit answered(text.toUtf8()); }

void Terminal::paste(const QString& text) {
    vterm_keyboard_start_paste(terminal_.get());
    QString typed = text;
    typed.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    typed.replace(QLatin1Char('\n'), QLatin1Char('\r'));
    typed.remove(QChar(0x1b)); // nobody is to end the paste from within
    emit answered(typed.toUtf8());
    vterm_keyboard_end_paste(terminal_.get());
}

void Terminal::mouse(QPoint cell, int button, bool pressed, Qt::KeyboardModifiers modifiers) {
    vterm_mouse_move(terminal_.get(), cell.y(), cell.x(), modifiersOf(modifiers));
    vterm_mouse_button(terminal_.get(), button, pressed, modifiersOf(modifiers));
}

void Terminal::moveMouse(QPoint cell, Qt::KeyboardModifiers modifiers) {
    vterm_mouse_move(terminal_.get(), cell.y(), cell.x(), modifiersOf(modifiers));
}

} // namespace braid
