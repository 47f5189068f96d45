// SPDX-License-Identifier: MIT
#include "app/trace_export.h"

#include "loop/sleep.h"
#include "loop/trace/chrome_trace.h"
#include "widgets/session/session.h"

#include <QFileDialog>

namespace braid {

namespace {
/// Less than half a millisecond's work, compressed.
constexpr std::size_t slicesAtOnce = 500;
} // namespace

TraceExport::TraceExport(Session& session, QObject* parent)
    : QObject(parent)
    , session_(session) {}

void TraceExport::ask(QWidget* parent) {
    auto* dialog = new QFileDialog(parent, tr("Export trace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Chrome trace (*.json *.json.gz)")});
    dialog->setDefaultSuffix(QStringLiteral("json.gz"));
    dialog->selectFile(QStringLiteral("braid.json.gz"));
    connect(dialog, &QFileDialog::fileSelected, this, &TraceExport::save);
    dialog->open();
}

void TraceExport::save(const QString& file) {
    work_.start(write(file, session_.now()), "export trace");
}

Coroutine<> TraceExport::write(QString file, std::int64_t nowNs) {
    try {
        ChromeTraceWriter writer(session_.trace(), nowNs, file.toStdString());
        while (writer.write_some(slicesAtOnce)) {
            work_.say(tr("Exporting trace: %1 %").arg(int(100 * writer.progress())));
            co_await yield();
        }
    } catch (const std::exception& error) {
        emit failed(QString::fromLocal8Bit(error.what()));
        co_return;
    }
    emit saved(file);
}

} // namespace braid
