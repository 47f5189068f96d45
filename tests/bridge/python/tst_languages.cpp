// SPDX-License-Identifier: MIT
// Python beside another language: they share the turns and nothing else.
#include "bridge/python/python_engine.h"
#include "gathering.h"
#include "small_language.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace braid;
using namespace std::chrono_literals;

namespace {

struct Languages : Gathering {
    ScriptTurns turns{loop};
    PythonEngine python{turns, trace};
    small::Engine small{turns, trace};
    QTemporaryDir directory;
    std::vector<std::unique_ptr<Script>> scripts;

    ~Languages() override {
        scripts.clear();
        python.shut_down(5s);
        small.shut_down(5s);
    }
    Script& start_python(const QByteArray& source) {
        QFile file(directory.filePath("script.py"));
        if (!file.open(QFile::WriteOnly) || file.write(source) != source.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.close();
        scripts.push_back(python.load(file.fileName().toStdString(), {}, *this));
        scripts.back()->start();
        return *scripts.back();
    }
    Script& start_small(small::Function function) {
        small.add("script.small", std::move(function));
        scripts.push_back(small.load("script.small", {}, *this));
        scripts.back()->start();
        return *scripts.back();
    }
};

} // namespace

class LanguagesTest : public QObject {
    Q_OBJECT

private slots:
    void another_language_goes_on_beside_python_that_computes() {
        Languages t;
        Script& python = t.start_python("import time\n"
                                        "end = time.monotonic() + 1\n"
                                        "while time.monotonic() < end: pass\n"
                                        "print('done')\n");
        int turns = 0;
        Script& other = t.start_small([&](small::Program& p) {
            while (python.state() != Script::State::Ended) {
                ++turns;
                p.rest(1ms);
            }
        });
        QVERIFY(t.finish(python));
        QVERIFY(t.finish(other));
        QCOMPARE(t.all(python), "done\n");
        QVERIFY2(turns >= 10, qPrintable(QString::number(turns)));
    }

    void python_goes_on_beside_another_language_that_computes() {
        Languages t;
        Script& python = t.start_python("import asyncio\n"
                                        "async def main():\n"
                                        "    for n in range(20): await asyncio.sleep(0.001)\n"
                                        "asyncio.run(main())\n"
                                        "print('done')\n");
        Script& other = t.start_small([&](small::Program& p) {
            while (python.state() != Script::State::Ended)
                p.step();
        });
        QVERIFY(t.finish(python));
        QCOMPARE(t.all(python), "done\n");
        QVERIFY(t.finish(other));
        QVERIFY(t.small.program("script.small").times_preempted > 0);
    }

    void python_may_be_entered_inside_a_loop_that_another_language_opened() {
        Languages t;
        Script& other = t.start_small([&](small::Program&) {
            Script& python = t.start_python("import asyncio\n"
                                            "asyncio.run(asyncio.sleep(0.01))\n"
                                            "print('inside')\n");
            t.finish(python);
        });
        QVERIFY(t.finish(other));
        QCOMPARE(t.all(*t.scripts.back()), "inside\n");
    }

    void either_is_shut_down_for_itself() {
        Languages t;
        Script& python = t.start_python("import time\ntime.sleep(100)\n");
        Script& other = t.start_small([](small::Program& p) { p.rest(100s); });
        t.turn();
        QVERIFY(t.python.shut_down(5s));
        QCOMPARE(python.state(), Script::State::Ended);
        QCOMPARE(other.state(), Script::State::Running);
        QVERIFY(t.small.shut_down(5s));
        QCOMPARE(other.state(), Script::State::Ended);
    }
};

QTEST_GUILESS_MAIN(LanguagesTest)
#include "tst_languages.moc"
