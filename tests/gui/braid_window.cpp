// SPDX-License-Identifier: MIT
#include "braid_window.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

BraidWindow::~BraidWindow() {
    if (QTest::currentTestFailed() && desktop.error().isEmpty()) {
        const QString picture =
            QDir::temp().filePath(QString("%1-failed.png").arg(QTest::currentTestFunction()));
        desktop.savePicture(picture);
        qWarning() << "what the screen showed:" << picture;
    }
}

QString BraidWindow::open(const QStringList& files, const QStringList& wrapper) {
    if (!desktop.error().isEmpty())
        return desktop.error();
    QStringList command = wrapper;
    command << BRAID_PROGRAM << "--trace" << path("trace.json") << files;
    const QString program = command.takeFirst();
    process_ = &desktop.start(program, command,
                              {"HOME=" + home_.path(), "XDG_CONFIG_HOME=" + home_.path(),
                               "XDG_DATA_HOME=" + home_.path()});
    window_ = desktop.waitForWindow("Braid");
    return window_.isEmpty() ? "Braid's window did not come" : QString();
}

QString BraidWindow::write(const QString& name, const QByteArray& text) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qWarning() << file.errorString();
    return file.fileName();
}

void BraidWindow::press(const QString& key) {
    desktop.activate(window_);
    desktop.key(key);
}

QByteArray BraidWindow::picture() const {
    const QRect all = desktop.geometry(window_);
    const QString file = path("picture.ppm");
    desktop.savePicture(file, {all.x(), all.y(), all.width() / 4, all.height()});
    QFile saved(file);
    return saved.open(QIODevice::ReadOnly) ? saved.readAll() : QByteArray();
}

QString BraidWindow::settings() const {
    QFile file(path("Braid/braid.conf"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool BraidWindow::hasWritten(const QByteArray& text) const {
    QDirIterator files(home_.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (QFile file(files.next());
            file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    return false;
}

bool BraidWindow::kill() {
    process_->kill();
    return process_->waitForFinished(30'000);
}

bool BraidWindow::quit() {
    press("ctrl+q");
    return process_->waitForFinished(30'000) && process_->exitStatus() == QProcess::NormalExit &&
           process_->exitCode() == 0;
}

QJsonArray BraidWindow::trace() const {
    QFile file(path("trace.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object()["traceEvents"].toArray();
}
