// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <QObject>

namespace braid {

class Console;
class Session;

/// Joins a console to a session: what its scripts write and how they end is shown, and what is
/// typed reaches the script that waits for it.
class ConsoleFeed : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    ConsoleFeed(Session& session, Console& console, QObject* parent = nullptr);

signals:
    /// A script waits for a line: the console should be where it can be typed.
    void inputWanted();

private:
    void write(int run, OutputStream stream, const QString& text);
    void showInstant();
    void tellEnd(int run);
    void tellState(int run);

    Session& session_;
    Console& console_;
};

} // namespace braid
