// SPDX-License-Identifier: MIT
#include "bridge/python/script_globals.h"

#include <cstdint>
#include <string_view>
#include <utility>

namespace braid {

namespace {

struct Slot {
    PyObject* dict;
    PyObject* key;
    PyObject* changed;
    PyObject* initial;
};
std::vector<Slot> slots;

struct Variable {
    std::uint64_t* place;
    std::uint64_t initial;
};
std::vector<Variable> variables;

/// A new reference; null if there is no value.
PyObject* own_copy(PyObject* value) {
    if (value && PyList_CheckExact(value))
        return PyList_GetSlice(value, 0, PyList_GET_SIZE(value));
    return Py_XNewRef(value);
}

PyObject* module_table() { return PyImport_GetModuleDict(); }

std::uint64_t version(PyObject* dict) {
    return reinterpret_cast<PyDictObject*>(dict)->ma_version_tag;
}

ScriptGlobals* who_shows = nullptr;

/// sys.modules holds nobody's own modules when it has this version.
std::uint64_t clean_version = 0;

} // namespace

void ScriptGlobals::add(PyObject* dict, PyObject* key, PyObject* changed) {
    slots.push_back({Py_NewRef(dict), Py_NewRef(key), Py_XNewRef(changed),
                     own_copy(PyDict_GetItem(dict, key))});
}

void ScriptGlobals::add(std::uint64_t* variable) { variables.push_back({variable, *variable}); }

ScriptGlobals::ScriptGlobals(std::string directory)
    : directory_prefix_(std::move(directory)) {
    if (directory_prefix_.empty() || directory_prefix_.back() != '/')
        directory_prefix_ += '/';
}

void ScriptGlobals::show() {
    if (who_shows == this)
        return;
    if (who_shows)
        who_shows->leave();
    who_shows = this;
    enter();
}

bool ScriptGlobals::shown() const noexcept { return who_shows == this; }

void ScriptGlobals::hide() {
    if (who_shows != this)
        return;
    leave();
    who_shows = nullptr;
}

/// What is new to it: outside it starts from the initial value; inside it has its own already, and
/// the initial one is what the others see.
void ScriptGlobals::complete() {
    while (values_.size() < slots.size())
        values_.push_back(PyRef::steal(own_copy(slots[values_.size()].initial)));
}

void ScriptGlobals::exchange() {
    complete();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        PyRef shown = PyRef::borrow(PyDict_GetItem(slots[i].dict, slots[i].key));
        if (values_[i].get() != shown.get()) {
            if (values_[i])
                PyDict_SetItem(slots[i].dict, slots[i].key, values_[i].get());
            else
                PyDict_DelItem(slots[i].dict, slots[i].key);
            if (slots[i].changed)
                Py_XDECREF(PyObject_CallNoArgs(slots[i].changed));
        }
        values_[i] = std::move(shown);
    }
    while (numbers_.size() < variables.size())
        numbers_.push_back(variables[numbers_.size()].initial);
    for (std::size_t i = 0; i < variables.size(); ++i)
        std::swap(numbers_[i], *variables[i].place);
    PyErr_Clear();
}

void ScriptGlobals::enter() {
    exchange();
    if (modules_.empty())
        return;
    for (const auto& [name, module] : modules_)
        PyDict_SetItem(module_table(), name.get(), module.get());
    modules_.clear();
}

void ScriptGlobals::leave() {
    exchange();
    if (version(module_table()) != clean_version)
        take_own_modules();
}

namespace {

/// Past all if there is none.
std::size_t slot_of(PyObject* dict, PyObject* key) {
    std::size_t at = 0;
    while (at < slots.size() && !(slots[at].dict == dict && slots[at].key == key))
        ++at;
    return at;
}

} // namespace

PyObject* ScriptGlobals::value(PyObject* dict, PyObject* key) {
    const std::size_t at = slot_of(dict, key);
    if (at == slots.size())
        return PyDict_GetItem(dict, key);
    complete();
    return values_[at].get();
}

void ScriptGlobals::set_value(PyObject* dict, PyObject* key, PyObject* value) {
    const std::size_t at = slot_of(dict, key);
    if (at == slots.size())
        return;
    complete();
    PyRef own = PyRef::borrow(value);
    std::swap(values_[at], own);
}

void ScriptGlobals::clear() {
    // What goes may run any code, which finds nothing half gone.
    while (!values_.empty() || !modules_.empty()) {
        std::exchange(values_, {});
        std::exchange(modules_, {});
    }
}

std::vector<PyRef> ScriptGlobals::take_modules() {
    take_own_modules();
    std::vector<PyRef> taken;
    for (auto& [name, module] : std::exchange(modules_, {}))
        taken.push_back(std::move(module));
    return taken;
}

void ScriptGlobals::take_own_modules() {
    static PyObject* const file_key = PyUnicode_InternFromString("__file__");
    PyObject *name, *module;
    for (Py_ssize_t at = 0; PyDict_Next(module_table(), &at, &name, &module);) {
        if (!PyModule_Check(module))
            continue;
        PyObject* file = PyDict_GetItem(PyModule_GetDict(module), file_key);
        Py_ssize_t size = 0;
        const char* path =
            file && PyUnicode_Check(file) ? PyUnicode_AsUTF8AndSize(file, &size) : nullptr;
        if (path && owns(std::string_view(path, std::size_t(size))))
            modules_.emplace_back(PyRef::borrow(name), PyRef::borrow(module));
    }
    for (const auto& own : modules_)
        PyDict_DelItem(module_table(), own.first.get());
    clean_version = version(module_table());
}

} // namespace braid
