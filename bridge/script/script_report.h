// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "bridge/script/script_output.h"
#include "loop/event_loop.h"
#include "loop/utf8.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// How a program ended.
struct ScriptEnd {
    int exit_status = 0;
    bool cancelled = false; ///< it was stopped
    std::string failure;    ///< in one line; empty if it did not fail

    Outcome outcome() const noexcept {
        return cancelled          ? Outcome::Cancelled
               : exit_status == 0 ? Outcome::Finished
                                  : Outcome::Failed;
    }
};

/// What a shell says of a program that was ended by Ctrl-C.
constexpr int interrupted_status = 130;

/// What is known outside of one execution of a script: its strand, its state, how it ended. And how
/// that becomes known: its listener hears of states and text in order, on the loop's thread, from
/// inside of nobody's stack; of the end when it has heard everything else.
///
/// Functions are for the loop's thread, be it on the script's stack, unless they say otherwise.
class ScriptReport : public std::enable_shared_from_this<ScriptReport> {
public:
    /// `trace` must live until the end was told.
    ScriptReport(EventLoop& loop, Trace& trace, std::filesystem::path path);

    /// From now on `listener` hears of it, as of `script`.
    void tell(Script& script, ScriptListener& listener) noexcept;
    void tell_nobody() noexcept { listener_ = nullptr; }
    /// For whom the script writes.
    Audience audience() const noexcept { return audience_; }

    const std::filesystem::path& path() const noexcept { return path_; }
    StrandId strand() const noexcept { return strand_; }
    Script::State state() const noexcept { return state_; }
    Outcome outcome() const noexcept;
    int exit_status() const noexcept { return end_.exit_status; }
    const std::string& failure() const noexcept { return end_.failure; }

    /// What its strand is called: as its file is, if nobody says so before `begin`.
    void set_name(std::string name) { name_ = std::move(name); }
    /// It was started: it has a strand from now on.
    void begin();
    void change(Script::State state);
    void end(ScriptEnd end);
    void tell_part(PartReport part);

    /// It has come further. Not on the script's stack.
    void progress(Progress progress);

    /// Something that it wrote. Any thread.
    void write(OutputStream stream, std::string_view bytes);
    /// So much is waiting to be heard that it should write no more for now. Any thread.
    bool full() const { return output_.full(); }
    /// Calls back once, when there is room again.
    void call_when_room(std::function<void()> callback) {
        when_room_.push_back(std::move(callback));
    }

private:
    void schedule_delivery();
    void deliver();
    void deliver(OutputStream stream, const std::string& text);
    void deliver(Script::State state);

    const std::shared_ptr<detail::LoopGate> gate_;
    LoopClock& clock_;
    Trace& trace_;
    const std::filesystem::path path_;
    std::string name_;
    Script* script_ = nullptr;
    ScriptListener* listener_ = nullptr;
    Audience audience_ = Audience::Text;

    StrandId strand_ = StrandId::None;
    Script::State state_ = Script::State::Loaded;
    ScriptEnd end_;
    Progress progress_;
    bool progressed_ = false; ///< and nobody has heard of it

    ScriptOutput output_;
    Utf8Stream text_[2];
    std::vector<std::function<void()>> when_room_;
};

} // namespace braid
