// SPDX-License-Identifier: MIT
#include "app/opener.h"
#include "app/recent_files.h"
#include "app/work_status.h"
#include "bridge/qt/event_dispatcher.h"
#include "loop/event.h"
#include "loop/event_loop.h"
#include "tests/patience.h"
#include "tests/widgets/session/fake_engine.h"
#include "widgets/session/session.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QUrl>

using namespace braid;

/// A folder with a script at its end, and so many other files that nobody could wait for it.
class tst_Opener : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QSettings().clear();
        QVERIFY(QDir(folder_.path()).mkdir("large"));
        for (int n = 0; n < 20'000; ++n)
            QVERIFY(
                QFile(folder_.filePath(QString("large/%1.txt").arg(n))).open(QIODevice::WriteOnly));
        QVERIFY(QFile(folder_.filePath("large/a.fake")).open(QIODevice::WriteOnly));
        QVERIFY(QFile(folder_.filePath("b.fake")).open(QIODevice::WriteOnly));
    }
    void init() {
        trace_ = std::make_unique<Trace>();
        engine_ = std::make_unique<FakeEngine>(*trace_);
        session_ = std::make_unique<Session>(*trace_, [] { return std::int64_t(0); });
        session_->scripts().addEngine(*engine_);
        opener_ = std::make_unique<Opener>(*session_, recent_);
    }
    void cleanup() {
        opener_.reset();
        session_.reset();
    }

    void aFileStartsOnTheSpot() {
        opener_->open({path("b.fake")});
        QCOMPARE(scripts().count(), 1);
        QVERIFY(!opener_->work().isRunning());
    }

    void aLargeFolderIsLookedThroughBesideTheRest() {
        int turns = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++turns; });
        timer.start(0);
        opener_->open({path("large")});
        QCOMPARE(scripts().count(), 0);
        QVERIFY(opener_->work().isRunning());
        QCOMPARE(QString::fromStdString(all_tasks().front().name()), "look through folder");
        waitUntilTold();
        QVERIFY(opener_->work().text().contains("large"));
        QVERIFY(opener_->work().isRunning());
        // What is opened meanwhile need not wait.
        opener_->open({path("b.fake")});
        QCOMPARE(scripts().count(), 1);
        QTRY_COMPARE(scripts().count(), 2);
        QVERIFY(turns > 5);
        QTRY_VERIFY(!opener_->work().isRunning());
        QVERIFY(scripts().run(1).path.filename() == "a.fake");
    }

    void cancelledNothingOfItRuns() {
        QSignalSpy refused(opener_.get(), &Opener::refused);
        opener_->open({path("b.fake"), path("large")});
        waitUntilTold();
        QVERIFY(opener_->work().isRunning());
        opener_->work().cancel();
        QTRY_VERIFY(!opener_->work().isRunning());
        QCOMPARE(scripts().count(), 0);
        QCOMPARE(refused.size(), 0);
    }

    void itEndsWithItsOwner() {
        opener_->open({path("large")});
        waitUntilTold();
        QVERIFY(!all_tasks().empty());
        opener_.reset();
        QVERIFY(all_tasks().empty());
    }

    void aGlancePromisesWhatIsKnownAndTheDropDoesTheRest() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder_.filePath("b.fake")),
                      QUrl::fromLocalFile(folder_.filePath("large"))});
        DropScan scan = opener_->glance(data);
        QVERIFY(scan.seen() < 1000);
        QCOMPARE(scan.plan().promise(), "Run 1 script(s) or more");
        opener_->open(std::move(scan));
        QTRY_COMPARE(scripts().count(), 2);
    }

    void workIsToldOnceItTakesLongerThanAMoment() {
        SlowWork work;
        QAction cancel("Cancel");
        connect(&cancel, &QAction::triggered, &work, &SlowWork::cancel);
        WorkStatus status(work, &cancel);
        Event goOn;
        const auto piece = [&goOn, &work]() -> Coroutine<> {
            work.say("half done");
            co_await goOn.wait();
        };
        work.start(piece(), "piece");
        QVERIFY(!status.isVisible());
        QTRY_VERIFY(status.isVisible());
        QCOMPARE(status.text(), "half done");
        goOn.set();
        QTRY_VERIFY(!status.isVisible());
        QVERIFY(!work.isRunning());

        goOn.clear();
        work.start(piece(), "piece");
        work.start(piece(), "piece");
        QTRY_VERIFY(status.isVisible());
        status.findChild<QToolButton*>()->click();
        QTRY_VERIFY(!status.isVisible());
        QVERIFY(!work.isRunning());
    }

    void whatTakesAMomentIsNotTold() {
        SlowWork work;
        QAction cancel("Cancel");
        WorkStatus status(work, &cancel);
        const auto piece = []() -> Coroutine<> { co_return; };
        work.start(piece(), "piece");
        QTRY_VERIFY(!work.isRunning());
        QTest::qWait(300);
        QVERIFY(!status.isVisible());
    }

private:
    /// Until the first files have been looked at: there are many more.
    void waitUntilTold() {
        QEventLoop loop;
        connect(&opener_->work(), &SlowWork::changed, &loop, &QEventLoop::quit);
        loop.exec();
    }
    std::filesystem::path path(const QString& name) const {
        return folder_.filePath(name).toStdString();
    }
    Scripts& scripts() { return session_->scripts(); }

    QTemporaryDir folder_;
    RecentFiles recent_;
    std::unique_ptr<Trace> trace_;
    std::unique_ptr<FakeEngine> engine_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Opener> opener_;
};

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    EventLoop loop;
    QCoreApplication::setEventDispatcher(new EventDispatcher(loop));
    QCoreApplication::setOrganizationName("Braid");
    QCoreApplication::setApplicationName("tst_opener");
    QApplication application(argc, argv);
    tst_Opener test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_opener.moc"
