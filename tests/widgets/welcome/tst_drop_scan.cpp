// SPDX-License-Identifier: MIT
#include "widgets/welcome/drop_plan.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace braid;

class tst_DropPlan : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void scriptsRunAndTheRestIsNamedWithItsReason() {
        QMimeData data;
        data.setUrls({url("a.py"), url("image.png"), url("b.py"), QUrl("https://example.org/c.py"),
                      QUrl::fromLocalFile("/no/such/d.py")});
        const DropPlan plan = DropPlan::forMimeData(data, accepts);
        QCOMPARE(plan.scripts.size(), std::size_t(2));
        QCOMPARE(plan.skipped.size(), 3);
        QVERIFY(plan.promise().contains("image.png (not a script)"));
        QVERIFY(plan.promise().contains("c.py (not on this computer)"));
        QVERIFY(plan.promise().contains("d.py (not there)"));
    }

    void aFolderStandsForItsScripts() {
        const QString folder =
            QUrl(url("folder/b.py")).adjusted(QUrl::RemoveFilename).toLocalFile();
        url("folder/a.py");
        url("folder/.hidden.py");
        url("folder/notes.txt");
        url("folder/deeper/c.py");
        const DropPlan plan = DropPlan::forPaths({folder.toStdString()}, accepts);
        QCOMPARE(plan.scripts.size(), std::size_t(2));
        QCOMPARE(plan.scripts[0].filename().string(), std::string("a.py"));
        QCOMPARE(plan.scripts[1].filename().string(), std::string("b.py"));
        QVERIFY(plan.skipped.isEmpty());
    }

    void aFolderWithoutScriptsIsRefusedWithTheReason() {
        const QString folder =
            QUrl(url("empty/x.txt")).adjusted(QUrl::RemoveFilename).toLocalFile();
        const DropPlan plan = DropPlan::forPaths({folder.toStdString()}, accepts);
        QVERIFY(plan.isEmpty());
        QVERIFY(plan.promise().contains("Nothing to run"));
        QVERIFY(plan.promise().contains("empty (no scripts in it)"));
    }

    void nothingIsRunTwice() {
        const QString script = url("a.py").toLocalFile();
        const DropPlan plan =
            DropPlan::forPaths({script.toStdString(), script.toStdString()}, accepts);
        QCOMPARE(plan.scripts.size(), std::size_t(1));
        QCOMPARE(plan.promise(), "Run a.py");
    }

    void plainTextBecomesAScratchScript() {
        QMimeData data;
        data.setText("print('hello')\n");
        const DropPlan plan = DropPlan::forMimeData(data, accepts);
        QVERIFY(!plan.isEmpty());
        QVERIFY(plan.promise().contains("scratch"));
        QMimeData blank;
        blank.setText("  \n ");
        QVERIFY(DropPlan::forMimeData(blank, accepts).isEmpty());
    }

    void aLongListOfSkippedFilesStaysShort() {
        std::vector<std::filesystem::path> paths;
        for (int n = 0; n < 50; ++n)
            paths.push_back(url(QString("%1.png").arg(n)).toLocalFile().toStdString());
        QVERIFY(DropPlan::forPaths(paths, accepts).promise().size() < 160);
    }

private:
    static bool accepts(const std::filesystem::path& path) { return path.extension() == ".py"; }

    /// A file that is there.
    QUrl url(const QString& name) {
        const QString path = folder_->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file could be made");
        return QUrl::fromLocalFile(path);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(tst_DropPlan)
#include "tst_drop_plan.moc"
