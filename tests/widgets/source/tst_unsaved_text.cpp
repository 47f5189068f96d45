// SPDX-License-Identifier: MIT
#include "widgets/source/unsaved_text.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace braid;

class tst_UnsavedText : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void itOutlivesWhoTypedIt() {
        {
            UnsavedText text(folder(), "/x/a.src");
            QVERIFY(!text.kept());
            QCOMPARE(text.keep({QString::fromUtf8("ä\r\n🐍"), "digest"}), QString());
        }
        QCOMPARE(UnsavedText::left(folder()), QStringList{"/x/a.src"});
        const UnsavedText again(folder(), "/x/a.src");
        QCOMPARE(again.kept()->text, QString::fromUtf8("ä\r\n🐍"));
        QCOMPARE(again.kept()->digest, QByteArray("digest"));
        QVERIFY(!UnsavedText(folder(), "/x/b.src").kept());
    }

    void whatWasSavedIsDropped() {
        UnsavedText text(folder(), "/x/a.src");
        text.keep({"a", {}});
        text.drop();
        QVERIFY(!text.kept());
        QVERIFY(UnsavedText::left(folder()).isEmpty());
    }

    void twoWindowsKeepTwoTexts() {
        auto first = std::make_unique<UnsavedText>(folder(), "/x/a.src");
        first->keep({"first", {}});
        UnsavedText second(folder(), "/x/a.src");
        QVERIFY(!second.kept());
        second.keep({"second", {}});
        QCOMPARE(first->kept()->text, "first");
        QVERIFY(UnsavedText::left(folder()).isEmpty()); // they are still at it
        first.reset();
        QCOMPARE(UnsavedText::left(folder()), QStringList{"/x/a.src"});
    }

    /// The lock of a process that was killed is nobody's.
    void itOutlivesACrash() {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {"--crash", folder()});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(UnsavedText::left(folder()), QStringList{"/x/crash.src"});
        QCOMPARE(UnsavedText(folder(), "/x/crash.src").kept()->text, "typed");
    }

    void whatCannotBeReadIsNothing() {
        {
            UnsavedText text(folder(), "/x/a.src");
            text.keep({"a", {}});
        }
        for (const QFileInfo& info : QDir(folder()).entryInfoList({"*.unsaved"})) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{broken");
        }
        QVERIFY(UnsavedText::left(folder()).isEmpty());
        QVERIFY(!UnsavedText(folder(), "/x/a.src").kept());
    }

private:
    QString folder() const { return folder_->filePath("unsaved"); }

    std::unique_ptr<QTemporaryDir> folder_;
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc > 2 && QByteArray(argv[1]) == "--crash") {
        UnsavedText text(QString::fromLocal8Bit(argv[2]), "/x/crash.src");
        text.keep({"typed", {}});
        ::kill(::getpid(), SIGKILL);
    }
    tst_UnsavedText test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_unsaved_text.moc"
