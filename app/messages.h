// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <vector>

namespace braid {

class Actions;
class MessageBar;
class Opener;
class Session;
class PictureExport;
class TraceExport;

/// What the window says of itself, in its message bar: what runs and how it failed, what was not
/// opened, where a trace was saved. With buttons for what can be done about it.
class Messages : public QObject {
    Q_OBJECT

public:
    /// All three must outlive it.
    Messages(Session& session, const Actions& actions, MessageBar& bar, QObject* parent = nullptr);

    void follow(Opener& opener);
    void follow(TraceExport& traceExport);
    void follow(PictureExport& pictures);
    void tellAbout();

private:
    /// What one message says of scripts that were started together.
    struct Story {
        int message = 0;
        std::vector<int> runs;
        bool over = false; ///< none of them runs; some have failed
    };

    void tellRunning(const std::vector<int>& runs, const QStringList& skipped);
    QString runningText(const std::vector<int>& runs) const;
    void tellEnd(int run);
    void forgetFailuresOf(int run);
    bool goesOn(Story& story);

    Session& session_;
    const Actions& actions_;
    MessageBar& bar_;
    std::vector<Story> stories_;
};

} // namespace braid
