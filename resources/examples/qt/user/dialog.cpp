// SPDX-License-Identifier: MIT
#include "user.h"

#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

braid::Coroutine<> use(QWidget* window) {
    auto* const button = qobject_cast<QPushButton*>(window);
    button->click();
    const auto asked = [window] { return window->findChild<QInputDialog*>() != nullptr; };
    co_await see(asked);
    auto* const question = find<QInputDialog>(window);
    question->setTextValue("Ada");
    question->accept();
    const auto greeted = [window] { return window->findChild<QMessageBox*>() != nullptr; };
    co_await see(greeted);
    find<QMessageBox>(window)->button(QMessageBox::Ok)->click();
    const auto done = [button] { return button->text() == "Ada was here"; };
    co_await see(done);
}
