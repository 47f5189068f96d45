// SPDX-License-Identifier: MIT
#include "bridge/javascript/native_functions.h"

#include "bridge/javascript/javascript_run.h"
#include "bridge/javascript/script_source.h"
#include "loop/utf8.h"

#include <js/Array.h>
#include <js/CallArgs.h>
#include <js/CharacterEncoding.h>
#include <js/CompilationAndEvaluation.h>
#include <js/CompileOptions.h>
#include <js/Conversions.h>
#include <js/Exception.h>
#include <js/Object.h>
#include <js/Promise.h>
#include <js/PropertyAndElement.h>
#include <js/PropertySpec.h>
#include <js/Proxy.h>
#include <js/SavedFrameAPI.h>
#include <js/ScriptPrivate.h>
#include <js/SourceText.h>
#include <js/StableStringChars.h>
#include <js/Stack.h>
#include <js/String.h>
#include <js/StructuredClone.h>
#include <jsapi.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <system_error>

extern char** environ;

namespace braid {

bool to_utf8(JSContext* context, JS::HandleValue value, std::string& text) {
    JS::RootedString string(context, JS::ToString(context, value));
    if (!string)
        return false;
    JS::UniqueChars bytes = JS_EncodeStringToUTF8(context, string);
    if (!bytes)
        return false;
    // Not as long as the string says: characters of value 0 are characters.
    text.assign(bytes.get(),
                JS::GetDeflatedUTF8StringLength(JS_EnsureLinearString(context, string)));
    return true;
}

bool to_value(JSContext* context, std::string_view utf8, JS::MutableHandleValue value) {
    const std::string valid = well_formed_utf8(utf8);
    JSString* const string =
        JS_NewStringCopyUTF8N(context, JS::UTF8Chars(valid.data(), valid.size()));
    if (string)
        value.setString(string);
    return string != nullptr;
}

JSFunction* compile_function(JSContext* context, JS::HandleString text, const char* file,
                             std::span<const char* const> names) {
    // As UTF-8 it would be taken for Latin-1, as functions are put together from parts.
    JS::AutoStableStringChars characters(context);
    if (!characters.initTwoByte(context, text))
        return nullptr;
    JS::SourceText<char16_t> source;
    if (!source.init(context, characters.twoByteChars(), JS_GetStringLength(text),
                     JS::SourceOwnership::Borrowed))
        return nullptr;
    JS::CompileOptions options(context);
    options.setFileAndLine(file, 0); // the first line is the list of names, which is put before
    JS::RootedObjectVector scopes(context);
    return JS::CompileFunction(context, scopes, options, nullptr, unsigned(names.size()),
                               names.data(), source);
}

std::string describe_exception(JSContext* context) {
    JS::RootedValue exception(context), stack(context);
    std::string text = "out of memory";
    if (!JS_GetPendingException(context, &exception))
        return text;
    JS_ClearPendingException(context);
    to_utf8(context, exception, text);
    if (exception.isObject()) {
        JS::RootedObject object(context, &exception.toObject());
        std::string lines;
        if (JS_GetProperty(context, object, "stack", &stack) && to_utf8(context, stack, lines))
            text += "\n" + lines;
    }
    JS_ClearPendingException(context);
    return text;
}

namespace {

JavaScriptRun& run() { return *JavaScriptRun::on_this_stack(); }

bool return_text(JSContext* context, JS::CallArgs& arguments, std::string_view text) {
    return to_value(context, text, arguments.rval());
}

double number(const JS::CallArgs& arguments, unsigned index) {
    const JS::HandleValue value = arguments.get(index);
    return value.isNumber() ? value.toNumber() : 0;
}

/// write(1 or 2, text)
bool write(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::string text;
    if (!to_utf8(context, arguments.get(1), text))
        return false;
    const StackRun::Hold hold(run()); // the interpreter stands in the middle
    static_cast<void>(
        run().write(number(arguments, 0) == 2 ? OutputStream::Err : OutputStream::Out, text));
    arguments.rval().setUndefined();
    return true;
}

/// Milliseconds of the loop's clock.
bool now(JSContext*, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    arguments.rval().setNumber(double(run().loop().clock().now_ns()) / 1e6);
    return true;
}

bool add_microtask(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    JS::RootedObject job(context, &arguments[0].toObject());
    arguments.rval().setUndefined();
    return run().add_microtask(context, job);
}

bool run_microtasks(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    arguments.rval().setUndefined();
    return run().run_microtasks(context);
}

bool take_rejections(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    JSObject* const list = run().take_rejections(context);
    arguments.rval().setObjectOrNull(list);
    return list != nullptr;
}

/// exit(status, failure): does not return.
bool exit_program(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::string failure;
    if (!to_utf8(context, arguments.get(1), failure))
        return false;
    run().exit(int(number(arguments, 0)) & 0xff, failure);
    return false;
}

/// [is settled, was rejected, value]
bool promise_state(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    arguments.rval().setUndefined();
    if (!arguments.get(0).isObject())
        return true;
    JS::RootedObject promise(context, &arguments[0].toObject());
    if (!JS::IsPromiseObject(promise))
        return true;
    const JS::PromiseState state = JS::GetPromiseState(promise);
    JS::RootedValueVector list(context);
    if (!list.append(JS::BooleanValue(state != JS::PromiseState::Pending)) ||
        !list.append(JS::BooleanValue(state == JS::PromiseState::Rejected)) ||
        !list.append(state == JS::PromiseState::Pending ? JS::UndefinedValue()
                                                        : JS::GetPromiseResult(promise)))
        return false;
    JSObject* const array = JS::NewArrayObject(context, list);
    arguments.rval().setObjectOrNull(array);
    return array != nullptr;
}

bool is_proxy(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    JS::RootedObject object(context,
                            arguments.get(0).isObject() ? &arguments[0].toObject() : nullptr);
    arguments.rval().setBoolean(object && js::IsScriptedProxy(object));
    return true;
}

bool clone(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    JS::RootedValue value(context, arguments.get(0));
    return JS_StructuredClone(context, value, arguments.rval(), nullptr, nullptr);
}

/// Its text; undefined if it cannot be read.
bool read_file(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::string name;
    if (!to_utf8(context, arguments.get(0), name))
        return false;
    const auto text = read_script(name);
    arguments.rval().setUndefined();
    return !text || return_text(context, arguments, *text);
}

bool is_file(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::string name;
    if (!to_utf8(context, arguments.get(0), name))
        return false;
    std::error_code error;
    arguments.rval().setBoolean(std::filesystem::is_regular_file(name, error));
    return true;
}

/// `path` made absolute, links followed.
bool full_path(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::string name;
    if (!to_utf8(context, arguments.get(0), name))
        return false;
    std::error_code error;
    return return_text(context, arguments, std::filesystem::weakly_canonical(name, error).string());
}

/// compile(text, file): a function of a CommonJS module's five names.
bool compile(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    static const char* const names[] = {"exports", "require", "module", "__filename", "__dirname"};
    JS::RootedString text(context, JS::ToString(context, arguments.get(0)));
    std::string file;
    if (!text || !to_utf8(context, arguments.get(1), file))
        return false;
    JS::RootedFunction function(context, compile_function(context, text, file.c_str(), names));
    JSScript* const script = function ? JS_GetFunctionScript(context, function) : nullptr;
    if (!script)
        return false;
    JS::SetScriptPrivate(script, arguments.get(1)); // where import() looks from
    arguments.rval().setObject(*JS_GetFunctionObject(function));
    return true;
}

/// A promise of its end.
bool run_module(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::string name;
    return to_utf8(context, arguments.get(0), name) &&
           run().modules().run(context, name, arguments.rval());
}

bool finish_import(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    arguments.rval().setUndefined();
    return run().modules().finish_import(context);
}

/// It was asked to stop: what is thrown now may be that.
bool is_stopping(JSContext*, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    arguments.rval().setBoolean(run().stopping());
    return true;
}

bool listen_to_input(JSContext*, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    run().listen_to_input(JS::ToBoolean(arguments.get(0)));
    arguments.rval().setUndefined();
    return true;
}

// -- lanes ------------------------------------------------------------------------------------

/// The frame of the program's own code that has called the library.
struct Caller {
    std::string file, function;
    int line = 0;
};

Caller find_caller(JSContext* context) {
    Caller caller;
    JS::RootedObject frame(context);
    if (!JS::CaptureCurrentStack(context, &frame, JS::StackCapture(JS::MaxFrames(6)))) {
        JS_ClearPendingException(context);
        return caller;
    }
    JS::RootedString text(context);
    for (JS::RootedObject parent(context); frame; frame = parent) {
        JS::RootedValue value(context);
        std::uint32_t line = 0;
        JS::GetSavedFrameSource(context, nullptr, frame, &text);
        value.setString(text);
        if (to_utf8(context, value, caller.file) && !caller.file.starts_with("braid:") &&
            caller.file != "self-hosted") {
            JS::GetSavedFrameLine(context, nullptr, frame, &line);
            JS::GetSavedFrameFunctionDisplayName(context, nullptr, frame, &text);
            caller.line = int(line);
            if (text) {
                value.setString(text);
                to_utf8(context, value, caller.function);
            }
            return caller;
        }
        JS::GetSavedFrameParent(context, nullptr, frame, &parent);
    }
    return {};
}

/// addLane(id, name, "timer" or "io", seconds)
bool add_lane(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::string name, kind;
    if (!to_utf8(context, arguments.get(1), name) || !to_utf8(context, arguments.get(2), kind))
        return false;
    const Caller caller = find_caller(context);
    run().lanes().add(std::uint32_t(number(arguments, 0)), name,
                      kind == "timer" ? WaitKind::Timer : WaitKind::Io, number(arguments, 3),
                      {caller.file, caller.line, caller.function});
    arguments.rval().setUndefined();
    return true;
}

/// removeLane(id, was cancelled)
bool remove_lane(JSContext*, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    run().lanes().remove(std::uint32_t(number(arguments, 0)),
                         JS::ToBoolean(arguments.get(1)) ? Outcome::Cancelled : Outcome::Finished);
    arguments.rval().setUndefined();
    return true;
}

bool enter_lane(JSContext*, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    run().lanes().enter(std::uint32_t(number(arguments, 0)));
    arguments.rval().setUndefined();
    return true;
}

bool leave_lane(JSContext*, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    run().lanes().leave(arguments.length() > 0 ? number(arguments, 0) : -1);
    arguments.rval().setUndefined();
    return true;
}

// -- what the program is told -----------------------------------------------------------------

bool list_of(JSContext* context, const std::vector<std::string>& texts,
             JS::MutableHandleValue result) {
    JS::RootedValueVector list(context);
    JS::RootedValue value(context);
    for (const std::string& text : texts)
        if (!to_value(context, text, &value) || !list.append(value))
            return false;
    JSObject* const array = JS::NewArrayObject(context, list);
    result.setObjectOrNull(array);
    return array != nullptr;
}

bool environment(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::vector<std::string> list;
    for (char** each = environ; each && *each; ++each)
        list.emplace_back(*each);
    return list_of(context, list, arguments.rval());
}

/// The file, then the arguments.
bool command_line(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::error_code error;
    std::vector<std::string> list{
        std::filesystem::weakly_canonical(run().report().path(), error).string()};
    list.insert(list.end(), run().arguments().begin(), run().arguments().end());
    return list_of(context, list, arguments.rval());
}

bool working_directory(JSContext* context, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    std::error_code error;
    return return_text(context, arguments, std::filesystem::current_path(error).string());
}

bool process_number(JSContext*, unsigned count, JS::Value* values) {
    JS::CallArgs arguments = JS::CallArgsFromVp(count, values);
    arguments.rval().setInt32(getpid());
    return true;
}

const JSFunctionSpec functions[] = {
    JS_FN("write", write, 2, 0),
    JS_FN("now", now, 0, 0),
    JS_FN("addMicrotask", add_microtask, 1, 0),
    JS_FN("runMicrotasks", run_microtasks, 0, 0),
    JS_FN("takeRejections", take_rejections, 0, 0),
    JS_FN("exit", exit_program, 2, 0),
    JS_FN("promiseState", promise_state, 1, 0),
    JS_FN("isProxy", is_proxy, 1, 0),
    JS_FN("clone", clone, 1, 0),
    JS_FN("readFile", read_file, 1, 0),
    JS_FN("isFile", is_file, 1, 0),
    JS_FN("fullPath", full_path, 1, 0),
    JS_FN("compile", compile, 2, 0),
    JS_FN("runModule", run_module, 1, 0),
    JS_FN("finishImport", finish_import, 0, 0),
    JS_FN("isStopping", is_stopping, 0, 0),
    JS_FN("listenToInput", listen_to_input, 1, 0),
    JS_FN("addLane", add_lane, 4, 0),
    JS_FN("removeLane", remove_lane, 2, 0),
    JS_FN("enterLane", enter_lane, 1, 0),
    JS_FN("leaveLane", leave_lane, 1, 0),
    JS_FN("environment", environment, 0, 0),
    JS_FN("commandLine", command_line, 0, 0),
    JS_FN("workingDirectory", working_directory, 0, 0),
    JS_FN("processNumber", process_number, 0, 0),
    JS_FS_END,
};

} // namespace

bool define_native_functions(JSContext* context, JS::HandleObject library) {
    return JS_DefineFunctions(context, library, functions);
}

} // namespace braid
