// SPDX-License-Identifier: MIT
#include "widgets/source/source_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace braid;

class tst_SourceFile : public QObject {
    Q_OBJECT

private slots:
    void whatIsNotChangedIsWrittenBackByteForByte_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("UTF-8") << QByteArray("print('\xc3\xa4')\n") << QString("print('ä')\n");
        QTest::newRow("beyond the first plane")
            << QByteArray("'\xf0\x9f\x90\x8d'\n") << QString::fromUtf8("'🐍'\n");
        QTest::newRow("Windows' line ends") << QByteArray("a\r\nb\r\n") << QString("a\r\nb\r\n");
        QTest::newRow("mixed line ends") << QByteArray("a\r\nb\nc\r") << QString("a\r\nb\nc\r");
        QTest::newRow("no end of the last line") << QByteArray("a\nb") << QString("a\nb");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                       "a\n")
                                         << QString("a\n");
        QTest::newRow("declared") << QByteArray("# -*- coding: latin-1 -*-\n'\xe4'\n")
                                  << QString("# -*- coding: latin-1 -*-\n'ä'\n");
        QTest::newRow("declared in the second line")
            << QByteArray("#!/bin/x\n# vim: set fileencoding=cp1252 :\n'\x80'\n")
            << QString("#!/bin/x\n# vim: set fileencoding=cp1252 :\n'€'\n");
        QTest::newRow("declared too late") << QByteArray("a\n# coding: latin-1\n'\xc3\xa4'\n")
                                           << QString("a\n# coding: latin-1\n'ä'\n");
        QTest::newRow("not valid") << QByteArray("'\xe4\xff'\n") << QString("'äÿ'\n");
        QTest::newRow("declared what nobody knows")
            << QByteArray("# coding: klingon\n'\xe4'\n") << QString("# coding: klingon\n'ä'\n");
    }
    void whatIsNotChangedIsWrittenBackByteForByte() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        write(bytes);
        auto read = readSource(path());
        QVERIFY2(read.file, qPrintable(read.problem));
        QCOMPARE(read.file->text, text);
        QCOMPARE(writeSource(path(), read.file->text, *read.file), QString());
        QCOMPARE(bytesNow(), bytes);
        QCOMPARE(read.file->digest, digestOfSource(path()));
    }

    void itIsSaidThatAFileIsNotWhatItShouldBe() {
        write("'\xe4'\n");
        QVERIFY(readSource(path()).file->notice.contains("UTF-8"));
        write("plain\n");
        QVERIFY(readSource(path()).file->notice.isEmpty());
        write(QByteArray("\x7f"
                         "ELF\0\0\0",
                         7));
        QVERIFY(readSource(path()).problem.contains("holds no text"));
        write(QByteArray(largestSource + 1, 'x'));
        QVERIFY(readSource(path()).problem.contains("too large"));
        QVERIFY(readSource(folder_.filePath("missing")).problem.contains("cannot be read"));
        QVERIFY(readSource(folder_.path()).problem.contains("is a folder"));
    }

    void whatTheEncodingHasNoSignForIsNotLost() {
        write("# coding: latin-1\n");
        auto file = *readSource(path()).file;
        QVERIFY(writeSource(path(), "# coding: latin-1\n€\n", file).contains("latin-1"));
        QCOMPARE(bytesNow(), QByteArray("# coding: latin-1\n"));
        QCOMPARE(writeSource(path(), "# coding: utf-8\n€\n", file), QString());
        QCOMPARE(bytesNow(), QByteArray("# coding: utf-8\n\xe2\x82\xac\n"));
    }

    void whatCannotBeWrittenIsSaid() {
        SourceFile file;
        QVERIFY(writeSource(folder_.filePath("no/folder/a"), "a", file).contains("cannot be"));
    }

    void linksStayLinksAndPermissionsStay() {
        write("a\n");
        const auto permissions = QFile::permissions(path()) | QFile::ExeOwner | QFile::ExeUser;
        QVERIFY(QFile::setPermissions(path(), permissions));
        const QString link = folder_.filePath("link");
        QVERIFY(QFile::link(path(), link));
        auto file = *readSource(link).file;
        QCOMPARE(writeSource(link, "b\n", file), QString());
        QCOMPARE(bytesNow(), QByteArray("b\n"));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(QFile::permissions(path()), permissions);
    }

    void newLinesEndAsMostOthers() {
        QVERIFY(lineEndOf("") == LineEnd::Unix);
        QVERIFY(lineEndOf("a\nb\n") == LineEnd::Unix);
        QVERIFY(lineEndOf("a\r\nb\r\nc\n") == LineEnd::Windows);
        QVERIFY(lineEndOf("a\rb\r") == LineEnd::OldMac);
    }

    void filesOfTheSystemAreToldFromTheUsers() {
        write("a\n");
        QVERIFY(!isSystemSource(path()));
        QVERIFY(isSystemSource("/usr/bin/env"));
        QVERIFY(!isSystemSource(folder_.filePath("not/there/yet")));
    }

private:
    QString path() const { return folder_.filePath("file"); }
    void write(const QByteArray& bytes) {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QByteArray bytesNow() const {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(tst_SourceFile)
#include "tst_source_file.moc"
