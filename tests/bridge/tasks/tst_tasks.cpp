// SPDX-License-Identifier: MIT
// The tasks that work with this machine alone, and what all of them have in common.
#include "bridge/tasks/batch.h"
#include "loop/errors.h"
#include "loop/sleep.h"
#include "task_test.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <sys/fsuid.h>
#include <unistd.h>

using namespace braid;
using State = Script::State;

class tst_Tasks : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    std::string path(const QString& name = {}) const {
        return folder_->filePath(name).toStdString();
    }
    void write(const QString& name, const QByteArray& content = {}) const {
        QDir().mkpath(QFileInfo(folder_->filePath(name)).path());
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content);
    }
    static std::string sha256(const QByteArray& content) {
        return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().toStdString();
    }
    /// Nothing of that command line runs any more.
    static bool isGone(const char* pattern) {
        return std::system((std::string("pgrep -f '") + pattern + "' >/dev/null").c_str()) != 0;
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    // -- what all have in common ----------------------------------------------------------

    void aTaskIsAScriptWithAStrandLanesOutputAndProgress() {
        TaskTest test;
        const auto& task = test.run("count", {"3", "--every", "0.001"});
        QCOMPARE(task.script->name(), std::string("Count down"));
        QCOMPARE(task.out, std::string("3\n2\n1\n0\n"));
        QCOMPARE(task.states, (std::vector{State::Running, State::Ended}));
        QCOMPARE(task.script->outcome(), Outcome::Finished);
        QCOMPARE(task.status(), 0);
        QCOMPARE(task.progress.back().fraction, 1.0);
        const Strand& strand = test.trace.strand(task.script->strand());
        QCOMPARE(test.trace.text(strand.name), std::string_view("Count down"));
        QCOMPARE(strand.outcome, Outcome::Finished);
        QCOMPARE(test.outcome_of(task, "count"), Outcome::Finished);
        QCOMPARE(test.recorder.strand(), StrandId::None); // nothing of it is anywhere else
    }

    void progressOfManyStepsIsToldOnce() {
        TaskTest test;
        const auto& task = test.run("count", {"100000", "--every", "0"});
        QVERIFY(task.progress.size() < 50'000);
        QCOMPARE(task.progress.back().text, std::string("done"));
    }

    void stopCancelsIt() {
        TaskTest test;
        auto& task = test.start("count");
        QVERIFY(test.until([&] { return task.says("10\n"); }));
        task.script->stop();
        QCOMPARE(task.script->state(), State::Stopping);
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.script->outcome(), Outcome::Cancelled);
        QCOMPARE(task.status(), 130);
        QCOMPARE(test.outcome_of(task, "count"), Outcome::Cancelled);
    }

    void anUnknownTaskAndWrongWordsAreFailures() {
        TaskTest test;
        const auto& unknown = test.run("nothing");
        QCOMPARE(unknown.script->outcome(), Outcome::Failed);
        QVERIFY(unknown.complains("there is no such task"));
        const auto& wrong = test.run("count", {"0"});
        QCOMPARE(wrong.status(), 2);
        QCOMPARE(wrong.script->failure(), std::string("N: at least 1"));
    }

    void aScriptThatIsForgottenStopsAndSaysNothingMore() {
        TaskTest test;
        auto& task = test.start("count", {"1000", "--every", "0.01"});
        const StrandId strand = task.script->strand();
        QVERIFY(test.until([&] { return task.says("999\n"); }));
        const std::string heard = task.out;
        task.script.reset();
        QVERIFY(test.until([&] { return test.trace.strand(strand).outcome != Outcome::Pending; }));
        QCOMPARE(task.out, heard);
    }

    void theEngineEndsWhatStillRuns() {
        TaskTest test;
        auto& count = test.start("count");
        auto& stubborn = test.start("run", {"trap '' INT TERM; while :; do sleep 0.1; done"});
        QVERIFY(test.until([&] { return count.says("10\n") && !stubborn.progress.empty(); }));
        QVERIFY(test.engine.shut_down(std::chrono::milliseconds(200)));
        QVERIFY(count.ended() && stubborn.ended());
    }

    void oneOfItsTasksCanBeCancelledAndToldWhereItStands() {
        TaskTest test;
        auto& task = test.start("run", {"cat"});
        LaneId input = LaneId::None;
        QVERIFY(test.until([&] {
            test.trace.for_each_lane([&](const Lane& lane) {
                if (test.trace.name(lane.name) == "input" && !lane.empty() &&
                    lane.back().activity == Activity::Waiting)
                    input = lane.id;
            });
            return input != LaneId::None;
        }));
        QVERIFY(!task.script->where(input).empty());
        QVERIFY(task.script->cancel_task(input));
        QVERIFY(!task.script->cancel_task(LaneId::None));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(test.outcome_of(task, "input"), Outcome::Cancelled);
    }

    // -- batches --------------------------------------------------------------------------

    void aBatchRunsSoManyAtATimeAndItsFailuresAreTheirOwn() {
        EventLoop loop;
        int running = 0;
        int most = 0;
        int done = 0;
        const auto work = [&](int number) -> Coroutine<> {
            most = std::max(most, ++running);
            co_await sleep(std::chrono::milliseconds(1));
            --running;
            if (number % 2)
                throw std::runtime_error("odd");
            ++done;
        };
        const auto all = [&](Batch& batch) -> Coroutine<> {
            for (int i = 0; i < 10; ++i)
                co_await batch.start(work(i), "work");
        };
        Batch batch(3);
        const Task<> task = create_task(loop, batch.run(all(batch)));
        QVERIFY(loop.run_until([&] { return task.done(); }, Clock::now() + TaskTest::patience));
        task.result();
        QCOMPARE(most, 3);
        QCOMPARE(done, 5);
    }

    void aCancelledBatchEndsWhenItsTasksHave() {
        EventLoop loop;
        int ended = 0;
        const auto work = [&]() -> Coroutine<> {
            std::exception_ptr error;
            try {
                co_await sleep(std::chrono::hours(1));
            } catch (...) {
                error = std::current_exception();
            }
            co_await sleep(std::chrono::milliseconds(1)); // cleans up
            ++ended;
            std::rethrow_exception(error);
        };
        const auto all = [&](Batch& batch) -> Coroutine<> {
            for (int i = 0; i < 10; ++i)
                co_await batch.start(work(), "work");
        };
        Batch batch(4);
        const Task<> task = create_task(loop, batch.run(all(batch)));
        QVERIFY(loop.run_until([&] { return batch.running() == 4; }));
        loop.run_until([] { return true; });
        task.cancel();
        QVERIFY(loop.run_until([&] { return task.done(); }, Clock::now() + TaskTest::patience));
        QVERIFY(task.cancelled());
        QCOMPARE(ended, 4);
    }

    // -- hash -----------------------------------------------------------------------------

    void aFolderIsHashedInTheOrderOfItsNames() {
        const QByteArray large(10'000'000, 'x');
        write("b/large", large);
        write("a", "hello\n");
        write("empty");
        write("c/new\nline\\", "odd");
        QVERIFY(QFile::link("a", folder_->filePath("link")));
        TaskTest test;
        const auto& task = test.run("hash", {path()});
        QCOMPARE(task.status(), 0);
        QCOMPARE(QString::fromStdString(task.out),
                 QString::fromStdString(sha256("hello\n") + "  " + path("a") + "\n" +
                                        sha256(large) + "  " + path("b/large") + "\n\\" +
                                        sha256("odd") + "  " + path("c/new") + "\\nline\\\\\n" +
                                        sha256("") + "  " + path("empty") + "\n"));
        QCOMPARE(task.progress.back().fraction, 1.0);
        QCOMPARE(test.outcome_of(task, "large"), Outcome::Finished);
    }

    void anEmptyFolderHasNoHashes() {
        TaskTest test;
        const auto& task = test.run("hash", {path()});
        QCOMPARE(task.status(), 0);
        QCOMPARE(task.out, std::string());
    }

    void aFileThatCannotBeReadFailsAlone() {
        write("a", "1");
        write("z", "2");
        // Not even root may read it then: as nobody, and so the threads that are made here.
        QFile::setPermissions(folder_->path(), QFile::Permissions(0x7755));
        QFile::setPermissions(folder_->filePath("a"), {});
        ::setfsuid(65534);
        TaskTest test;
        const auto& task = test.run("hash", {path()});
        ::setfsuid(::geteuid());
        QCOMPARE(task.status(), 1);
        QVERIFY2(task.complains(path("a") + ": Permission denied"), task.err.c_str());
        QCOMPARE(task.script->failure(), std::string("1 of 2 files could not be read"));
        QCOMPARE(task.out, sha256("2") + "  " + path("z") + "\n");
        QCOMPARE(test.outcome_of(task, "a"), Outcome::Failed);
    }

    void hashingStops() {
        QFile sparse(folder_->filePath("sparse"));
        QVERIFY(sparse.open(QFile::WriteOnly) && sparse.resize(40'000'000'000));
        TaskTest test;
        auto& task = test.start("hash", {path()});
        QVERIFY(test.until(
            [&] { return !task.progress.empty() && task.progress.back().fraction > 0; }));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.script->outcome(), Outcome::Cancelled);
    }

    // -- primes ---------------------------------------------------------------------------

    void primesAreCounted_data() {
        QTest::addColumn<QString>("last");
        QTest::addColumn<QString>("count");
        QTest::newRow("0") << "0"
                           << "0 primes";
        QTest::newRow("1") << "1"
                           << "0 primes";
        QTest::newRow("2") << "2"
                           << "1 primes";
        QTest::newRow("3") << "3"
                           << "2 primes";
        QTest::newRow("100") << "100"
                             << "25 primes";
        QTest::newRow("over two stretches") << "2097169"
                                            << "155\u202f612 primes";
        QTest::newRow("10 million") << "10000000"
                                    << "664\u202f579 primes";
    }
    void primesAreCounted() {
        QFETCH(QString, last);
        QFETCH(QString, count);
        TaskTest test;
        const auto& task = test.run("primes", {last.toStdString()});
        QVERIFY2(QString::fromStdString(task.out).startsWith(count), task.out.c_str());
    }

    void countingStops() {
        TaskTest test;
        auto& task = test.start("primes", {"1000000000000"});
        QVERIFY(test.until(
            [&] { return !task.progress.empty() && task.progress.back().fraction > 0; }));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(test.outcome_of(task, "core 1"), Outcome::Cancelled);
    }

    // -- run ------------------------------------------------------------------------------

    void aCommandIsHeardAndFed() {
        TaskTest test;
        auto& task =
            test.start("run", {"echo to err >&2; while read line; do echo got $line; done"});
        QVERIFY(test.until([&] { return task.script->state() == State::WaitingInput; }));
        task.script->send_line("one");
        QVERIFY(test.until([&] { return task.says("got one\n"); }));
        task.script->send_line("two");
        task.script->end_input();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.out, std::string("got one\ngot two\n"));
        QVERIFY(task.complains("to err\n"));
        QCOMPARE(task.status(), 0);
    }

    void aCommandsStatusIsTheTasks() {
        TaskTest test;
        const auto& failed = test.run("run", {"exit 3"});
        QCOMPARE(failed.status(), 3);
        QCOMPARE(failed.script->failure(), std::string("exit status 3"));
        const auto& killed = test.run("run", {"kill -9 $$"});
        QCOMPARE(killed.status(), 128 + SIGKILL);
        QVERIFY(killed.script->failure().find("Killed") != std::string::npos);
    }

    void aTorrentIsHeardWhole() {
        TaskTest test;
        const auto& task = test.run("run", {"head -c 20000000 /dev/zero | tr '\\0' x"});
        QCOMPARE(task.out.size(), std::size_t(20'000'000));
    }

    void stopIsCtrlCForAllThatACommandHasStarted() {
        TaskTest test;
        auto& task = test.start(
            "run", {"trap 'echo cleaned up' INT; { echo begun; sleep 98765; } | cat; echo after"});
        QVERIFY(test.until([&] { return task.says("begun"); }));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QVERIFY(task.says("cleaned up"));
        QCOMPARE(task.script->outcome(), Outcome::Cancelled);
        QVERIFY(isGone("sleep 9876[5]"));
    }

    void whatIgnoresCtrlCIsKilled() {
        TaskTest test;
        auto& task =
            test.start("run", {"trap '' INT TERM; echo begun; while :; do sleep 0.1; done"});
        QVERIFY(test.until([&] { return task.says("begun"); }));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        auto& again = test.start("run", {"trap '' INT TERM; echo begun; sleep 98764 & wait"});
        QVERIFY(test.until([&] { return again.says("begun"); }));
        again.script->stop();
        again.script->stop(); // does not wait
        QVERIFY(test.until([&] { return again.ended(); }));
        QVERIFY(isGone("sleep 9876[4]"));
    }

    void atATerminalACommandHasOneAndCtrlCIsTyped() {
        TaskTest test;
        test.heard_by = Audience::Terminal;
        auto& task = test.start(
            "run", {"trap 'echo interrupted' INT; for n in 0 1 2; do [ -t $n ] && echo $n; done; "
                    "echo to err >&2; read line; echo \"<$line>\"; sleep 98763; : < /dev/tty; "
                    "cat; echo end"});
        QVERIFY(test.until([&] { return task.says("2\r\n"); }));
        QVERIFY(task.says("0\r\n1\r\n2\r\n"));
        QVERIFY(task.script->state() == State::Running); // it is not known whether it reads
        QVERIFY(task.script->terminal_mode().lines && task.script->terminal_mode().echo);
        task.script->send_line("typed");
        QVERIFY(test.until([&] { return task.says("typed\r\n<typed>\r\n"); }));
        // What comes before it sleeps is only for the shell.
        QVERIFY(test.until([&] { return !isGone("^sleep 98763"); }));
        task.script->send_input("\x03");
        QVERIFY2(test.until([&] { return task.says("interrupted\r\n"); }), task.out.c_str());
        QVERIFY(isGone("^sleep 98763"));
        task.script->end_input();
        QVERIFY(test.until([&] { return task.ended(); }));
        QVERIFY(task.says("end\r\n"));
        QCOMPARE(task.err, std::string("to err\r\n"));
        QCOMPARE(task.status(), 0);
    }

    void itsTerminalIsAsLargeAsWhatIsShownAndTellsHowItIsTypedTo() {
        TaskTest test;
        test.heard_by = Audience::Terminal;
        auto& task = test.start(
            "run", {"stty size; stty size <&2; trap 'stty size' WINCH; stty -echo -icanon; "
                    "echo set; while :; do sleep 0.02; done"});
        QVERIFY(test.until([&] { return task.says("set\r\n"); }));
        QVERIFY(task.out.starts_with("24 80\r\n24 80\r\n"));
        QVERIFY(!task.script->terminal_mode().lines && !task.script->terminal_mode().echo);
        task.script->set_terminal_size(100, 30);
        QVERIFY(test.until([&] { return task.says("30 100\r\n"); }));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.script->outcome(), Outcome::Cancelled);
        QVERIFY(task.script->terminal_mode().lines); // there is none any more
    }

    void aTorrentAtATerminalIsHeardWhole() {
        TaskTest test;
        test.heard_by = Audience::Terminal;
        const auto& task = test.run("run", {"head -c 5000000 /dev/zero | tr '\\0' x"});
        QCOMPARE(task.out.size(), std::size_t(5'000'000));
    }

    // -- watch ----------------------------------------------------------------------------

    void changesAreTold() {
        TaskTest test;
        write("old/file");
        auto& task = test.start("watch", {path()});
        QVERIFY(test.until([&] { return !task.progress.empty(); }));
        write("old/new", "x");
        QVERIFY(test.until([&] { return task.says("written  old/new\n"); }));
        QVERIFY(QFile::rename(folder_->filePath("old/new"), folder_->filePath("name")));
        QVERIFY(test.until([&] { return task.says("renamed  old/new → name\n"); }));
        QVERIFY(QFile::remove(folder_->filePath("name")));
        QVERIFY(test.until([&] { return task.says("deleted  name\n"); }));
        write("deep/er/file"); // folders that come are watched with all they have
        QVERIFY(test.until([&] { return task.says("created  deep/er/file\n"); }));
        QVERIFY(QDir().rename(folder_->filePath("deep"), folder_->filePath("low")));
        QVERIFY(test.until([&] { return task.says("renamed  deep → low\n"); }));
        write("low/er/more");
        QVERIFY(test.until([&] { return task.says("created  low/er/more\n"); }));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.script->outcome(), Outcome::Cancelled);
    }

    void aFolderThatGoesEndsTheWatch() {
        TaskTest test;
        write("gone/file");
        auto& task = test.start("watch", {path("gone")});
        QVERIFY(test.until([&] { return !task.progress.empty(); }));
        QVERIFY(QDir(folder_->filePath("gone")).removeRecursively());
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.script->outcome(), Outcome::Failed);
        QVERIFY(task.complains("is there no more"));
    }
};

QTEST_GUILESS_MAIN(tst_Tasks)
#include "tst_tasks.moc"
