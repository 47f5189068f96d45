// SPDX-License-Identifier: MIT
#include "widgets/welcome/drop_scan.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <unistd.h>

#include <algorithm>

using namespace braid;

class tst_DropScan : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void scriptsRunAndTheRestIsNamedWithItsReason() {
        QMimeData data;
        data.setUrls({url("a.py"), url("image.png"), url("b.py"), QUrl("https://example.org/c.py"),
                      QUrl::fromLocalFile("/no/such/d.py")});
        const DropPlan plan = planFor(data);
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
        const DropPlan plan = planFor({folder.toStdString()});
        QCOMPARE(plan.scripts.size(), std::size_t(2));
        QCOMPARE(plan.scripts[0].filename().string(), std::string("a.py"));
        QCOMPARE(plan.scripts[1].filename().string(), std::string("b.py"));
        QVERIFY(plan.skipped.isEmpty());
    }

    void aFolderThatIsAProgramIsOne() {
        const QString folder =
            QUrl(url("program/__main__.py")).adjusted(QUrl::RemoveFilename).toLocalFile();
        url("program/part.py");
        const DropPlan plan = planFor({folder.toStdString()});
        QCOMPARE(plan.scripts, std::vector<std::filesystem::path>{folder.toStdString()});
    }

    void aFolderWithoutScriptsIsRefusedWithTheReason() {
        const QString folder =
            QUrl(url("empty/x.txt")).adjusted(QUrl::RemoveFilename).toLocalFile();
        const DropPlan plan = planFor({folder.toStdString()});
        QVERIFY(plan.isEmpty());
        QVERIFY(plan.promise().contains("Nothing to run"));
        QVERIFY(plan.promise().contains("empty (no scripts in it)"));
    }

    void nothingIsRunTwice() {
        const QString script = url("a.py").toLocalFile();
        const DropPlan plan = planFor({script.toStdString(), script.toStdString()});
        QCOMPARE(plan.scripts.size(), std::size_t(1));
        QCOMPARE(plan.promise(), "Run a.py");
    }

    void plainTextBecomesAScratchScript() {
        QMimeData data;
        data.setText("print('hello')\n");
        const DropPlan plan = planFor(data);
        QVERIFY(!plan.isEmpty());
        QVERIFY(plan.promise().contains("scratch"));
        QMimeData blank;
        blank.setText("  \n ");
        QVERIFY(planFor(blank).isEmpty());
    }

    void aLongListOfSkippedFilesStaysShort() {
        std::vector<std::filesystem::path> paths;
        for (int n = 0; n < 50; ++n)
            paths.push_back(url(QString("%1.png").arg(n)).toLocalFile().toStdString());
        QVERIFY(planFor(paths).promise().size() < 160);
    }

    void aLargeFolderIsLookedThroughInSteps() {
        QString folder;
        for (int n = 0; n < 60; ++n)
            folder = url(QString("large/%1.%2").arg(n).arg(n % 3 ? "txt" : "py"))
                         .adjusted(QUrl::RemoveFilename)
                         .toLocalFile();
        const QString script = url("other.py").toLocalFile();
        DropScan scan({folder.toStdString(), script.toStdString()}, accepts);
        QCOMPARE(scan.plan().promise(), "Look for scripts to run");
        QVERIFY(!scan.plan().isEmpty());
        QVERIFY(scan.look(31));
        QCOMPARE(scan.seen(), std::size_t(31));
        QCOMPARE(scan.place(), "large");
        QVERIFY(scan.plan().scripts.empty()); // they come in the order of their names
        QVERIFY(scan.look(40));
        QVERIFY(scan.plan().promise().contains("or more"));
        QVERIFY(!scan.look(1000));
        QCOMPARE(scan.plan().scripts.size(), std::size_t(21));
        QVERIFY(std::is_sorted(scan.plan().scripts.begin(), scan.plan().scripts.end() - 1));
        QCOMPARE(scan.seen(), std::size_t(62));
        QVERIFY(!scan.plan().promise().contains("more"));
        QVERIFY(!scan.look(1000));
    }

    void aFolderThatCannotBeReadIsNamed() {
        const QString folder = QFileInfo(url("locked/a.py").toLocalFile()).path();
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        QVERIFY(QFile::setPermissions(folder, {}));
        QVERIFY(planFor({folder.toStdString()}).promise().contains("locked (cannot be read)"));
        QVERIFY(
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void ofNothingThereIsNoPlan() {
        DropScan scan;
        QVERIFY(!scan.look(1));
        QVERIFY(scan.plan().isEmpty());
    }

private:
    /// In the smallest of steps.
    static DropPlan planFor(DropScan scan) {
        while (scan.look(1)) {
        }
        return scan.plan();
    }
    static DropPlan planFor(std::vector<std::filesystem::path> paths) {
        return planFor(DropScan(std::move(paths), accepts));
    }
    static DropPlan planFor(const QMimeData& data) { return planFor(DropScan(data, accepts)); }

    static bool accepts(const std::filesystem::path& path) {
        return path.extension() == ".py" || std::filesystem::exists(path / "__main__.py");
    }

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

QTEST_GUILESS_MAIN(tst_DropScan)
#include "tst_drop_scan.moc"
