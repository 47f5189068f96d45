// SPDX-License-Identifier: MIT
#include "bridge/tasks/task_arguments.h"
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"

#include <QTest>

#include <set>

using namespace braid;

namespace {

std::string problem(std::string_view task, const std::vector<std::string>& words) {
    try {
        TaskArguments(*find_task_kind(task), words);
        return {};
    } catch (const ArgumentError& error) {
        return error.what();
    }
}

} // namespace

class tst_Arguments : public QObject {
    Q_OBJECT

private slots:
    void everyTaskHasWordsForAllAndItsDefaultsAreSound() {
        std::set<std::string> names;
        for (const TaskKind& kind : task_kinds()) {
            QVERIFY(names.insert(kind.name).second);
            QVERIFY(!kind.title.empty() && !kind.description.empty() && kind.run);
            for (const Parameter& parameter : kind.parameters) {
                QVERIFY(!parameter.title.empty() && !parameter.description.empty());
                QVERIFY(!parameter.value_name.empty());
                if (!parameter.fallback.empty())
                    QCOMPARE(parameter.problem_with(parameter.fallback), std::string());
                QVERIFY(kind.help().find(parameter.description) != std::string::npos);
            }
        }
        QVERIFY(!find_task_kind("nothing"));
    }

    void optionsAndWordsComeInAnyOrder() {
        const TaskArguments given(
            *find_task_kind("fetch"),
            {"http://a/", "--at-once=3", "--timeout", "0.5", "--", "https://b/x?y"});
        QCOMPARE(given.list("urls"), (std::vector<std::string>{"http://a/", "https://b/x?y"}));
        QCOMPARE(given.number("at-once"), 3u);
        QCOMPARE(given.time("timeout"), Duration(std::chrono::milliseconds(500)));
    }

    void aCommandHasOptionsOfItsOwn() {
        const TaskArguments given(*find_task_kind("run"), {"ls", "-l", "--all", "x"});
        QCOMPARE(given.text("command"), std::string("ls -l --all x"));
    }

    void valuesMakeTheWordsThatMakeThem() {
        const TaskKind& kind = *find_task_kind("fetch");
        const auto words = TaskArguments::words(
            kind, {{"urls", "http://a/\n http://b/"}, {"at-once", "7"}, {"timeout", ""}});
        const TaskArguments given(kind, words);
        QCOMPARE(given.list("urls"), (std::vector<std::string>{"http://a/", "http://b/"}));
        QCOMPARE(given.number("at-once"), 7u);
        QCOMPARE(given.time("timeout"), Duration(std::chrono::seconds(30)));
        const TaskKind& run = *find_task_kind("run");
        const TaskArguments command(run, TaskArguments::words(run, {{"command", "--x 'a  b'"}}));
        QCOMPARE(command.text("command"), std::string("--x 'a  b'"));
    }

    void whatIsWrongIsSaid_data() {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* task, const QStringList& words, const char* said) {
            QTest::addRow("%s %s", task, qPrintable(words.join(u' ')))
                << QString(task) << words << QString::fromUtf8(said);
        };
        row("fetch", {}, "URL: this is needed");
        row("fetch", {"example.org"}, "'example.org' begins with neither http:// nor https://");
        row("fetch", {"ftp://x/"}, "'ftp://x/' begins with neither http:// nor https://");
        row("fetch", {"http://a b/"}, "'b/' begins with neither");
        row("fetch", {"http://["}, "'http://[' is no URL");
        row("fetch", {"http:///x"}, "names no host");
        row("fetch", {"http://me:secret@x/"}, "has a user's name");
        row("fetch", {"http://x/", "--at-once", "0"}, "--at-once: at least 1");
        row("fetch", {"http://x/", "--at-once", "1.5"}, "'1.5' is no whole number");
        row("fetch", {"http://x/", "--at-once", "many"}, "'many' is no whole number");
        row("fetch", {"http://x/", "--at-once"}, "--at-once needs a value: N");
        row("fetch", {"http://x/", "--timeout", "nan"}, "'nan' is no number of seconds");
        row("fetch", {"http://x/", "--fast"}, "there is no option --fast");
        row("fetch", {"http://x/", "-j"}, "there is no option -j");
        row("serve", {"--port", "65536"}, "at most 65535");
        row("hash", {"/nowhere/at/all"}, "'/nowhere/at/all' is not there");
        row("hash", {"/etc/passwd"}, "'/etc/passwd' is no folder");
        row("hash", {"/", "/"}, "there can be only one FOLDER");
    }
    void whatIsWrongIsSaid() {
        QFETCH(QString, task);
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        std::vector<std::string> given;
        for (const QString& word : words)
            given.push_back(word.toStdString());
        const QString why = QString::fromStdString(problem(task.toStdString(), given));
        QVERIFY2(why.contains(said), qPrintable(why));
    }

    void sizesAndTimesHaveThreeDigits() {
        QCOMPARE(in_bytes(999), std::string("999 B"));
        QCOMPARE(in_bytes(1000), std::string("1.00 kB"));
        QCOMPARE(in_bytes(999'999), std::string("1.00 MB"));
        QCOMPARE(in_bytes(45'600'000), std::string("45.6 MB"));
        QCOMPARE(in_time(std::chrono::microseconds(41)), std::string("41.0 µs"));
        QCOMPARE(in_time(std::chrono::milliseconds(812)), std::string("812 ms"));
        QCOMPARE(in_time(std::chrono::seconds(200)), std::string("3 min 20 s"));
        QCOMPARE(in_time(std::chrono::seconds(3725)), std::string("1 h 2 min"));
        QCOMPARE(counted(1, "file"), std::string("1 file"));
        QCOMPARE(in_groups(12408), std::string("12\u202f408"));
    }
};

QTEST_GUILESS_MAIN(tst_Arguments)
#include "tst_arguments.moc"
