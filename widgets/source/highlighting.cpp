// SPDX-License-Identifier: MIT
#include "widgets/source/highlighting.h"

#include "widgets/theme.h"

#include <Qsci/qscilexerjavascript.h>
#include <Qsci/qscilexerpython.h>

#include <QFileInfo>

#include <utility>

namespace braid {

namespace {

ColorRole roleInPython(int style) {
    switch (style) {
    case QsciLexerPython::Comment:
    case QsciLexerPython::CommentBlock:
        return ColorRole::CodeComment;
    case QsciLexerPython::Keyword:
        return ColorRole::CodeKeyword;
    case QsciLexerPython::Number:
        return ColorRole::CodeNumber;
    case QsciLexerPython::ClassName:
    case QsciLexerPython::FunctionMethodName:
    case QsciLexerPython::Decorator:
        return ColorRole::CodeName;
    case QsciLexerPython::DoubleQuotedString:
    case QsciLexerPython::SingleQuotedString:
    case QsciLexerPython::TripleSingleQuotedString:
    case QsciLexerPython::TripleDoubleQuotedString:
    case QsciLexerPython::UnclosedString:
    case QsciLexerPython::DoubleQuotedFString:
    case QsciLexerPython::SingleQuotedFString:
    case QsciLexerPython::TripleSingleQuotedFString:
    case QsciLexerPython::TripleDoubleQuotedFString:
        return ColorRole::CodeString;
    default:
        return ColorRole::Text;
    }
}

ColorRole roleInJavaScript(int style) {
    switch (style) {
    case QsciLexerCPP::Comment:
    case QsciLexerCPP::CommentLine:
    case QsciLexerCPP::CommentDoc:
    case QsciLexerCPP::CommentLineDoc:
        return ColorRole::CodeComment;
    case QsciLexerCPP::Keyword:
        return ColorRole::CodeKeyword;
    case QsciLexerCPP::Number:
        return ColorRole::CodeNumber;
    case QsciLexerCPP::DoubleQuotedString:
    case QsciLexerCPP::SingleQuotedString:
    case QsciLexerCPP::RawString:
    case QsciLexerCPP::Regex:
    case QsciLexerCPP::UnclosedString:
        return ColorRole::CodeString;
    default:
        return ColorRole::Text;
    }
}

bool isPython(const QsciLexer* lexer) { return qobject_cast<const QsciLexerPython*>(lexer); }

/// The lexer does not know `async` and `await`, which are words of the language by now.
class PythonLexer : public QsciLexerPython {
public:
    using QsciLexerPython::QsciLexerPython;
    const char* keywords(int set) const override {
        if (set != 1)
            return QsciLexerPython::keywords(set);
        return "False None True and as assert async await break case class continue def del elif "
               "else except finally for from global if import in is lambda match nonlocal not or "
               "pass raise return try while with yield";
    }
};

} // namespace

QsciLexer* makeLexer(const QString& path, const QString& text, QObject* parent) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QString first = text.section(QLatin1Char('\n'), 0, 0);
    if (suffix == QLatin1String("js") || suffix == QLatin1String("mjs") ||
        suffix == QLatin1String("cjs"))
        return new QsciLexerJavaScript(parent);
    if (suffix.startsWith(QLatin1String("py")) ||
        (first.startsWith(QLatin1String("#!")) && first.contains(QLatin1String("python"))))
        return new PythonLexer(parent);
    return nullptr;
}

void setLook(QsciLexer& lexer, const Theme& theme, const QFont& font) {
    const bool python = isPython(&lexer);
    lexer.setDefaultFont(font);
    lexer.setDefaultPaper(theme.color(ColorRole::Ground));
    lexer.setDefaultColor(theme.color(ColorRole::Text));
    lexer.setFont(font);
    lexer.setPaper(theme.color(ColorRole::Ground));
    constexpr int styles = 128;
    for (int style = 0; style < styles; ++style) {
        if (lexer.description(style).isEmpty())
            continue;
        const ColorRole role = python ? roleInPython(style) : roleInJavaScript(style);
        lexer.setColor(theme.color(role), style);
        lexer.setEolFill(false, style);
        QFont own = font;
        own.setBold(role == ColorRole::CodeKeyword);
        own.setItalic(role == ColorRole::CodeComment);
        lexer.setFont(own, style);
    }
}

QString lineCommentOf(const QsciLexer* lexer) {
    return qobject_cast<const QsciLexerCPP*>(lexer) ? QStringLiteral("//") : QStringLiteral("#");
}

} // namespace braid
