// SPDX-License-Identifier: MIT
#include "widgets/welcome/drop_scan.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

#include <utility>

namespace braid {

namespace fs = std::filesystem;

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::DropPlan)
};
} // namespace

DropScan::DropScan(std::vector<fs::path> paths, Accepts accepts, Notes notes)
    : paths_(std::move(paths))
    , accepts_(std::move(accepts))
    , notes_(std::move(notes)) {
    plan_.isOpen = !paths_.empty();
}

DropScan::DropScan(const QMimeData& data, Accepts accepts, Notes notes)
    : accepts_(std::move(accepts))
    , notes_(std::move(notes)) {
    if (data.hasUrls()) {
        for (const QUrl& url : data.urls()) {
            if (url.isLocalFile())
                paths_.emplace_back(url.toLocalFile().toStdString());
            else
                plan_.skipped << Words::tr("%1 (not on this computer)").arg(url.toDisplayString());
        }
    } else if (data.hasText() && !data.text().trimmed().isEmpty()) {
        plan_.text = data.text();
    }
    plan_.isOpen = !paths_.empty();
}

bool DropScan::look(std::size_t files) {
    for (; files > 0 && plan_.isOpen; --files) {
        if (inFolder_)
            lookIntoFolder();
        else
            lookAtPath();
        plan_.isOpen = inFolder_ || next_ < paths_.size();
    }
    return plan_.isOpen;
}

QString DropScan::place() const {
    return next_ < paths_.size() ? nameOf(paths_[next_]) : QString();
}

void DropScan::lookAtPath() {
    const fs::path& path = paths_[next_];
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    ++seen_;
    if (fs::is_directory(status) && !accepts_(path)) { // one that is no program itself
        inFolder_ = true;
        found_ = false;
        error_.clear();
        entry_ = fs::directory_iterator(path, error_);
        return;
    }
    if (!fs::exists(status))
        skip(Words::tr("not there"));
    else if (!accepts_(path) && !isNote(path))
        skip(Words::tr("not a script"));
    else
        add(path);
    ++next_;
}

/// One file, or one of those that were found.
void DropScan::lookIntoFolder() {
    if (!error_ && entry_ != fs::directory_iterator()) {
        const std::string name = entry_->path().filename().string();
        std::error_code ignored;
        if (!name.starts_with('.') && entry_->is_regular_file(ignored) &&
            (accepts_(entry_->path()) || isNote(entry_->path()))) {
            names_.insert(name);
            found_ = true;
        }
        ++seen_;
        entry_.increment(error_);
    } else if (!names_.empty()) {
        add(paths_[next_] / names_.extract(names_.begin()).value()); // in the order of their names
    } else {
        leaveFolder();
    }
}

void DropScan::leaveFolder() {
    if (error_)
        skip(Words::tr("cannot be read"));
    else if (!found_)
        skip(Words::tr("no scripts in it"));
    inFolder_ = false;
    ++next_;
}

bool DropScan::isNote(const fs::path& file) const { return notes_.accepts && notes_.accepts(file); }

void DropScan::add(const fs::path& file) {
    if (!known_.insert(file.string()).second)
        return;
    if (isNote(file)) {
        plan_.notes.push_back(file);
        plan_.blocks += notes_.countBlocks(file);
    } else {
        plan_.scripts.push_back(file);
    }
}

void DropScan::skip(const QString& reason) {
    plan_.skipped << Words::tr("%1 (%2)").arg(nameOf(paths_[next_]), reason);
}

} // namespace braid
