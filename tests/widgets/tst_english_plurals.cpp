// SPDX-License-Identifier: MIT
#include "widgets/english_plurals.h"

#include <QTest>

using namespace braid;

class tst_EnglishPlurals : public QObject {
    Q_OBJECT

private slots:
    void pluralsReadAsEnglish() {
        EnglishPlurals plurals;
        QCoreApplication::installTranslator(&plurals);
        QCOMPARE(QCoreApplication::translate("braid::X", "%n task(s)", nullptr, 1), "1 task");
        QCOMPARE(QCoreApplication::translate("braid::X", "%n task(s)", nullptr, 2), "2 tasks");
        QCOMPARE(QCoreApplication::translate("braid::X", "main(s)"), "main(s)");
    }

    void theTextsOfOthersStayAsTheyAre() {
        EnglishPlurals plurals;
        QCoreApplication::installTranslator(&plurals);
        QCOMPARE(QCoreApplication::translate("Mail", "%n letter(s)", nullptr, 2), "2 letter(s)");
    }
};

QTEST_GUILESS_MAIN(tst_EnglishPlurals)
#include "tst_english_plurals.moc"
