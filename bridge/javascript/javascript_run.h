// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/javascript/activity_lanes.h"
#include "bridge/javascript/module_loader.h"
#include "bridge/script/current_run.h"
#include "bridge/script/stack_run.h"

#include <js/GCVector.h>
#include <js/RootingAPI.h>
#include <js/TypeDecls.h>
#include <js/Value.h>
#include <js/ValueArray.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace braid {

class JavaScriptContext;

/// One execution of a JavaScript program: its realm, its microtasks, and its event loop, whose
/// order is node's; that is written in JavaScript (library/timers.js) and waits here.
///
/// SpiderMonkey keeps what it knows of stacks as if there were one. So a stack is left either with
/// none of its frames on it, or interrupted in the middle, and then no other script runs.
class JavaScriptRun final : public StackRun {
public:
    JavaScriptRun(RunningScripts& scripts, JavaScriptContext& context, Trace& trace,
                  std::filesystem::path path, std::vector<std::string> arguments);
    ~JavaScriptRun() override;

    /// As in `CurrentRun`, for code that only JavaScript calls.
    static JavaScriptRun* on_this_stack() noexcept {
        return static_cast<JavaScriptRun*>(CurrentRun::on_stack());
    }

    bool cancel_task(LaneId task) override;
    std::vector<LocationId> where(LaneId task) override { return lanes_.where(task); }
    void time_is_over() noexcept override;
    [[nodiscard]] bool wait() override;

    // -- on its own stack, for SpiderMonkey and the library --------------------------------

    /// The interpreter has come to a place where it can be interrupted. False: the code ends, with
    /// an exception that can be caught if one is set.
    bool interrupted();
    bool add_microtask(JSContext* context, JS::HandleObject job);
    /// Runs them until there are none; false with an exception set if one has thrown it, and the
    /// others are still there.
    bool run_microtasks(JSContext* context);
    void rejection_changed(JS::HandleObject promise, bool unhandled);
    /// The rejected promises that nobody has handled, since the last time.
    JSObject* take_rejections(JSContext* context);
    /// Calls a function that the library has given.
    bool call_library(const char* function, const JS::HandleValueArray& arguments,
                      JS::MutableHandleValue result);
    /// It is over, whatever stands on the stack.
    void exit(int status, std::string failure);
    bool stopping() const noexcept { return stop_stage() != StopRequest::Stage::None; }
    /// It wants to be called with what is on its standard input.
    void listen_to_input(bool listens) noexcept { listens_ = listens; }

    const std::vector<std::string>& arguments() const noexcept { return arguments_; }
    ModuleLoader& modules() noexcept { return realm_->modules; }
    ActivityLanes& lanes() noexcept { return lanes_; }
    /// The functions that the library keeps apart from the program's.
    JS::HandleObject library() const noexcept { return realm_->library; }

private:
    /// What SpiderMonkey holds for it. On its stack only.
    struct Realm {
        explicit Realm(JSContext* context);
        JS::PersistentRootedObject global;
        JS::PersistentRootedObject library;
        JS::PersistentRooted<JS::GCVector<JSObject*, 0, js::SystemAllocPolicy>> microtasks;
        std::size_t next_microtask = 0;
        JS::PersistentRooted<JS::GCVector<JSObject*, 0, js::SystemAllocPolicy>> rejections;
        ModuleLoader modules;
    };

    void started() override;
    ScriptEnd run_program() override;
    void clean_up(const ScriptEnd& end) override;
    void asked_to_stop(StopRequest::Stage stage) override;
    void abandoned(const ScriptEnd& end) override;
    void preempted() override;
    /// SpiderMonkey's state is never put aside in the middle.
    bool interpreter_is_aside() noexcept override { return false; }

    bool begin_realm();
    bool run_library();
    bool call(const char* function, double* result = nullptr);
    void run_loop();
    void read_input();
    bool stop_if_asked();

    JavaScriptContext& context_;
    JSContext* cx_ = nullptr;
    const std::vector<std::string> arguments_;
    std::unique_ptr<Realm> realm_;
    ActivityLanes lanes_;
    std::uintptr_t stack_limit_ = 0;
    std::vector<std::uint32_t> to_cancel_;
    TimerHandle alarm_;
    TimePoint told_at_{}; ///< that its time is over, and it still runs; for the signal handler
    bool stop_pending_ = false; ///< the stage of stopping is to be delivered
    bool listens_ = false;
    bool exited_ = false;
    ScriptEnd end_;
};

} // namespace braid
