// SPDX-License-Identifier: MIT
#include "app/trace_export.h"

#include "loop/trace/chrome_trace.h"
#include "widgets/session/session.h"

#include <QFileDialog>

namespace braid {

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
    try {
        write_chrome_trace(session_.trace(), session_.now(), file.toStdString());
    } catch (const std::exception& error) {
        emit failed(QString::fromLocal8Bit(error.what()));
        return;
    }
    emit saved(file);
}

} // namespace braid
