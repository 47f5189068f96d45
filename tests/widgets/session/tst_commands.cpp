// SPDX-License-Identifier: MIT
#include "widgets/session/command.h"
#include "widgets/session/find_commands.h"

#include <QSignalSpy>
#include <QTest>

using namespace braid;

namespace {

Command command(const QString& id, const QString& text, Command::Category category) {
    return {.id = id, .category = category, .text = text, .tip = text, .run = [] {}};
}

QStringList idsOf(const std::vector<FoundCommand>& found) {
    QStringList ids;
    for (const FoundCommand& one : found)
        ids << one.id;
    return ids;
}

} // namespace

class tst_Commands : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        using Category = Command::Category;
        commands_.add({command("file.open", "&Open…", Category::File),
                       command("file.save", "Save && &export", Category::File),
                       command("run.stop", "Stop this &script", Category::Run),
                       command("run.stopAll", "&Stop all", Category::Run),
                       command("view.fit", "&Fit", Category::View)});
    }

    void namesAreWithoutWhatOnlyMenusNeed() {
        QCOMPARE(commands_.find("file.save")->name(), "Save & export");
        QCOMPARE(commands_.find("run.stop")->title(), "Run: Stop this script");
        Command below = command("a", "&Dark", Command::Category::View);
        below.submenu = "&Colours";
        QCOMPARE(below.title(), "View: Colours: Dark");
    }

    void whatIsNotEnabledIsNotDone() {
        int done = 0;
        bool enabled = false;
        Commands commands;
        commands.add({{.id = "a", .run = [&] { ++done; }, .isEnabled = [&] { return enabled; }}});
        QVERIFY(!commands.trigger("a"));
        QVERIFY(!commands.trigger("no such"));
        enabled = true;
        QVERIFY(commands.trigger("a"));
        QCOMPARE(done, 1);
    }

    void aListThatChangesStaysInItsPlace() {
        using Category = Command::Category;
        Commands commands;
        commands.add({command("open", "", Category::File), command("quit", "", Category::File)});
        QSignalSpy changed(&commands, &Commands::listChanged);
        const auto ids = [&] {
            QStringList all;
            for (const Command& c : commands.all())
                all << c.id;
            return all.join(' ');
        };
        commands.replace(
            "recent.",
            {command("recent.1", "", Category::File), command("recent.2", "", Category::File)},
            "open");
        QCOMPARE(ids(), "open recent.1 recent.2 quit");
        commands.replace("recent.", {command("recent.3", "", Category::File)}, "open");
        QCOMPARE(ids(), "open recent.3 quit");
        commands.replace("recent.", {}, "open");
        QCOMPARE(ids(), "open quit");
        QCOMPARE(changed.size(), 3);
    }

    void aCommandMayChangeTheListThatItIsIn() {
        Commands commands;
        commands.add({{.id = "recent.1", .run = [&] { commands.replace("recent.", {}, ""); }}});
        QVERIFY(commands.trigger("recent.1"));
        QVERIFY(commands.all().empty());
    }

    void allAreFoundByNothing() {
        QCOMPARE(idsOf(findCommands(commands_, "")),
                 (QStringList{"file.open", "file.save", "run.stop", "run.stopAll", "view.fit"}));
    }

    void lettersFindTheBeginningsOfWordsFirst_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("best");
        QTest::newRow("letters of words") << "rsa"
                                          << "run.stopAll";
        QTest::newRow("together") << "stop a"
                                  << "run.stopAll";
        QTest::newRow("menu and name") << "run script"
                                       << "run.stop";
        QTest::newRow("any case") << "FIT"
                                  << "view.fit";
        QTest::newRow("in the middle") << "xpor"
                                       << "file.save";
    }
    void lettersFindTheBeginningsOfWordsFirst() {
        QFETCH(QString, typed);
        QFETCH(QString, best);
        const auto found = findCommands(commands_, typed);
        QVERIFY(!found.empty());
        QCOMPARE(found.front().id, best);
        QString marked;
        for (const int mark : found.front().marks)
            marked += found.front().title[mark];
        QCOMPARE(marked.toLower(), typed.toLower().remove(' '));
    }

    void whatDoesNotFitIsNotThere() {
        QVERIFY(findCommands(commands_, "zzz").empty());
        QCOMPARE(idsOf(findCommands(commands_, "this")), QStringList{"run.stop"});
    }

    void scatteredLettersFindNothing() {
        QVERIFY(findCommands(commands_, "soa").empty());
        QCOMPARE(idsOf(findCommands(commands_, "stop")), (QStringList{"run.stop", "run.stopAll"}));
    }

    void filesComeBehindCommandsThatFitAsWell() {
        Commands commands;
        Command file = command("recent", "/stop_p.py", Command::Category::Run);
        file.submenu = "Recent";
        commands.add({file, command("run.stopAll", "Stop all", Command::Category::Run)});
        QCOMPARE(idsOf(findCommands(commands, "stop")), (QStringList{"run.stopAll", "recent"}));
        QCOMPARE(idsOf(findCommands(commands, "")), (QStringList{"run.stopAll", "recent"}));
        QCOMPARE(findCommands(commands, "py").front().nameBegin, 13);
        const std::vector<int> together{14, 15, 16, 17};
        QCOMPARE(findCommands(commands, "stop").back().marks, together);
    }

    void whatCannotBeDoneIsNotThere() {
        bool enabled = false;
        Commands commands;
        commands.add({{.id = "a", .text = "Open", .isEnabled = [&] { return enabled; }}});
        QVERIFY(findCommands(commands, "open").empty());
        enabled = true;
        QCOMPARE(findCommands(commands, "open").size(), std::size_t(1));
    }

    void whatWasUsedLastComesFirstAmongEquals() {
        QCOMPARE(idsOf(findCommands(commands_, "", {"view.fit", "run.stop"})).mid(0, 3),
                 (QStringList{"view.fit", "run.stop", "file.open"}));
    }

private:
    Commands commands_;
};

QTEST_GUILESS_MAIN(tst_Commands)
#include "tst_commands.moc"
