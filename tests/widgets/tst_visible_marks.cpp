// SPDX-License-Identifier: MIT
#include "widgets/visible_marks.h"

#include <QTest>

using namespace braid;

class tst_VisibleMarks : public QObject {
    Q_OBJECT

private slots:
    void whatIsNotSeenHasAMark_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("usual") << "fetch.py"
                               << "fetch.py";
        QTest::newRow("other languages") << "日本 é ‍👩 עברית"
                                         << "日本 é ‍👩 עברית";
        QTest::newRow("controls") << "a\nb\x1b[31m\x7f"
                                  << "a⟨0A⟩b⟨1B⟩[31m⟨7F⟩";
        QTest::newRow("direction") << "me\u202Efdp.py"
                                   << "me⟨202E⟩fdp.py";
        QTest::newRow("separators") << "a\u2028b\u2029c\u0085"
                                    << "a⟨2028⟩b⟨2029⟩c⟨0085⟩";
        QTest::newRow("nothing wide") << "a\u200Bb\uFEFF"
                                      << "a⟨200B⟩b⟨FEFF⟩";
    }
    void whatIsNotSeenHasAMark() {
        QFETCH(QString, text);
        QTEST(withVisibleMarks(text), "shown");
    }
};

QTEST_GUILESS_MAIN(tst_VisibleMarks)
#include "tst_visible_marks.moc"
