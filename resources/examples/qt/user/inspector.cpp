// SPDX-License-Identifier: MIT
#include "user.h"

#include <QApplication>
#include <QPushButton>
#include <QTreeView>

namespace {

/// The part of any window that is of this class, and called so if it matters.
template<typename Widget>
Widget* findAnywhere(const QString& text) {
    for (QWidget* const widget : QApplication::allWidgets())
        if (auto* const found = qobject_cast<Widget*>(widget))
            if (text.isEmpty() || found->property("text") == text)
                return found;
    throw std::runtime_error("no window has it: " + text.toStdString());
}

} // namespace

braid::Coroutine<> use(QWidget*) {
    auto* const tasks = findAnywhere<QTreeView>({});
    auto* const count = findAnywhere<QPushButton>("Click me");
    auto* const block = findAnywhere<QPushButton>("Block the loop");
    const auto shows = [tasks](const QString& text) {
        const QAbstractItemModel& model = *tasks->model();
        return model.rowCount() > 0 && !model
                                            .match(model.index(0, 0), Qt::DisplayRole, text, 1,
                                                   Qt::MatchExactly | Qt::MatchRecursive)
                                            .isEmpty();
    };
    const auto lanes = [&] { return shows("count clicks") && shows("block the loop"); };
    co_await see(lanes);
    count->click();
    const auto counted = [count] { return count->text() == "Clicks: 1"; };
    co_await see(counted);
    block->click();
    const auto ticks = [&] { return shows("tick"); };
    co_await see(ticks);
}
