// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QFont;
class QObject;
class QsciLexer;

namespace braid {

class Theme;

/// Knows the language of a file by its name, or by the first line of its text. Null if it is none
/// that is highlighted.
QsciLexer* makeLexer(const QString& path, const QString& text, QObject* parent);

/// Colours and letters for all that `lexer` tells apart.
void setLook(QsciLexer& lexer, const Theme& theme, const QFont& font);

/// What makes a comment of the rest of a line.
QString lineCommentOf(const QsciLexer* lexer);

} // namespace braid
