// SPDX-License-Identifier: MIT
#include "bridge/javascript/module_loader.h"

#include "bridge/javascript/javascript_run.h"
#include "bridge/javascript/native_functions.h"
#include "bridge/javascript/script_source.h"

#include <js/CompilationAndEvaluation.h>
#include <js/CompileOptions.h>
#include <js/Modules.h>
#include <js/SourceText.h>
#include <jsapi.h>

#include <optional>

namespace braid {

ModuleLoader::ModuleLoader(JSContext*) {}

void ModuleLoader::answer_for(JSContext* context) {
    JSRuntime* const runtime = JS_GetRuntime(context);
    JS::SetModuleResolveHook(runtime, resolve);
    JS::SetModuleDynamicImportHook(runtime, import_soon);
    JS::SetModuleMetadataHook(runtime, describe);
}

bool ModuleLoader::find(JSContext* context, JS::HandleValue importer, JS::HandleObject request,
                        std::string& name) {
    JS::RootedString specifier(context, JS::GetModuleRequestSpecifier(context, request));
    JS::RootedValueVector arguments(context);
    JS::RootedValue found(context);
    if (!specifier || !arguments.append(JS::StringValue(specifier)) ||
        !arguments.append(importer) ||
        !JavaScriptRun::on_this_stack()->call_library("resolve", arguments, &found))
        return false;
    return to_utf8(context, found, name);
}

JSObject* ModuleLoader::load(JSContext* context, const std::string& name) {
    if (const auto known = modules_.find(name); known != modules_.end())
        return known->second;
    std::optional<std::string> text;
    if (name.starts_with('/') && !name.ends_with(".json") && !name.ends_with(".cjs"))
        text = read_script(name);
    JS::RootedValue name_value(context);
    if (!to_value(context, name, &name_value))
        return nullptr;
    // Others are given the shape of a module: what they export is asked of the library.
    JS::RootedValueVector arguments(context);
    JS::RootedValue wrapped(context);
    if (!arguments.append(name_value) || !arguments.append(JS::BooleanValue(text.has_value())) ||
        !JavaScriptRun::on_this_stack()->call_library("moduleText", arguments, &wrapped))
        return nullptr;
    if (wrapped.isString()) {
        text.emplace();
        if (!to_utf8(context, wrapped, *text))
            return nullptr;
    }
    JS::CompileOptions options(context);
    options.setFileAndLine(name.c_str(), 1);
    JS::SourceText<mozilla::Utf8Unit> source;
    if (!source.init(context, text->data(), text->size(), JS::SourceOwnership::Borrowed))
        return nullptr;
    JS::RootedObject module(context, JS::CompileModule(context, options, source));
    if (!module)
        return nullptr;
    JS::SetModulePrivate(module, name_value);
    modules_.emplace(name, JS::PersistentRootedObject(context, module));
    return module;
}

bool ModuleLoader::run(JSContext* context, const std::string& name, JS::MutableHandleValue result) {
    JS::RootedObject module(context, load(context, name));
    return module && JS::ModuleInstantiate(context, module) &&
           JS::ModuleEvaluate(context, module, result);
}

JSObject* ModuleLoader::resolve(JSContext* context, JS::HandleValue importer,
                                JS::HandleObject request) {
    std::string name;
    if (!find(context, importer, request, name))
        return nullptr;
    return JavaScriptRun::on_this_stack()->modules().load(context, name);
}

bool ModuleLoader::import_soon(JSContext* context, JS::HandleValue importer,
                               JS::HandleObject request, JS::HandleObject promise) {
    JavaScriptRun& run = *JavaScriptRun::on_this_stack();
    run.modules().imports_.push_back({JS::PersistentRootedValue(context, importer),
                                      JS::PersistentRootedObject(context, request),
                                      JS::PersistentRootedObject(context, promise)});
    JS::RootedValue result(context);
    return run.call_library("importSoon", JS::HandleValueArray::empty(), &result);
}

bool ModuleLoader::finish_import(JSContext* context) {
    JS::RootedValue importer(context, imports_.front().importer);
    JS::RootedObject request(context, imports_.front().request);
    JS::RootedObject promise(context, imports_.front().promise);
    imports_.pop_front();
    std::string name;
    JS::RootedValue result(context);
    JS::RootedObject evaluation(context);
    if (find(context, importer, request, name) && run(context, name, &result))
        evaluation = result.isObject() ? &result.toObject() : nullptr;
    else if (!JS_IsExceptionPending(context))
        return false; // the script ends
    return JS::FinishDynamicModuleImport(context, evaluation, importer, request, promise);
}

bool ModuleLoader::describe(JSContext* context, JS::HandleValue module, JS::HandleObject meta) {
    JS::RootedValueVector arguments(context);
    JS::RootedValue result(context);
    return arguments.append(module) && arguments.append(JS::ObjectValue(*meta)) &&
           JavaScriptRun::on_this_stack()->call_library("describeModule", arguments, &result);
}

} // namespace braid
