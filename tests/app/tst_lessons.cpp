// SPDX-License-Identifier: MIT
#include "app/lessons.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace braid;

class tst_Lessons : public QObject {
    Q_OBJECT

private slots:
    void theExamplesAreThereAndEachSaysWhatItShows() {
        const auto found = lessons();
        QVERIFY(found.size() >= 5);
        for (const WelcomeEntry& lesson : found) {
            QVERIFY(QFileInfo::exists(lesson.path));
            QVERIFY2(lesson.title != lesson.detail, qPrintable(lesson.path));
        }
    }

    void theFirstLineIsTheTitleWhateverItsCommentSigns_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("title");
        QTest::newRow("docstring") << QByteArray("\"\"\"Three sleepers.\n") << "Three sleepers";
        QTest::newRow("hash") << QByteArray("# Three sleepers\n") << "Three sleepers";
        QTest::newRow("slashes") << QByteArray("// Three sleepers.\n") << "Three sleepers";
        QTest::newRow("empty") << QByteArray() << "script.py";
    }
    void theFirstLineIsTheTitleWhateverItsCommentSigns() {
        QFETCH(QByteArray, line);
        QFETCH(QString, title);
        const QTemporaryDir folder;
        QFile file(folder.filePath("script.py"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(line);
        file.close();
        QCOMPARE(lessonOf(file.fileName()).title, title);
        QCOMPARE(lessonOf(file.fileName()).detail, "script.py");
    }
};

QTEST_GUILESS_MAIN(tst_Lessons)
#include "tst_lessons.moc"
