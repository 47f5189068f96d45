// SPDX-License-Identifier: MIT
#include "app/slow_work.h"

#include "bridge/qt/owned_task.h"

#include <QPointer>

#include <utility>

namespace braid {

void SlowWork::start(Coroutine<> piece, std::string name) {
    const Task<> task = create_task(this, std::move(piece), std::move(name));
    pieces_.push_back(task);
    task.add_done_callback([self = QPointer(this)](const Task<>& done) {
        if (!self)
            return;
        std::erase(self->pieces_, AnyTask(done));
        emit self->changed();
    });
    emit changed();
}

void SlowWork::cancel() {
    for (const AnyTask& piece : pieces_)
        piece.cancel();
}

void SlowWork::say(const QString& text) {
    if (text == text_)
        return;
    text_ = text;
    emit changed();
}

} // namespace braid
