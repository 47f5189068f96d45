// SPDX-License-Identifier: MIT
#include "app/trace_export.h"
#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "loop/trace/chrome_trace.h"
#include "tests/patience.h"
#include "widgets/session/session.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace braid;

namespace {

/// How long the loop does not come round at worst, by a timer that wants it every 10 ms.
class LongestGap {
public:
    LongestGap() {
        QObject::connect(&timer_, &QTimer::timeout, [this] { look(); });
        timer_.start(10);
        elapsed_.start();
    }
    qint64 ms() {
        look();
        return longest_;
    }
    int ticks() const { return ticks_; }

private:
    void look() {
        longest_ = std::max(longest_, elapsed_.restart());
        ++ticks_;
    }

    QTimer timer_;
    QElapsedTimer elapsed_;
    qint64 longest_ = 0;
    int ticks_ = 0;
};

} // namespace

class tst_TraceExport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        const StrandId strand = trace_.begin_strand(0, StrandKind::Script, "long.py");
        for (int n = 0; n < 10; ++n) {
            const LaneId lane = trace_.begin_lane(0, strand, "lane");
            for (int i = 0; i < 50'000; ++i)
                trace_.record(i * 1000, lane, i % 2 ? Activity::Waiting : Activity::Running);
        }
    }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        export_ = std::make_unique<TraceExport>(session_);
    }

    void theWindowGoesOnMeanwhile() {
        qint64 held = 0;
        {
            LongestGap gap;
            QTest::qWait(20);
            write_chrome_trace(trace_, session_.now(), file("at once.json.gz").toStdString());
            QTest::qWait(20);
            held = gap.ms();
        }
        LongestGap gap;
        QSignalSpy saved(export_.get(), &TraceExport::saved);
        export_->save(file("beside.json.gz"));
        QTRY_COMPARE(saved.size(), 1);
        const qint64 longest = gap.ms();
        qInfo("the longest gap: %lld ms; at once: %lld ms", longest, held);
        QVERIFY(longest * 3 < held);
        QVERIFY(gap.ticks() > 3);
        QCOMPARE(content("beside.json.gz"), content("at once.json.gz"));
    }

    void progressIsTold() {
        QStringList told;
        SlowWork& work = export_->work();
        connect(&work, &SlowWork::changed, this, [&] {
            if (!told.contains(work.text()))
                told << work.text();
        });
        QVERIFY(!work.isRunning());
        export_->save(file("out.json"));
        QVERIFY(work.isRunning());
        QTRY_VERIFY(!work.isRunning());
        QVERIFY(told.contains("Exporting trace: 10 %"));
        QVERIFY(told.contains("Exporting trace: 90 %"));
        QVERIFY(told.size() >= 90 && told.size() <= 102);
    }

    void cancelledItLeavesNoFile() {
        QSignalSpy saved(export_.get(), &TraceExport::saved);
        QSignalSpy failed(export_.get(), &TraceExport::failed);
        export_->save(file("out.json"));
        waitFor("Exporting trace: 20 %");
        QVERIFY(!files().isEmpty());
        export_->work().cancel();
        QTRY_VERIFY(!export_->work().isRunning());
        QCOMPARE(files(), QStringList());
        QCOMPARE(saved.size() + failed.size(), 0);
    }

    void itEndsWithItsOwner() {
        QFile before(file("out.json"));
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
        before.close();
        export_->save(file("out.json"));
        waitFor("Exporting trace: 20 %");
        QCOMPARE(files().size(), 2);
        export_.reset();
        QCOMPARE(files(), QStringList{"out.json"});
        QCOMPARE(content("out.json"), "before");
    }

    void aFailureIsTold() {
        QSignalSpy failed(export_.get(), &TraceExport::failed);
        export_->save(file("no/such/folder/out.json"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains("No such file"));
        QTRY_VERIFY(!export_->work().isRunning());
    }

    void severalAtATimeAreSaved() {
        QSignalSpy saved(export_.get(), &TraceExport::saved);
        export_->save(file("a.json"));
        export_->save(file("b.json"));
        QTRY_COMPARE(saved.size(), 2);
        QTRY_VERIFY(!export_->work().isRunning());
        QCOMPARE(content("a.json"), content("b.json"));
        QVERIFY(content("a.json").contains("long.py"));
    }

private:
    /// Runs the loop until exactly this is told.
    void waitFor(const QString& text) {
        QEventLoop loop;
        connect(&export_->work(), &SlowWork::changed, &loop, [&] {
            if (export_->work().text() == text)
                loop.quit();
        });
        loop.exec();
    }

    QString file(const QString& name) const { return folder_->filePath(name); }
    QStringList files() const { return QDir(folder_->path()).entryList(QDir::Files, QDir::Name); }
    QByteArray content(const QString& name) const {
        QFile file(folder_->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Trace trace_;
    Session session_{trace_, [] { return std::int64_t(1'000'000'000); }};
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<TraceExport> export_;
};

int main(int argc, char** argv) {
    EventLoop loop;
    QCoreApplication::setEventDispatcher(new EventDispatcher(loop));
    QApplication application(argc, argv);
    tst_TraceExport test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trace_export.moc"
