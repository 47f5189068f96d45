// SPDX-License-Identifier: MIT
#include "widgets/source/highlighting.h"
#include "widgets/source/source_editor.h"
#include "widgets/theme.h"

#include <QTest>

#include <Qsci/qscilexer.h>

using namespace braid;

class tst_Highlighting : public QObject {
    Q_OBJECT

private slots:
    void eachLanguageIsKnownByItsNameOrItsFirstLine() {
        const auto language = [](const char* path, const char* text) {
            const std::unique_ptr<QsciLexer> lexer(makeLexer(path, text, nullptr));
            return QString(lexer ? lexer->language() : "");
        };
        QCOMPARE(language("a.py", ""), "Python");
        QCOMPARE(language("a.js", ""), "JavaScript");
        QCOMPARE(language("a", "#!/usr/bin/env python3\n"), "Python");
        QCOMPARE(language("a.txt", "import this\n"), "");
    }

    void whatTheWordsAreHasColours_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("role");
        const auto row = [](const char* path, const char* text, const char* word, ColorRole role) {
            QTest::addRow("%s: %s", path, word) << path << text << word << int(role);
        };
        const char* const python = "async def name():  # remark\n    return 'words', 12\n";
        row("a.py", python, "async", ColorRole::CodeKeyword);
        row("a.py", python, "name", ColorRole::CodeName);
        row("a.py", python, "remark", ColorRole::CodeComment);
        row("a.py", python, "words", ColorRole::CodeString);
        row("a.py", python, "12", ColorRole::CodeNumber);
        const char* const javascript =
            "function name() { // remark\n    return ['words', 12];\n}\n";
        row("a.js", javascript, "function", ColorRole::CodeKeyword);
        row("a.js", javascript, "remark", ColorRole::CodeComment);
        row("a.js", javascript, "words", ColorRole::CodeString);
        row("a.js", javascript, "12", ColorRole::CodeNumber);
        row("a.js", javascript, "name", ColorRole::Text);
    }
    void whatTheWordsAreHasColours() {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(QString, word);
        QFETCH(int, role);
        SourceEditor editor(path);
        editor.setLanguage(path, text);
        editor.setText(text);
        editor.resize(600, 200);
        editor.show();
        editor.recolor();
        const long style =
            editor.SendScintilla(QsciScintilla::SCI_GETSTYLEAT, ulong(text.indexOf(word)));
        QCOMPARE(editor.lexer()->color(int(style)),
                 Theme::of(editor.palette()).color(ColorRole(role)));
    }
};

QTEST_MAIN(tst_Highlighting)
#include "tst_highlighting.moc"
