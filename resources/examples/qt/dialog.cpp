// Dialogs that are awaited: the code reads as with exec(), but no nested event loop is opened, so
// they may be closed in any order, and closing the window ends the story that asked.

#include <QApplication>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <bridge/qt/dialog.h>
#include <bridge/qt/event_dispatcher.h>
#include <bridge/qt/owned_task.h>

class Window : public QPushButton {
public:
    Window() {
        setText("Ask me");
        braid::connectTask(this, &QPushButton::clicked, this, &Window::ask);
    }

private:
    braid::Coroutine<> ask() {
        QInputDialog question(this);
        question.setLabelText("What is your name?");
        const int answer = co_await braid::finished(&question);
        if (answer == QDialog::Rejected)
            co_return;
        QMessageBox greeting(QMessageBox::Information, "Hello", "Hello, " + question.textValue(),
                             QMessageBox::Ok, this);
        co_await braid::finished(&greeting);
        setText(question.textValue() + " was here");
    }
};

/// Answers the dialogs as a person would.
void answerForTheTest(Window* window) {
    auto* timer = new QTimer(window);
    QObject::connect(timer, &QTimer::timeout, window, [window] {
        if (auto* question = window->findChild<QInputDialog*>()) {
            question->setTextValue("Ada");
            question->accept();
        }
        if (auto* greeting = window->findChild<QMessageBox*>())
            greeting->button(QMessageBox::Ok)->click();
        if (window->text() == "Ada was here")
            QCoreApplication::quit();
    });
    timer->start(20);
    window->click();
}

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    Window window;
    window.show();
    if (QCoreApplication::arguments().contains("--test"))
        answerForTheTest(&window);
    return QApplication::exec();
}
