// SPDX-License-Identifier: MIT
#include "widgets/notes/note_pane.h"

#include "widgets/notes/note_view.h"
#include "widgets/session/session.h"
#include "widgets/wording.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>

namespace braid {

NotePane::NotePane(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , buttons_(new QHBoxLayout)
    , tabs_(new QTabWidget) {
    tabs_->setDocumentMode(true);
    tabs_->setTabsClosable(true);
    tabs_->setMovable(true);
    tabs_->setElideMode(Qt::ElideMiddle);
    tabs_->tabBar()->setDrawBase(false);
    tabs_->tabBar()->setExpanding(false);
    tabs_->tabBar()->setAccessibleName(tr("Open notes"));
    buttons_->setContentsMargins(8, 2, 8, 2);
    buttons_->setSpacing(4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(buttons_);
    layout->addWidget(tabs_, 1);
    setFocusProxy(tabs_);
    connect(tabs_, &QTabWidget::currentChanged, this, &NotePane::changed);
    connect(tabs_, &QTabWidget::tabCloseRequested, this, &NotePane::close);
}

NotePane::~NotePane() {
    // Dying tabs tell of it, when nothing is left of this but a QWidget.
    tabs_->disconnect(this);
}

void NotePane::addButtons(const QList<QAction*>& actions) {
    for (QAction* const action : actions) {
        auto* const button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        buttons_->addWidget(button);
    }
    buttons_->addStretch(1);
}

int NotePane::count() const { return tabs_->count(); }

NoteView* NotePane::viewAt(int index) const { return static_cast<NoteView*>(tabs_->widget(index)); }

NoteView* NotePane::view() const { return viewAt(tabs_->currentIndex()); }

void NotePane::open(const std::filesystem::path& file) {
    const auto path = std::filesystem::absolute(file).lexically_normal();
    for (int i = 0; i < tabs_->count(); ++i)
        if (viewAt(i)->note().file() == path) {
            tabs_->setCurrentIndex(i);
            viewAt(i)->note().lookAtDisk();
            return;
        }
    auto* const view = new NoteView(session_, path);
    connect(view, &NoteView::changed, this, &NotePane::changed);
    connect(view, &NoteView::linkActivated, this,
            [this, view](const QUrl& link) { follow(*view, link); });
    QString name = toShown(path.filename().string());
    name.replace(QLatin1Char('&'), QLatin1String("&&"));
    const int index = tabs_->addTab(view, name);
    tabs_->setTabToolTip(index, asToolTip(toShown(path.string())));
    tabs_->setCurrentIndex(index);
    emit changed();
}

void NotePane::close(int index) {
    QWidget* const gone = tabs_->widget(index);
    tabs_->removeTab(index);
    delete gone;
    emit changed();
}

void NotePane::closeNote() {
    if (view())
        close(tabs_->currentIndex());
}

void NotePane::follow(const NoteView& view, const QUrl& link) {
    if (!link.isRelative() && !link.isLocalFile()) {
        QDesktopServices::openUrl(link);
        return;
    }
    const QDir folder(QString::fromStdString(view.note().file().parent_path().string()));
    const QString path = link.isLocalFile() ? link.toLocalFile() : folder.filePath(link.path());
    if (!link.path().isEmpty() && QFileInfo(path).isFile())
        emit fileWanted(path);
}

} // namespace braid
