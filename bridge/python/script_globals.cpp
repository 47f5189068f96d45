// SPDX-License-Identifier: MIT
#include "bridge/python/script_globals.h"

#include <cstdint>
#include <string_view>

namespace braid {

namespace {

struct Slot {
    PyObject* dict;
    PyObject* key;
    PyObject* changed;
    PyObject* initial;
};
std::vector<Slot> slots;

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

PyObject* ScriptGlobals::value(PyObject* dict, PyObject* key) const {
    if (shown())
        return PyDict_GetItem(dict, key);
    for (std::size_t i = 0; i < values_.size(); ++i)
        if (slots[i].dict == dict && PyUnicode_Compare(slots[i].key, key) == 0)
            return values_[i].get();
    return nullptr;
}

void ScriptGlobals::exchange() {
    // What is new to it: outside it starts from the initial value; inside it has its own already,
    // and the initial one is what the others see.
    while (values_.size() < slots.size())
        values_.push_back(PyRef::steal(own_copy(slots[values_.size()].initial)));
    for (std::size_t i = 0; i < slots.size(); ++i) {
        PyRef shown = PyRef::borrow(PyDict_GetItem(slots[i].dict, slots[i].key));
        if (values_[i] && values_[i].get() != shown.get()) {
            PyDict_SetItem(slots[i].dict, slots[i].key, values_[i].get());
            if (slots[i].changed)
                Py_XDECREF(PyObject_CallNoArgs(slots[i].changed));
        }
        values_[i] = std::move(shown);
    }
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

void ScriptGlobals::clear() {
    values_.clear();
    modules_.clear();
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
        if (path && owns(std::string_view(path, size)))
            modules_.emplace_back(PyRef::borrow(name), PyRef::borrow(module));
    }
    for (const auto& own : modules_)
        PyDict_DelItem(module_table(), own.first.get());
    clean_version = version(module_table());
}

} // namespace braid
