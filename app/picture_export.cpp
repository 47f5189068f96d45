// SPDX-License-Identifier: MIT
#include "app/picture_export.h"

#include "widgets/session/session.h"
#include "widgets/tasks/tasks_view.h"
#include "widgets/timeline/figure.h"
#include "widgets/wording.h"

#include <QFileDialog>

namespace braid {

PictureExport::PictureExport(Session& session, TasksView& view, QObject* parent)
    : QObject(parent)
    , session_(session)
    , view_(view) {}

void PictureExport::ask(QWidget* parent) {
    auto* dialog = new QFileDialog(parent, tr("Save picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Pictures (*.svg *.png)")});
    dialog->setDefaultSuffix(QStringLiteral("svg"));
    dialog->selectFile(QStringLiteral("braid.svg"));
    connect(dialog, &QFileDialog::fileSelected, this, &PictureExport::save);
    dialog->open();
}

void PictureExport::save(const QString& file) {
    Figure::Content content{.rows = view_.visibleRows(),
                            .span = session_.range().span(),
                            .nowNs = session_.present(),
                            .originNs = session_.origin(),
                            .path = session_.path().stretches()};
    QStringList scripts;
    for (const TimelineRow& row : content.rows)
        if (const Strand* const strand = session_.trace().find(row.strand);
            strand && !scripts.contains(nameOf(session_.trace(), *strand)))
            scripts << nameOf(session_.trace(), *strand);
    content.title = scripts.join(QStringLiteral(", "));
    const Figure figure(session_.trace(), std::move(content), Theme::of(view_.palette()).kind(),
                        view_.width());
    if (figure.save(file))
        emit saved(file);
    else
        emit failed(tr("%1 could not be written").arg(file));
}

} // namespace braid
