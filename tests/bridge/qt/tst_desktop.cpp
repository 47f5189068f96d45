// SPDX-License-Identifier: MIT
// A program on Braid's dispatcher beside one on Qt's own, on a real desktop, used from outside by
// mouse and keyboard. With BRAID_TEST_DISPATCHER=stock both are on Qt's own: a test of the test.
// BRAID_TEST_DESKTOP=wayland takes a Wayland compositor instead of an X server.

#include "desktop.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <memory>

namespace {

constexpr int patience_ms = 20'000;

/// The test's program (desktop_program.cpp) while it runs.
class Program {
public:
    Program(Desktop& desktop, const QString& title, bool stock)
        : desktop_(desktop)
        , title_(title)
        , process_(desktop.start(DESKTOP_PROGRAM,
                                 stock ? QStringList{title, "--stock"} : QStringList{title})) {}

    /// Reads on until the program says a line that begins like this; gives the rest of the line.
    /// Nothing if it does not.
    QString expect(const QString& beginning) {
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < patience_ms) {
            while (process_.canReadLine()) {
                const QString line = QString::fromUtf8(process_.readLine()).chopped(1);
                said_ << line;
                if (line.startsWith(beginning))
                    return line == beginning ? line : line.mid(beginning.size() + 1);
            }
            process_.waitForReadyRead(20);
        }
        qWarning() << "expected" << beginning << "but it said" << said_;
        return {};
    }
    /// True if it has said so by now.
    bool hasSaid(const QString& beginning) { return !lastSaid(beginning).isEmpty(); }
    /// The last line by now that begins so.
    QString lastSaid(const QString& beginning) {
        while (process_.canReadLine())
            said_ << QString::fromUtf8(process_.readLine()).chopped(1);
        process_.waitForReadyRead(1);
        const auto last = std::find_if(said_.rbegin(), said_.rend(), [&](const QString& line) {
            return line.startsWith(beginning);
        });
        return last == said_.rend() ? QString() : *last;
    }

    void tell(const QString& command) { process_.write(command.toUtf8() + '\n'); }

    /// Waits until its window is there.
    bool show() {
        if (expect("painted").isEmpty())
            return false;
        window_ = desktop_.waitForWindow(title_);
        return !window_.isEmpty();
    }
    /// Gives it the keyboard, and its line the focus.
    void activate() {
        desktop_.activate(window_);
        desktop_.click(where("line"));
    }

    /// Where a part of its window is on the screen.
    QPoint where(const QString& part) {
        tell("where " + part);
        const QStringList at = expect("where").split(' ');
        return desktop_.geometry(window_).topLeft() +
               QPoint(at.value(0).toInt(), at.value(1).toInt());
    }

    /// Ends it; true if it ended as it should.
    bool quit() {
        process_.closeWriteChannel();
        return process_.waitForFinished(patience_ms) &&
               process_.exitStatus() == QProcess::NormalExit && process_.exitCode() == 0;
    }

private:
    Desktop& desktop_;
    const QString title_;
    QProcess& process_;
    QString window_;
    QStringList said_;
};

class tst_Desktop : public QObject {
    Q_OBJECT

    std::unique_ptr<Desktop> desktop_;
    std::unique_ptr<Program> braid_, stock_;

    /// Those of a test in which something goes from one program to the other.
    Program& from() {
        return *(QTest::currentDataTag() == QByteArray("from stock") ? stock_ : braid_);
    }
    Program& to() { return *(&from() == braid_.get() ? stock_ : braid_); }
    static bool onWayland() { return qgetenv("BRAID_TEST_DESKTOP") == "wayland"; }
    static void bothDirections() {
        QTest::addColumn<int>("unused");
        QTest::newRow("from braid") << 0;
        QTest::newRow("from stock") << 0;
    }

private slots:
    void initTestCase() {
        const auto kind = onWayland() ? Desktop::Kind::Wayland : Desktop::Kind::X11;
        if (const QString program = Desktop::missing(kind); !program.isEmpty())
            QSKIP(qPrintable(program + " is not installed"));
        desktop_ = std::make_unique<Desktop>(kind);
        QVERIFY2(desktop_->error().isEmpty(), qPrintable(desktop_->error()));
    }
    void init() {
        const bool both_stock = qgetenv("BRAID_TEST_DISPATCHER") == "stock";
        braid_ = std::make_unique<Program>(*desktop_, "one", both_stock);
        stock_ = std::make_unique<Program>(*desktop_, "other", true);
        QVERIFY(braid_->show());
        QVERIFY(stock_->show());
    }
    void cleanup() {
        if (QTest::currentTestFailed()) {
            const QString picture = QDir::temp().filePath("desktop-failed.png");
            desktop_->savePicture(picture);
            qWarning() << "what the screen showed:" << picture;
        }
        QVERIFY(braid_->quit());
        QVERIFY(stock_->quit());
    }

    void whatIsTypedArrivesCompleteAndInOrder_data() {
        QTest::addColumn<bool>("spinning");
        QTest::newRow("at rest") << false;
        QTest::newRow("while a hundred coroutines spin") << true;
    }
    void whatIsTypedArrivesCompleteAndInOrder() {
        QFETCH(bool, spinning);
        braid_->activate();
        if (spinning) {
            braid_->tell("spin");
            QVERIFY(!braid_->expect("spinning").isEmpty());
        }
        QString text;
        for (int i = 0; i < 60; ++i)
            text += QString("%1 Braid ").arg(i);
        desktop_->type(text);
        desktop_->key("Return");
        QCOMPARE(braid_->expect("typed"), text);
        if (spinning) {
            braid_->tell("rest");
            QVERIFY(braid_->expect("rested").toInt() > 100);
        }
    }

    void aClickOpensAMenuAndEverythingGoesOn() {
        desktop_->click(braid_->where("menu"));
        QVERIFY(!braid_->expect("menu began").isEmpty());
        QVERIFY(!braid_->expect("menu alive").isEmpty());
        desktop_->key("Down");
        desktop_->key("Return");
        QVERIFY(!braid_->expect("chosen first").isEmpty());
    }

    void everythingGoesOnInTheNestedLoopOfAContextMenu() {
        desktop_->click(braid_->where("target"), 3);
        QVERIFY(!braid_->expect("context menu began").isEmpty());
        QVERIFY(!braid_->expect("context menu alive").isEmpty());
        desktop_->key("Down");
        desktop_->key("Return");
        QVERIFY(!braid_->expect("chosen second").isEmpty());
        QVERIFY(!braid_->expect("context menu ended").isEmpty());
    }

    void aDialogsNestedLoopTakesWhatIsTyped() {
        desktop_->click(braid_->where("menu"));
        QVERIFY(!braid_->expect("menu began").isEmpty());
        desktop_->key("Up");
        desktop_->key("Return");
        QVERIFY(!braid_->expect("dialog began").isEmpty());
        QVERIFY(!braid_->expect("dialog focused").isEmpty());
        QVERIFY(!braid_->expect("dialog alive").isEmpty());
        desktop_->type("the answer");
        desktop_->key("Return");
        QCOMPARE(braid_->expect("answered"), "the answer");
        QVERIFY(!braid_->expect("dialog ended").isEmpty());
    }

    void whatOneProgramCopiesTheOtherPastes_data() { bothDirections(); }
    void whatOneProgramCopiesTheOtherPastes() {
        from().activate();
        desktop_->type("a few words");
        desktop_->key("ctrl+a");
        desktop_->key("ctrl+c");
        QVERIFY(!from().expect("clipboard own").isEmpty());
        to().activate();
        QTRY_VERIFY(to().hasSaid("clipboard other's"));
        desktop_->key("ctrl+v");
        desktop_->key("Return");
        QCOMPARE(to().expect("typed"), "a few words");
    }

    void megabytesArePastedPieceByPiece_data() { bothDirections(); }
    void megabytesArePastedPieceByPiece() {
        // Far more than one request of X holds: the owner has to send it in parts, each when the
        // one before has been fetched, beside everything else.
        from().tell("spin");
        QVERIFY(!from().expect("spinning").isEmpty());
        from().activate();
        desktop_->key("F5");
        const QString copied = from().expect("copied");
        QVERIFY(copied.section(' ', 0, 0).toInt() >= 4'000'000);
        to().activate();
        QTRY_VERIFY(to().hasSaid("clipboard other's"));
        // Qt gives up on a Wayland clipboard after a second without bytes (QWaylandMimeData), which
        // a busy machine may take for itself. Then, as a person would, once more.
        QString pasted;
        for (int attempt = 0; attempt < 10 && (pasted.isEmpty() || pasted.startsWith("0 "));
             ++attempt) {
            desktop_->key("F6");
            pasted = to().expect("pasted");
        }
        QCOMPARE(pasted, copied);
    }

    void aDragEndsWhereItIsDropped_data() {
        bothDirections();
        QTest::newRow("within braid") << 0;
    }
    void aDragEndsWhereItIsDropped() {
        const bool within = QTest::currentDataTag() == QByteArray("within braid");
        if (onWayland() && !within)
            QSKIP("weston in X11 windows keeps a pointer with a held button in the window where it "
                  "was pressed: what it reports ends there (x = 599 of 600), for Qt's own "
                  "dispatcher too");
        Program& there = within ? from() : to();
        const QPoint target = there.where("target");
        desktop_->moveMouse(from().where("source"));
        desktop_->pressButton();
        desktop_->moveMouse(target);
        QVERIFY(!from().expect("drag began").isEmpty());
        QVERIFY(!from().expect("drag alive").isEmpty());
        // The hand does not keep quite still until it sees that a drop would do something here: on
        // its way it may have been over a place of its own program that takes it, too.
        const auto wouldDrop = [&] {
            return there.hasSaid("drag entered") &&
                   from().lastSaid("drop would") == "drop would copy";
        };
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; !wouldDrop() && clock.elapsed() < patience_ms; ++i)
            desktop_->moveMouse(target + QPoint(i % 2, 0));
        QVERIFY(wouldDrop());
        desktop_->releaseButton();
        QCOMPARE(there.expect("dropped"),
                 QString("dragged by %1").arg(&from() == braid_.get() ? "one" : "other"));
        QVERIFY(!from().expect("drop copied").isEmpty());
        QVERIFY(!from().expect("drag ended").isEmpty());
    }

    void aDragThatEndsNowhereIsRefused() {
        desktop_->moveMouse(braid_->where("source"));
        desktop_->pressButton();
        desktop_->moveMouse({1270, 20});
        QVERIFY(!braid_->expect("drag alive").isEmpty());
        desktop_->releaseButton();
        QVERIFY(!braid_->expect("drop refused").isEmpty());
    }
};

} // namespace

QTEST_GUILESS_MAIN(tst_Desktop)

#include "tst_desktop.moc"
