// SPDX-License-Identifier: MIT
// `braid TRACE`: what was recorded is shown, and can be taken out again.

#include "braid_window.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

class RecordTest : public QObject {
    Q_OBJECT

private slots:
    void aTraceOfSomebodyElseIsShownAndExportedAgain();
};

void RecordTest::aTraceOfSomebodyElseIsShownAndExportedAgain() {
    BraidWindow braid;
    const QString trace = braid.write("theirs.json", R"([
{"name": "read pages", "ph": "X", "ts": 1000, "dur": 400000, "pid": 7, "tid": 9},
{"name": "thread_name", "ph": "M", "pid": 7, "tid": 9, "args": {"name": "their worker"}}
])");
    const QString problem = braid.open({trace});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));

    const QString out = braid.path("again.json");
    const auto exported = [&] {
        QFile file(out);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    // It is read while the window comes up: until then there is nothing to export.
    QElapsedTimer timer;
    timer.start();
    while (!exported().contains("their worker") && !timer.hasExpired(30'000)) {
        braid.press("Escape"); // what came too late the time before
        braid.press("ctrl+e");
        QTest::qWait(1000);
        braid.desktop.type(out);
        braid.desktop.key("Return"); // in the dialog
        QTest::qWait(1000);
    }
    QVERIFY(exported().contains("their worker"));
    QVERIFY(exported().contains("read pages"));
    QVERIFY(braid.quit());
}

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_record.moc"
