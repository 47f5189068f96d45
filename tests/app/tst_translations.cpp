// SPDX-License-Identifier: MIT
#include "app/appearance.h"
#include "app/main_window.h"
#include "app/translations.h"
#include "bridge/qt/event_dispatcher.h"
#include "widgets/session/session.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace braid;

/// The window in the languages there is a catalogue for. Whether those are complete, another test
/// says: app/catalogues.
class tst_Translations : public QObject {
    Q_OBJECT

private slots:
    void init() { QSettings().clear(); }

    void theWindowSpeaksTheLanguageOfItsUser_data() { languages(); }
    void theWindowSpeaksTheLanguageOfItsUser() {
        QFETCH(QString, language);
        QFETCH(QString, file);
        open(language);
        QCOMPARE(window_->menuBar()->actions().front()->text().remove('&'), file);
    }

    void numbersHaveTheirPlurals_data() { languages(); }
    void numbersHaveTheirPlurals() {
        QFETCH(QString, language);
        QFETCH(QString, tasks);
        const Translations translations(QLocale(language), CATALOGUES);
        const auto say = [](int n) {
            return QCoreApplication::translate("braid::LoopStatus", "%Ln task(s)", nullptr, n);
        };
        QCOMPARE(say(2), tasks);
        QVERIFY(say(1) != say(2));
    }

    void noTwoOfAMenuHaveTheSameLetter_data() { languages(); }
    void noTwoOfAMenuHaveTheSameLetter() {
        QFETCH(QString, language);
        open(language);
        check(window_->menuBar()->actions());
        for (QAction* action : window_->menuBar()->actions())
            check(action->menu()->actions());
    }

    void cleanup() {
        window_.reset();
        session_.reset();
        translations_.reset();
    }

private:
    static void languages() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("tasks");
        QTest::newRow("english") << "en_GB"
                                 << "File"
                                 << "2 tasks";
        QTest::newRow("german") << "de_AT"
                                << "Datei"
                                << "2 Tasks";
        QTest::newRow("spanish") << "es_MX"
                                 << "Archivo"
                                 << "2 tareas";
        QTest::newRow("a language without a catalogue") << "fi_FI"
                                                        << "File"
                                                        << "2 tasks";
    }
    void open(const QString& language) {
        translations_ = std::make_unique<Translations>(QLocale(language), CATALOGUES);
        session_ = std::make_unique<Session>(trace_, [] { return 0; });
        window_ = std::make_unique<MainWindow>(*session_, appearance_);
    }
    static void check(const QList<QAction*>& actions) {
        QHash<QChar, QString> owners;
        for (const QAction* action : actions) {
            const QString text = action->text().remove(QLatin1String("&&"));
            const qsizetype mark = text.indexOf('&');
            if (mark < 0)
                continue;
            const QChar letter = text[mark + 1].toUpper();
            if (owners.contains(letter))
                QTest::qFail(qPrintable(text + " and " + owners.value(letter)), __FILE__, __LINE__);
            owners.insert(letter, text);
        }
    }

    Trace trace_;
    Appearance appearance_;
    std::unique_ptr<Translations> translations_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;
};

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName("Braid");
    QCoreApplication::setApplicationName("tst_translations");
    QCoreApplication::setEventDispatcher(new EventDispatcher);
    QApplication application(argc, argv);
    tst_Translations test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_translations.moc"
