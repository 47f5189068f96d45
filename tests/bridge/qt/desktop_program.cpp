// SPDX-License-Identifier: MIT
// An ordinary Widgets program for the tests to use: a line to type in, menus, a dialog, something
// to drag and a place to drop it, the clipboard. What happens to it, it says on stdout, a line
// each; it does what the lines on stdin tell it, and quits at their end.
//
// With --stock it runs on Qt's own dispatcher, and knows nothing of Braid.

#include "bridge/qt/event_dispatcher.h"
#include "loop/event_loop.h"
#include "loop/sleep.h"
#include "loop/task.h"
#include "tests/bridge/qt/leave.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QCryptographicHash>
#include <QDrag>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QMimeData>
#include <QMouseEvent>
#include <QShortcut>
#include <QSocketNotifier>
#include <QTimer>
#include <QVBoxLayout>

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

bool stock = false;

void say(const QString& line) {
    std::puts(qUtf8Printable(line));
    std::fflush(stdout);
}

/// What the program does beside serving its user: a QTimer, and on Braid's loop a coroutine and a
/// timer of Asio's, all ticking.
class Background {
public:
    Background() {
        QObject::connect(&timer_, &QTimer::timeout, [this] { tick(0); });
        timer_.start(1);
        if (stock)
            return;
        ticks_.resize(3);
        asio_timer_.emplace(braid::EventLoop::current()->io_context());
        tickByAsio();
        coroutine_ = braid::create_task(tickByCoroutine());
    }
    ~Background() {
        if (coroutine_)
            coroutine_.cancel(); // the loop goes on while the window is taken down
    }

    const std::vector<int>& ticks() const { return ticks_; }

    /// Called after each tick.
    std::function<void()> ticked = [] {};

private:
    void tick(std::size_t which) {
        ++ticks_[which];
        ticked();
    }
    void tickByAsio() {
        asio_timer_->expires_after(1ms);
        // A handler that is queued already runs without an error after its timer has gone.
        asio_timer_->async_wait(
            [this, alive = std::weak_ptr<char>(alive_)](const boost::system::error_code& error) {
                if (error || alive.expired())
                    return;
                tick(1);
                tickByAsio();
            });
    }
    braid::Coroutine<> tickByCoroutine() {
        for (;;) {
            co_await braid::sleep(1ms);
            tick(2);
        }
    }

    const std::shared_ptr<char> alive_ = std::make_shared<char>();
    std::vector<int> ticks_ = std::vector<int>(1);
    QTimer timer_;
    std::optional<boost::asio::steady_timer> asio_timer_;
    braid::Task<> coroutine_;
};

/// While the user is in a menu, a dialog or a drag: says that it began, that everything in the
/// background goes on, and that it ended.
class Episode {
public:
    Episode(Background& background, const QString& name)
        : background_(background)
        , name_(name)
        , before_(background.ticks()) {
        say(name_ + " began");
        background_.ticked = [this] {
            const auto& now = background_.ticks();
            for (std::size_t i = 0; i < now.size(); ++i)
                if (now[i] < before_[i] + 20)
                    return;
            say(name_ + " alive");
            background_.ticked = [] {};
        };
    }
    ~Episode() {
        background_.ticked = [] {};
        say(name_ + " ended");
    }
    Episode(const Episode&) = delete;
    Episode& operator=(const Episode&) = delete;

private:
    Background& background_;
    const QString name_;
    const std::vector<int> before_;
};

/// A hundred who never rest: coroutines, or on Qt's own dispatcher queued calls.
class Spinners {
public:
    ~Spinners() { stop(); }
    void start() {
        counts_.assign(100, 0);
        for (int& count : counts_)
            if (stock)
                spinByCalls(count);
            else
                tasks_.push_back(braid::create_task(spin(count)));
    }
    /// How often each of them came by, at least.
    int stop() {
        const int least = counts_.empty() ? 0 : *std::min_element(counts_.begin(), counts_.end());
        context_ = std::make_unique<QObject>();
        for (const auto& task : tasks_)
            task.cancel();
        tasks_.clear();
        return least;
    }

private:
    static braid::Coroutine<> spin(int& count) {
        for (;;) {
            co_await braid::yield();
            ++count;
        }
    }
    void spinByCalls(int& count) {
        const auto again = [this, &count] {
            ++count;
            spinByCalls(count);
        };
        QMetaObject::invokeMethod(context_.get(), again, Qt::QueuedConnection);
    }

    std::vector<int> counts_;
    std::vector<braid::Task<>> tasks_;
    std::unique_ptr<QObject> context_ = std::make_unique<QObject>();
};

/// A text can be dragged from here.
class Source : public QLabel {
public:
    explicit Source(Background& background)
        : QLabel("source")
        , background_(background) {}

protected:
    void mousePressEvent(QMouseEvent* event) override { pressed_ = event->pos(); }
    void mouseMoveEvent(QMouseEvent* event) override {
        if (!(event->buttons() & Qt::LeftButton) ||
            (event->pos() - pressed_).manhattanLength() < QApplication::startDragDistance())
            return;
        auto* text = new QMimeData;
        text->setText("dragged by " + window()->windowTitle());
        auto* drag = new QDrag(this);
        drag->setMimeData(text);
        connect(drag, &QDrag::actionChanged, [](Qt::DropAction action) {
            say(action == Qt::CopyAction ? "drop would copy" : "drop would do nothing");
        });
        const Episode episode(background_, "drag");
        const Qt::DropAction action = drag->exec(Qt::CopyAction);
        say(action == Qt::CopyAction ? "drop copied" : "drop refused");
    }

private:
    Background& background_;
    QPoint pressed_;
};

/// And dropped here.
class Target : public QLabel {
public:
    Target()
        : QLabel("target") {
        setAcceptDrops(true);
    }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override {
        event->acceptProposedAction();
        say("drag entered");
    }
    void dropEvent(QDropEvent* event) override {
        event->acceptProposedAction();
        say("dropped " + event->mimeData()->text());
    }
};

class Window : public QMainWindow {
public:
    explicit Window(const QString& title)
        : source_(background_) {
        setWindowTitle(title);
        auto* layout = new QVBoxLayout;
        for (QWidget* widget : std::initializer_list<QWidget*>{&line_, &source_, &target_})
            layout->addWidget(widget);
        auto* central = new QWidget;
        central->setLayout(layout);
        setCentralWidget(central);
        connect(&line_, &QLineEdit::returnPressed, [this] {
            say("typed " + line_.text());
            line_.clear();
        });

        menu_ = menuBar()->addMenu("menu");
        menu_->addAction("first", [] { say("chosen first"); });
        menu_->addAction("dialog", this, &Window::ask);
        connect(menu_, &QMenu::aboutToShow,
                [this] { in_menu_ = std::make_unique<Episode>(background_, "menu"); });
        connect(menu_, &QMenu::aboutToHide, [this] { in_menu_.reset(); });

        QClipboard* const clipboard = QGuiApplication::clipboard();
        connect(clipboard, &QClipboard::dataChanged, [clipboard] {
            say(clipboard->ownsClipboard() ? "clipboard own" : "clipboard other's");
        });
        const auto onKey = [this](Qt::Key key, void (Window::*function)()) {
            connect(new QShortcut(key, this), &QShortcut::activated, this, function);
        };
        onKey(Qt::Key_F5, &Window::copyMuch);
        onKey(Qt::Key_F6, &Window::pasteMuch);
    }

    /// Where the middle of one of its parts is.
    QPoint where(const QString& part) const {
        const QWidget* const widget = part == "source"   ? static_cast<const QWidget*>(&source_)
                                      : part == "target" ? static_cast<const QWidget*>(&target_)
                                                         : &line_;
        if (part == "menu")
            return menuBar()->mapTo(this, menuBar()->actionGeometry(menu_->menuAction()).center());
        return widget->mapTo(this, widget->rect().center());
    }

    void obey(const QString& command) {
        const QString argument = command.section(' ', 1);
        if (command.startsWith("where ")) {
            const QPoint at = where(argument);
            say(QString("where %1 %2").arg(at.x()).arg(at.y()));
        } else if (command == "spin") {
            spinners_.start();
            say("spinning");
        } else if (command == "rest") {
            say(QString("rested %1").arg(spinners_.stop()));
        }
    }

protected:
    bool event(QEvent* event) override {
        const bool result = QMainWindow::event(event);
        if (event->type() == QEvent::Paint && !painted_) {
            painted_ = true;
            say("painted");
        }
        return result;
    }
    void contextMenuEvent(QContextMenuEvent* event) override {
        QMenu menu;
        menu.addAction("second", [] { say("chosen second"); });
        const Episode episode(background_, "context menu");
        menu.exec(event->globalPos());
    }

private:
    void ask() {
        const Episode episode(background_, "dialog");
        const auto focus =
            connect(qApp, &QApplication::focusChanged, [this](QWidget*, QWidget* now) {
                if (now && now->window() != this)
                    say("dialog focused");
            });
        say("answered " + QInputDialog::getText(this, "question", "question"));
        disconnect(focus);
    }

    static QString described(const QString& text) {
        const QByteArray sum =
            QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Md5).toHex();
        return QString("%1 characters %2").arg(text.size()).arg(QString::fromLatin1(sum));
    }
    void copyMuch() {
        QString text;
        for (int i = 0; text.size() < 4'000'000; ++i)
            text += QString("%1 of %2, ").arg(i).arg(windowTitle());
        QGuiApplication::clipboard()->setText(text);
        say("copied " + described(text));
    }
    void pasteMuch() { say("pasted " + described(QGuiApplication::clipboard()->text())); }

    Background background_;
    Spinners spinners_;
    QLineEdit line_;
    Source source_;
    Target target_;
    QMenu* menu_ = nullptr;
    std::unique_ptr<Episode> in_menu_;
    bool painted_ = false;
};

} // namespace

int main(int argc, char** argv) {
    stock = argc > 2 && qstrcmp(argv[2], "--stock") == 0;
    if (!stock)
        QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
    QApplication app(argc, argv);
    QGuiApplication::setDesktopFileName(app.arguments().at(1));
    Window window(app.arguments().at(1));
    window.resize(400, 300);
    window.move(app.arguments().at(1) == "one" ? QPoint(50, 100) : QPoint(700, 400));
    window.show();

    QSocketNotifier commands(STDIN_FILENO, QSocketNotifier::Read);
    QByteArray unread;
    QObject::connect(&commands, &QSocketNotifier::activated, [&] {
        char buffer[256];
        const ssize_t size = read(STDIN_FILENO, buffer, sizeof buffer);
        if (size <= 0) {
            commands.setEnabled(false);
            QCoreApplication::quit();
            return;
        }
        unread.append(buffer, size);
        for (qsizetype end; (end = unread.indexOf('\n')) >= 0; unread.remove(0, end + 1))
            window.obey(QString::fromUtf8(unread.left(end)));
    });
    return leave(QApplication::exec());
}
