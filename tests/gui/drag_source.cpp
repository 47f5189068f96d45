// SPDX-License-Identifier: MIT
// A stand-in for a file manager: a small window from which the files named on the command line can
// be dragged. Prints "offered" when what the mouse is over would take them, and after the drop
// "copy" or "refused".

#include <QApplication>
#include <QDrag>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

#include <cstdio>

class FileIcon : public QLabel {
public:
    explicit FileIcon(QList<QUrl> files)
        : QLabel(QString("%1 file(s)").arg(files.size()))
        , files_(std::move(files)) {
        setAlignment(Qt::AlignCenter);
        resize(160, 120);
    }

protected:
    void mousePressEvent(QMouseEvent* event) override { pressed_ = event->pos(); }

    void mouseMoveEvent(QMouseEvent* event) override {
        if ((event->pos() - pressed_).manhattanLength() < QApplication::startDragDistance())
            return;
        auto* urls = new QMimeData;
        urls->setUrls(files_);
        auto* drag = new QDrag(this);
        drag->setMimeData(urls);
        connect(drag, &QDrag::actionChanged, [](Qt::DropAction action) {
            if (action != Qt::IgnoreAction)
                say("offered");
        });
        const Qt::DropAction action = drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::MoveAction);
        say(action == Qt::CopyAction ? "copy" : action == Qt::MoveAction ? "move" : "refused");
    }

private:
    static void say(const char* line) {
        std::puts(line);
        std::fflush(stdout);
    }

    QList<QUrl> files_;
    QPoint pressed_;
};

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QList<QUrl> files;
    for (const QString& file : app.arguments().mid(1))
        files << QUrl::fromLocalFile(file);
    FileIcon icon(files);
    icon.setWindowTitle("drag source");
    icon.move(1080, 700);
    icon.show();
    return app.exec();
}
