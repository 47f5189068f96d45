// SPDX-License-Identifier: MIT
#include "bridge/python/first_import.h"

#include "bridge/python/cpython_internals.h"
#include "bridge/python/py_ref.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace braid {

namespace {

struct Awaited {
    std::string module;
    PyObject* prepare;
    bool done = false;
};

/// A handful, of which the addresses stay.
auto& all_awaited = *new std::vector<std::unique_ptr<Awaited>>;
/// What this thread is importing from here.
thread_local const Awaited* under_way = nullptr;

/// Is `name` the module or in it?
bool concerns(std::string_view name, std::string_view module) {
    return name.starts_with(module) && (name.size() == module.size() || name[module.size()] == '.');
}

/// Imports it as its importer is about to, who will find it there then.
bool import_and_prepare(Awaited& awaited) {
    const Awaited* const before = std::exchange(under_way, &awaited);
    const PyRef module = PyRef::steal(PyImport_ImportModule(awaited.module.c_str()));
    under_way = before;
    if (!module)
        return false;
    if (std::exchange(awaited.done, true)) // another thread was faster
        return true;
    const PyRef result = PyRef::steal(PyObject_CallNoArgs(awaited.prepare));
    awaited.done = result && PyObject_IsTrue(result.get()) == 1;
    return bool(result);
}

int audit(const char* event, PyObject* arguments, void*) {
    if (std::strcmp(event, "import") != 0)
        return 0;
    const char* name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(arguments, 0));
    if (!name) {
        PyErr_Clear();
        return 0;
    }
    for (const auto& awaited : all_awaited)
        if (!awaited->done && awaited.get() != under_way && concerns(name, awaited->module) &&
            !import_and_prepare(*awaited))
            return -1;
    if (std::all_of(all_awaited.begin(), all_awaited.end(), [](const auto& a) { return a->done; }))
        braid_remove_audit_hook(audit);
    return 0;
}

} // namespace

bool FirstImport::await(const char* module, PyObject* prepare) {
    if (all_awaited.empty() && PySys_AddAuditHook(audit, nullptr) < 0)
        return false;
    all_awaited.push_back(std::make_unique<Awaited>(Awaited{module, Py_NewRef(prepare)}));
    return true;
}

} // namespace braid
