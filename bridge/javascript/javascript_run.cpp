// SPDX-License-Identifier: MIT
#include "bridge/javascript/javascript_run.h"

#include "bridge/javascript/javascript_context.h"
#include "bridge/javascript/library.h"
#include "bridge/javascript/native_functions.h"

#include <js/Array.h>
#include <js/CallAndConstruct.h>
#include <js/Conversions.h>
#include <js/Exception.h>
#include <js/GlobalObject.h>
#include <js/Interrupt.h>
#include <js/Promise.h>
#include <js/PropertyAndElement.h>
#include <js/RealmOptions.h>
#include <jsapi.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <exception>
#include <utility>

namespace braid {

namespace {

/// Of a stack: what native code may need below the deepest frame of the program's.
constexpr std::size_t reserve_bytes = 512 << 10;
/// How long the window may have to wait for one regular expression.
constexpr Duration patience = std::chrono::seconds(1);
/// What a shell says of node that has no more memory: it aborts.
constexpr int out_of_memory_status = 134;
/// Microtasks that have run are taken out of their queue in portions.
constexpr std::size_t portion = 4096;

const JSClass global_class = {
    "global", JSCLASS_GLOBAL_FLAGS, &JS::DefaultGlobalClassOps, nullptr, nullptr, nullptr};

} // namespace

JavaScriptRun::Realm::Realm(JSContext* context)
    : global(context)
    , library(context)
    , microtasks(context)
    , rejections(context)
    , modules(context) {}

JavaScriptRun::JavaScriptRun(RunningScripts& scripts, JavaScriptContext& context, Trace& trace,
                             std::filesystem::path path, std::vector<std::string> arguments)
    : StackRun(scripts, trace, std::move(path))
    , context_(context)
    , arguments_(std::move(arguments))
    , lanes_(trace, loop().clock()) {}

JavaScriptRun::~JavaScriptRun() = default;

// -- the loop's side --------------------------------------------------------------------------

void JavaScriptRun::started() { lanes_.begin(report().strand()); }

void JavaScriptRun::asked_to_stop(StopRequest::Stage) {
    stop_pending_ = true;
    if (cx_)
        JS_RequestInterruptCallback(cx_);
}

void JavaScriptRun::abandoned(const ScriptEnd& end) {
    alarm_.cancel();
    lanes_.end(end.outcome(), end.failure);
}

bool JavaScriptRun::cancel_task(LaneId lane) {
    const std::uint32_t id = over() ? 0 : lanes_.id_of(lane);
    if (id == 0)
        return false;
    to_cancel_.push_back(id);
    make_ready();
    return true;
}

void JavaScriptRun::time_is_over() noexcept {
    if (!cx_)
        return;
    // Regular expressions heed the urgent kind only, begin again after it, and give up after the
    // fifth time: those that take less than `patience` are left in peace.
    const TimePoint now = Clock::now();
    if (told_at_ == TimePoint())
        told_at_ = now;
    if (now - told_at_ < patience)
        JS_RequestInterruptCallbackCanWait(cx_);
    else
        JS_RequestInterruptCallback(cx_);
}

void JavaScriptRun::preempted() { lanes_.block(WaitKind::Nothing, "computing for long"); }

// -- its own stack ----------------------------------------------------------------------------

bool JavaScriptRun::wait() {
    told_at_ = {};
    leave();
    context_.use_stack(stack_limit_);
    return !take_interruption();
}

bool JavaScriptRun::interrupted() {
    told_at_ = {};
    if (exited_)
        return false;
    if (!preempt())
        stop_pending_ = true;
    lanes_.unblock();
    if (context_.is_full()) {
        const Hold hold(*this);
        static_cast<void>(write(OutputStream::Err, "JavaScript heap out of memory\n"));
        exit(out_of_memory_status, "JavaScript heap out of memory");
        return false;
    }
    return stop_if_asked();
}

/// A gentle stop is an exception, so that `finally` runs; what follows cannot be caught.
bool JavaScriptRun::stop_if_asked() {
    if (!std::exchange(stop_pending_, false) || stop_stage() == StopRequest::Stage::None)
        return true;
    if (stop_stage() < StopRequest::Stage::Harder) {
        JS_ReportErrorUTF8(cx_, "the script was stopped");
        return false;
    }
    exit(interrupted_status, {});
    return false;
}

void JavaScriptRun::exit(int status, std::string failure) {
    if (std::exchange(exited_, true))
        return;
    end_ = {status, false, std::move(failure)};
}

bool JavaScriptRun::add_microtask(JSContext*, JS::HandleObject job) {
    return realm_->microtasks.get().append(job.get());
}

bool JavaScriptRun::run_microtasks(JSContext* context) {
    auto& queue = realm_->microtasks.get();
    std::size_t& next = realm_->next_microtask;
    if (next == queue.length())
        return true;
    lanes_.enter(ActivityLanes::Microtasks);
    JS::RootedValue job(context), result(context);
    bool fine = true;
    while (fine && next < queue.length()) {
        job.setObject(*queue[next]);
        if (++next == portion) {
            queue.erase(queue.begin(), queue.begin() + next);
            next = 0;
        }
        fine = JS::Call(context, JS::UndefinedHandleValue, job, JS::HandleValueArray::empty(),
                        &result);
    }
    if (fine) {
        queue.clear();
        next = 0;
    }
    lanes_.leave();
    return fine;
}

void JavaScriptRun::rejection_changed(JS::HandleObject promise, bool unhandled) {
    auto& rejections = realm_->rejections.get();
    if (unhandled)
        static_cast<void>(rejections.append(promise.get()));
    else
        rejections.eraseIf([&](JSObject* each) { return each == promise.get(); });
}

JSObject* JavaScriptRun::take_rejections(JSContext* context) {
    JS::RootedObjectVector list(context);
    for (JSObject* promise : realm_->rejections.get())
        if (!list.append(promise))
            return nullptr;
    realm_->rejections.get().clear();
    JS::RootedValueVector values(context);
    for (std::size_t i = 0; i < list.length(); ++i)
        if (!values.append(JS::ObjectValue(*list[i])))
            return nullptr;
    return JS::NewArrayObject(context, values);
}

bool JavaScriptRun::call_library(const char* function, const JS::HandleValueArray& arguments,
                                 JS::MutableHandleValue result) {
    JS::RootedObject library(cx_, realm_->library);
    return JS_CallFunctionName(cx_, library, function, arguments, result);
}

/// Of the library, outside of all code: nothing stays on the stack. False when the script is over.
bool JavaScriptRun::call(const char* function, double* number) {
    JS::RootedValue result(cx_);
    JSAutoRealm realm(cx_, realm_->global);
    const bool fine = call_library(function, JS::HandleValueArray::empty(), &result);
    if (fine && number)
        *number = result.isNumber() ? result.toNumber() : 0;
    JS_ClearPendingException(cx_);
    return fine && !exited_;
}

bool JavaScriptRun::begin_realm() {
    const Hold hold(*this); // until there is a realm that could be interrupted
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    stack_limit_ = here - Fiber::stack_bytes + reserve_bytes;
    cx_ = context_.get(stack_limit_);
    realm_ = std::make_unique<Realm>(cx_);
    JS::RealmOptions options;
    options.creationOptions().setSharedMemoryAndAtomicsEnabled(false).setWeakRefsEnabled(
        JS::WeakRefSpecifier::EnabledWithoutCleanupSome);
    realm_->global =
        JS_NewGlobalObject(cx_, &global_class, nullptr, JS::FireOnNewGlobalHook, options);
    if (!realm_->global)
        return false;
    JSAutoRealm realm(cx_, realm_->global);
    realm_->library = JS_NewPlainObject(cx_);
    return realm_->library && JS::InitRealmStandardClasses(cx_) &&
           define_native_functions(cx_, realm_->library) && run_library();
}

/// Each part is a function of the object that they share.
bool JavaScriptRun::run_library() {
    static const char* const names[] = {"braid"};
    JS::RootedValue text(cx_), result(cx_);
    for (const LibrarySource& part : javascript_library) {
        if (!to_value(cx_, part.text, &text))
            return false;
        JS::RootedString source(cx_, text.toString());
        JS::RootedFunction function(cx_, compile_function(cx_, source, part.name, names));
        JS::RootedValueVector arguments(cx_);
        if (!function || !arguments.append(JS::ObjectValue(*realm_->library)) ||
            !JS_CallFunction(cx_, nullptr, function, arguments, &result))
            return false;
    }
    return true;
}

ScriptEnd JavaScriptRun::run_program() {
    try {
        if (!begin_realm()) {
            std::string message = "JavaScript's library could not be started\n";
            if (cx_ && realm_ && realm_->global) {
                JSAutoRealm realm(cx_, realm_->global);
                message += describe_exception(cx_);
            }
            static_cast<void>(write(OutputStream::Err, message));
            return {1, false, "Braid could not run it"};
        }
    } catch (const std::exception& error) {
        static_cast<void>(write(OutputStream::Err, error.what() + std::string("\n")));
        return {1, false, error.what()};
    }
    lanes_.enter(ActivityLanes::CallStack);
    const bool began = call("main");
    lanes_.leave();
    if (began)
        run_loop();
    const bool stopped = stop_stage() != StopRequest::Stage::None;
    if (!exited_)
        end_ = {stopped ? interrupted_status : out_of_memory_status, stopped,
                stopped ? "" : "JavaScript heap out of memory"};
    end_.cancelled = stopped && (end_.failure.empty() || end_.exit_status == interrupted_status);
    if (end_.cancelled)
        end_.failure.clear();
    return end_;
}

/// Phase by phase, until nothing is left to wait for.
void JavaScriptRun::run_loop() {
    for (;;) {
        // In milliseconds: until there is something to do; less than 0: never, or it is over.
        double next = -1;
        for (const std::uint32_t id : std::exchange(to_cancel_, {})) {
            JS::RootedValue result(cx_);
            JS::RootedValueVector arguments(cx_);
            JSAutoRealm realm(cx_, realm_->global);
            if (!arguments.append(JS::NumberValue(id)) ||
                !call_library("cancel", arguments, &result))
                return;
        }
        if (std::exchange(stop_pending_, false) && !call("stop"))
            return;
        if (listens_)
            read_input();
        if (!call("turn", &next) || next < 0)
            return;
        if (next == 0) {
            static_cast<void>(yield());
            continue;
        }
        if (std::isfinite(next))
            alarm_ = loop().call_later(std::chrono::duration_cast<Duration>(
                                           std::chrono::duration<double, std::milli>(next)),
                                       [this] { make_ready(); });
        if (listens_)
            ask_for_input();
        static_cast<void>(wait());
        alarm_.cancel();
    }
}

void JavaScriptRun::read_input() {
    if (!streams().readable())
        return;
    input_came();
    std::string bytes(64 << 10, '\0');
    const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got < 0)
        return;
    bytes.resize(std::size_t(got));
    JS::RootedValue result(cx_), text(cx_);
    JS::RootedValueVector arguments(cx_);
    JSAutoRealm realm(cx_, realm_->global);
    if (got > 0 && !to_value(cx_, bytes, &text))
        return;
    if (arguments.append(text))
        static_cast<void>(call_library("inputCame", arguments, &result));
    JS_ClearPendingException(cx_);
}

void JavaScriptRun::clean_up(const ScriptEnd& end) {
    alarm_.cancel();
    lanes_.end(end.outcome(), end.failure);
    if (!cx_)
        return;
    JS_ClearPendingException(cx_);
    realm_.reset();
}

} // namespace braid
