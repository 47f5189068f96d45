// SPDX-License-Identifier: MIT
#include "app/trace_comparison.h"

#include "loop/sleep.h"
#include "loop/trace/trace_import.h"
#include "widgets/session/session.h"
#include "widgets/visible_marks.h"

#include <QFileDialog>
#include <QFileInfo>

namespace braid {

namespace {
/// A few milliseconds' work.
constexpr std::size_t bytesAtOnce = 200'000;
} // namespace

TraceComparison::TraceComparison(Session& session, QObject* parent)
    : QObject(parent)
    , session_(session) {}

void TraceComparison::ask(QWidget* parent) {
    auto* dialog = new QFileDialog(parent, tr("Compare with a trace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Traces (*.json *.json.gz)")});
    connect(dialog, &QFileDialog::fileSelected, this, &TraceComparison::compareWith);
    dialog->open();
}

void TraceComparison::compareWith(const QString& file) {
    work_.start(read(file), "compare traces");
}

Coroutine<> TraceComparison::read(QString file) {
    const QString name = withVisibleMarks(QFileInfo(file).fileName());
    try {
        TraceImport other(file.toStdString());
        while (other.read_some(bytesAtOnce)) {
            work_.say(tr("Reading %1: %2 %").arg(name).arg(int(100 * other.progress())));
            co_await yield();
        }
        if (!other.problem().empty())
            emit failed(tr("%1 is %2. What could be read is compared.")
                            .arg(name, QString::fromStdString(other.problem())));
        emit compared(compare(other.trace(), other.end_ns(), session_.trace(), session_.present()),
                      name);
    } catch (const std::exception& error) {
        emit failed(QString::fromLocal8Bit(error.what()));
    }
}

} // namespace braid
