// SPDX-License-Identifier: MIT
#include "widgets/message_bar.h"
#include "widgets/message_log.h"

#include <QAction>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace braid;
using Kind = Message::Kind;

class tst_MessageBar : public QObject {
    Q_OBJECT

private slots:
    void init() {
        window_ = std::make_unique<QWidget>();
        bar_ = new MessageBar;
        log_ = new MessageLog;
        auto* layout = new QVBoxLayout(window_.get());
        layout->addWidget(bar_);
        layout->addWidget(log_, 1);
        QObject::connect(bar_, &MessageBar::told, log_, &MessageLog::add);
        window_->resize(600, 600);
        window_->show();
    }

    void noMessageHidesAnother() {
        QVERIFY(!bar_->isVisible());
        bar_->showMessage(Kind::Warning, "Not opened: gone.py (not there)");
        bar_->showMessage(Kind::Notice, "Running fetch.py");
        bar_->showMessage(Kind::Warning, "broken.py failed");
        QCOMPARE(bar_->count(), 3);
        QCOMPARE(bar_->text(),
                 "broken.py failed\nRunning fetch.py\nNot opened: gone.py (not there)");
        QCOMPARE(bar_->kind(), Kind::Warning);
        for (Message* message : bar_->findChildren<Message*>()) {
            QVERIFY(message->isVisible());
            QTRY_VERIFY(message->visibleRegion().boundingRect() == message->rect());
        }
    }

    void eachIsClosedByItsOwnCross() {
        bar_->showMessage(Kind::Notice, "one");
        bar_->showMessage(Kind::Notice, "two");
        for (Message* message : bar_->findChildren<Message*>())
            if (message->text() == "one")
                message->findChild<QToolButton*>()->click();
        QCOMPARE(bar_->text(), "two");
        bar_->closeAll();
        QVERIFY(!bar_->isVisible());
    }

    void whatIsBroughtUpToDateIsNoNews() {
        const int message = bar_->showMessage(Kind::Notice, "Running 2 scripts");
        bar_->updateMessage(message, "Running fetch.py");
        QCOMPARE(bar_->text(), "Running fetch.py");
        QCOMPARE(bar_->findChild<Message*>()->accessibleName(), "Running fetch.py");
        QCOMPARE(log_->count(), 1);
        bar_->closeMessage(message);
        bar_->updateMessage(message, "Running nothing");
        QVERIFY(!bar_->isVisible());
    }

    void whatIsSaidCanBeReadAgain() {
        const int first = bar_->showMessage(Kind::Notice, "Running fetch.py");
        bar_->changeMessage(first, Kind::Warning, "fetch.py failed");
        bar_->closeAll();
        QCOMPARE(log_->count(), 2);
        QVERIFY(log_->item(0)->text().contains("Running fetch.py"));
        QVERIFY(log_->item(1)->data(Qt::AccessibleTextRole).toString().contains("Warning"));
    }

    void aChangeOfWhatWasClosedIsSaidAnew() {
        const int first = bar_->showMessage(Kind::Notice, "Running fetch.py");
        bar_->closeMessage(first);
        bar_->changeMessage(first, Kind::Warning, "fetch.py failed");
        QCOMPARE(bar_->text(), "fetch.py failed");
        QVERIFY(bar_->isVisible());
    }

    void whatIsSaidAlreadyIsNotSaidTwice() {
        for (int i = 0; i < 3; ++i)
            bar_->showMessage(Kind::Warning, "broken.py failed");
        QCOMPARE(bar_->count(), 1);
        QCOMPARE(log_->count(), 3);
    }

    void thereIsNoEndlessHeap() {
        for (int i = 0; i < MessageLog::most + 10; ++i)
            bar_->showMessage(Kind::Notice, QString("message %1").arg(i));
        QCOMPARE(bar_->count(), MessageBar::most);
        QCOMPARE(log_->count(), MessageLog::most);
        QTRY_VERIFY(bar_->height() <= window_->height() / 3);
    }

    void aLongMessageIsShownWhole() {
        bar_->showMessage(Kind::Notice, QString("a long sentence ").repeated(40));
        const auto fits = [&] {
            const Message* const message = bar_->findChild<Message*>();
            return message->height() >= message->heightForWidth(message->width()) &&
                   message->height() <= bar_->height();
        };
        QTRY_VERIFY(fits());
    }

    void cleanup() { window_.reset(); }

private:
    std::unique_ptr<QWidget> window_;
    MessageBar* bar_ = nullptr;
    MessageLog* log_ = nullptr;
};

QTEST_MAIN(tst_MessageBar)
#include "tst_message_bar.moc"
