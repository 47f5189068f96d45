// SPDX-License-Identifier: MIT
#include "widgets/source/source_tab.h"

#include "widgets/message.h"
#include "widgets/source/source_editor.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QVBoxLayout>

namespace braid {

namespace {
constexpr int pauseMs = 1000;
/// Others may write a file in several steps.
constexpr int settleMs = 50;
} // namespace

SourceTab::SourceTab(const QString& path, const QString& unsaved, QWidget* parent)
    : QWidget(parent)
    , path_(path)
    , unsaved_(unsaved, path)
    , message_(new Message)
    , reload_(action(tr("Reload"), &SourceTab::reload))
    , keepMine_(action(tr("Keep mine"), &SourceTab::keepMine))
    , discard_(action(tr("Discard"), &SourceTab::reload))
    , editAnyway_(new QAction(tr("Edit anyway"), this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(message_);
    message_->hide();
    connect(message_, &Message::closed, message_, &QWidget::hide);
    for (QTimer* timer : {&keepTimer_, &lookTimer_})
        timer->setSingleShot(true);
    keepTimer_.setInterval(pauseMs);
    lookTimer_.setInterval(settleMs);
    connect(&keepTimer_, &QTimer::timeout, this, &SourceTab::keep);
    connect(&lookTimer_, &QTimer::timeout, this, &SourceTab::lookAtDisk);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, &lookTimer_, qOverload<>(&QTimer::start));
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &lookTimer_,
            qOverload<>(&QTimer::start));
    load();
}

SourceTab::~SourceTab() { keep(); }

QAction* SourceTab::action(const QString& text, void (SourceTab::*run)()) {
    auto* made = new QAction(text, this);
    connect(made, &QAction::triggered, this, run);
    return made;
}

void SourceTab::load() {
    SourceRead read = readSource(path_);
    const auto kept = unsaved_.kept();
    if (!read.file && !(kept && !QFileInfo::exists(path_))) {
        auto* why = new QLabel(read.problem);
        why->setTextFormat(Qt::PlainText);
        why->setAlignment(Qt::AlignCenter);
        why->setWordWrap(true);
        why->setFocusPolicy(Qt::StrongFocus);
        layout()->addWidget(why);
        setFocusProxy(why);
        return;
    }
    if (read.file)
        file_ = *std::move(read.file);
    editor_ = new SourceEditor(path_);
    layout()->addWidget(editor_);
    setFocusProxy(editor_);
    editor_->setLanguage(path_, file_.text);
    editor_->showText(file_.text);
    editor_->SendScintilla(QsciScintillaBase::SCI_EMPTYUNDOBUFFER);
    editor_->setModified(false);
    editor_->savedOrLoaded();
    if (!file_.notice.isEmpty())
        say(true, file_.notice);
    if (kept && kept->text != file_.text) {
        editor_->showText(kept->text);
        keptText_ = kept->text;
        if (!read.file)
            say(true, tr("%1 is gone from the disk; what was not saved is here").arg(path_));
        else if (kept->digest != file_.digest)
            say(true,
                tr("Not saved last time, and the file has changed since: to save writes it "
                   "over"),
                {discard_});
        else
            say(false, tr("Not saved last time"), {discard_});
    } else if (isSystemSource(path_)) {
        saySystem();
    }
    connect(editor_, &QsciScintilla::modificationChanged, this, &SourceTab::modifiedChanged);
    connect(editor_, &QsciScintilla::textChanged, &keepTimer_, qOverload<>(&QTimer::start));
    watch();
}

void SourceTab::saySystem() {
    editor_->setReadOnly(true);
    connect(editAnyway_, &QAction::triggered, this, [this] {
        editor_->setReadOnly(false);
        message_->hide();
        editor_->setFocus();
    });
    say(false, tr("This is a file of the system"), {editAnyway_});
}

void SourceTab::say(bool warns, const QString& text, const QList<QAction*>& actions) {
    message_->setMessage(warns ? Message::Kind::Warning : Message::Kind::Notice, text, actions);
    message_->show();
}

QString SourceTab::message() const { return message_->isHidden() ? QString() : message_->text(); }

bool SourceTab::isModified() const { return editor_ && editor_->isModified(); }

// -- saving -------------------------------------------------------------------------------------

bool SourceTab::save() {
    if (!editor_ || editor_->isReadOnly())
        return false;
    const QByteArray disk = digestOfSource(path_);
    if (!disk.isEmpty() && disk != file_.digest && !(mine_ && disk == othersDigest_)) {
        othersDigest_.clear();
        lookAtDisk();
        return false;
    }
    if (const QString problem = writeSource(path_, editor_->text(), file_); !problem.isEmpty()) {
        say(true, problem);
        return false;
    }
    mine_ = false;
    othersDigest_.clear();
    editor_->setModified(false);
    editor_->savedOrLoaded();
    keep();
    message_->hide();
    watch();
    emit saved();
    return true;
}

void SourceTab::keep() {
    keepTimer_.stop();
    if (!editor_)
        return;
    if (!isModified()) {
        unsaved_.drop();
        keptText_ = QString();
        return;
    }
    QString text = editor_->text();
    if (text == keptText_)
        return;
    if (const QString problem = unsaved_.keep({text, file_.digest}); !problem.isEmpty())
        say(true, tr("What is not saved could not be kept: %1").arg(problem));
    else
        keptText_ = std::move(text);
}

// -- what others do -----------------------------------------------------------------------------

void SourceTab::watch() {
    // A file that is replaced is not watched any more; its folder still is.
    const QStringList paths{path_, QFileInfo(path_).absolutePath()};
    for (const QString& path : paths)
        if (QFileInfo::exists(path) && !watcher_.files().contains(path) &&
            !watcher_.directories().contains(path))
            watcher_.addPath(path);
}

void SourceTab::lookAtDisk() {
    watch();
    const QByteArray disk = digestOfSource(path_);
    if (disk == file_.digest || disk == othersDigest_)
        return;
    othersDigest_ = disk;
    mine_ = false;
    if (disk.isEmpty()) {
        say(true, tr("Gone from the disk; to save writes it again"));
    } else if (isModified()) {
        say(true, tr("Changed on disk"), {reload_, keepMine_});
    } else {
        reload();
    }
}

void SourceTab::reload() {
    SourceRead read = readSource(path_);
    if (!read.file) {
        say(true, read.problem);
        return;
    }
    file_ = *std::move(read.file);
    othersDigest_.clear();
    editor_->showText(file_.text);
    editor_->setModified(false);
    editor_->savedOrLoaded();
    keep();
    message_->hide();
    if (!file_.notice.isEmpty())
        say(true, file_.notice);
}

void SourceTab::keepMine() {
    othersDigest_ = digestOfSource(path_);
    mine_ = true;
    message_->hide();
}

} // namespace braid
