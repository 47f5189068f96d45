// SPDX-License-Identifier: MIT
#pragma once

#include <js/GCHashTable.h>
#include <js/RootingAPI.h>
#include <js/Value.h>

#include <deque>
#include <map>
#include <string>

struct JSContext;

namespace braid {

/// The modules of one script, by their files. For its stack.
class ModuleLoader {
public:
    explicit ModuleLoader(JSContext* context);

    /// SpiderMonkey asks the script whose code runs for what `import` names.
    static void answer_for(JSContext* context);

    /// The module in that file, compiled; null with an exception set. Names are full paths, or
    /// "node:NAME" for what is built in.
    JSObject* load(JSContext* context, const std::string& name);
    /// Loads it and all that it imports, and runs them: `result` is a promise.
    bool run(JSContext* context, const std::string& name, JS::MutableHandleValue result);

    /// Does what the oldest `import()` was called for, and settles its promise.
    bool finish_import(JSContext* context);

private:
    /// What `import()` was called with.
    struct Import {
        JS::PersistentRootedValue importer;
        JS::PersistentRootedObject request, promise;
    };

    static JSObject* resolve(JSContext* context, JS::HandleValue importer,
                             JS::HandleObject request);
    static bool import_soon(JSContext* context, JS::HandleValue importer, JS::HandleObject request,
                            JS::HandleObject promise);
    static bool describe(JSContext* context, JS::HandleValue module, JS::HandleObject meta);

    /// What is meant by `specifier` in the module `importer`; false with an exception set.
    static bool find(JSContext* context, JS::HandleValue importer, JS::HandleObject request,
                     std::string& name);

    std::map<std::string, JS::PersistentRootedObject> modules_;
    std::deque<Import> imports_;
};

} // namespace braid
