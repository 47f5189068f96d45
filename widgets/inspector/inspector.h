// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <memory>

namespace braid {

/// Braid's panes on the application that they are in: each of its coroutines is a lane, with what
/// it does and what it waits for; so are the events, timers and painting of Qt; and where something
/// held the loop, there is a mark for the frames that were missed. One line opens it:
///
///     int main(int argc, char** argv) {
///         QCoreApplication::setEventDispatcher(new braid::EventDispatcher);
///         QApplication app(argc, argv);
///         braid::Inspector::open();
///
/// It records from when it is shown until it is closed or deleted: tasks that are alive then have
/// lanes too. Before and after that, it costs the application nothing. While nothing happens in
/// the application, nothing happens in here.
///
/// Without a Braid dispatcher it stays empty, and says what is missing. For the thread of the
/// windows, while there is an application object; a loop has one recorder at a time.
class Inspector : public QWidget {
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);
    ~Inspector() override;

    /// Shows a window of its own, or brings the one that is open to the front. It deletes itself
    /// when it is closed, or when the application ends, which it does not keep from ending.
    static Inspector* open();

    QSize sizeHint() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateVisibility();

    struct Private;
    std::unique_ptr<Private> d; ///< null without a dispatcher
};

} // namespace braid
