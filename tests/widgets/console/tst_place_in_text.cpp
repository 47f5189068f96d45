// SPDX-License-Identifier: MIT
#include "widgets/console/place_in_text.h"

#include <QTest>

using namespace braid;

class tst_PlaceInText : public QObject {
    Q_OBJECT

private slots:
    void placesAreFound_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("line");
        QTest::newRow("traceback") << "  File \"/home/me/a b.py\", line 12, in f"
                                   << "/home/me/a b.py" << 12;
        QTest::newRow("group") << "  | File \"x.py\", line 3, in <module>"
                               << "x.py" << 3;
        QTest::newRow("compiler") << "src/a.c:14:3: error: x"
                                  << "src/a.c" << 14;
        QTest::newRow("warning") << "/tmp/w.py:2: DeprecationWarning: y"
                                 << "/tmp/w.py" << 2;
        QTest::newRow("a time is none") << "at 12:30 it was" << QString() << 0;
        QTest::newRow("an address is none") << "http://localhost:8080/" << QString() << 0;
        QTest::newRow("nothing") << "hello" << QString() << 0;
    }
    void placesAreFound() {
        QFETCH(QString, text);
        QFETCH(QString, file);
        const auto place = PlaceInText::find(text);
        QCOMPARE(place.has_value(), !file.isEmpty());
        if (!place)
            return;
        QCOMPARE(place->file, file);
        QTEST(place->line, "line");
        QVERIFY(text.mid(place->start, place->end - place->start).contains(file));
    }

    void librariesAreTold() {
        const auto inLibrary = [](const QString& file) {
            return PlaceInText{file, 1, 0, 0, true}.isInLibrary();
        };
        QVERIFY(inLibrary("/usr/lib/python3.11/asyncio/base_events.py"));
        QVERIFY(inLibrary("/home/me/.venv/lib/python3.11/site-packages/aiohttp/client.py"));
        QVERIFY(inLibrary("<frozen importlib._bootstrap>"));
        QVERIFY(!inLibrary("/home/me/fetch.py"));
        QVERIFY(!inLibrary("fetch.py"));
    }
};

QTEST_GUILESS_MAIN(tst_PlaceInText)
#include "tst_place_in_text.moc"
