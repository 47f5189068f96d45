// SPDX-License-Identifier: MIT
// Braid's panes in somebody's own program: one line, and its coroutines have rows.
#include <QApplication>
#include <QTreeView>

#include <braid/bridge/qt/event_dispatcher.h>
#include <braid/loop/sleep.h>
#include <braid/loop/task.h>
#include <braid/widgets/inspector/inspector.h>

using namespace std::chrono_literals;

bool has_row(const QWidget& window, const QString& text) {
    for (const QTreeView* tree : window.findChildren<QTreeView*>()) {
        const QAbstractItemModel& model = *tree->model();
        if (tree->accessibleName() == "Tasks" && model.rowCount() > 0 &&
            !model
                 .match(model.index(0, 0), Qt::DisplayRole, text, 1,
                        Qt::MatchExactly | Qt::MatchRecursive)
                 .isEmpty())
            return true;
    }
    return false;
}

braid::Coroutine<> work() { co_await braid::sleep(1h); }

braid::Coroutine<> look(const braid::Inspector* inspector) {
    for (int i = 0; i < 1000 && !has_row(*inspector, "outside work"); ++i)
        co_await braid::sleep(10ms);
    QCoreApplication::exit(has_row(*inspector, "outside work") ? 0 : 1);
}

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    const auto task = braid::create_task(work(), "outside work");
    braid::create_task(look(braid::Inspector::open()));
    return QApplication::exec();
}
