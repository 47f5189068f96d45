// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

#include <functional>

namespace braid {

/// How urgently a script was asked to stop, and how that becomes more urgent: what is done for it
/// is the script's affair. For the loop's thread.
class StopRequest {
public:
    enum class Stage {
        None,
        Gentle,  ///< as one Ctrl-C: it may clean up, or refuse
        Insist,  ///< as Ctrl-C that it cannot have a handler for
        Harder,  ///< by whatever the language has that programs do not catch
        Abandon, ///< it is left where it stands
    };

    /// `act` is called with each stage that is reached.
    StopRequest(EventLoop& loop, std::function<void(Stage)> act);
    ~StopRequest();
    StopRequest(const StopRequest&) = delete;
    StopRequest& operator=(const StopRequest&) = delete;

    /// Asks, if nobody has yet.
    void gently();
    /// Asks gently the first time, and one stage harder each time after that. From the second
    /// time on it becomes harder by itself when patience is over.
    void ask();
    /// Asks that urgently, if nobody has yet; and as above from then on.
    void at_least(Stage stage);
    /// The script has ended.
    void over() noexcept;

    Stage stage() const noexcept { return stage_; }
    bool asked() const noexcept { return stage_ != Stage::None; }

private:
    EventLoop& loop_;
    std::function<void(Stage)> act_;
    Stage stage_ = Stage::None;
    bool over_ = false;
    TimerHandle patience_;
};

} // namespace braid
