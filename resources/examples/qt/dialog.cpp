// SPDX-License-Identifier: MIT
// Dialogs that are awaited: the code reads as with exec(), but no nested event loop is opened, so
// they may be closed in any order, and closing the window ends the story that asked.

#include <QApplication>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

#include <braid/bridge/qt/dialog.h>
#include <braid/bridge/qt/event_dispatcher.h>
#include <braid/bridge/qt/owned_task.h>

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

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    Window window;
    window.show();
    return QApplication::exec();
}
