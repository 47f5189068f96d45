// SPDX-License-Identifier: MIT
// A download with a progress bar and a button that cancels it.

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <braid/bridge/qt/event_dispatcher.h>
#include <braid/bridge/qt/network_reply.h>
#include <braid/bridge/qt/owned_task.h>

class Window : public QWidget {
public:
    Window() {
        auto* layout = new QVBoxLayout(this);
        for (QWidget* widget : std::initializer_list<QWidget*>{url_, start_, bar_, cancel_, label_})
            layout->addWidget(widget);
        braid::connectTask(start_, &QPushButton::clicked, this, &Window::download);
    }

private:
    // Deleting the window ends the task, and with it the request.
    braid::Coroutine<> download() {
        start_->setEnabled(false);
        const std::unique_ptr<QNetworkReply> reply(
            network_->get(QNetworkRequest(QUrl(url_->text()))));
        connect(reply.get(), &QNetworkReply::downloadProgress, this, &Window::showProgress);
        connect(cancel_, &QPushButton::clicked, reply.get(), &QNetworkReply::abort);
        try {
            co_await braid::finished(reply.get());
            label_->setText(QString("%1 bytes").arg(reply->readAll().size()));
        } catch (const braid::NetworkError& error) {
            label_->setText(error.what());
        }
        start_->setEnabled(true);
    }
    void showProgress(qint64 received, qint64 total) {
        bar_->setMaximum(int(total));
        bar_->setValue(int(received));
    }

    QNetworkAccessManager* network_ = new QNetworkAccessManager(this);
    QLineEdit* url_ = new QLineEdit("https://www.debian.org/");
    QPushButton* start_ = new QPushButton("Download");
    QProgressBar* bar_ = new QProgressBar;
    QPushButton* cancel_ = new QPushButton("Cancel");
    QLabel* label_ = new QLabel;
};

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    Window window;
    window.show();
    return QApplication::exec();
}
