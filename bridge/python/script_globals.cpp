// SPDX-License-Identifier: MIT
#include "bridge/python/script_globals.h"

#include <algorithm>
#include <cstdint>
#include <map>
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

/// As the beginning of the names of what lies in it.
std::string prefix_of(std::string directory) {
    if (directory.empty() || directory.back() != '/')
        directory += '/';
    return directory;
}

/// Where the library's modules lie: see `ScriptGlobals::share`.
std::vector<std::string> library;

PyObject* item(PyObject* dict, PyObject* key) {
    PyObject* const value = dict ? PyDict_GetItem(dict, key) : nullptr;
    return value && value != Py_None ? value : nullptr;
}

/// Its file; of a namespace package, which is folders only, the first of these; null if it came
/// from none. Borrowed, and looked up without running any Python code.
PyObject* file_of(PyObject* module) {
    static PyObject* const file_key = PyUnicode_InternFromString("__file__");
    static PyObject* const path_key = PyUnicode_InternFromString("__path__");
    static PyObject* const list_key = PyUnicode_InternFromString("_path");
    PyObject* const dict = PyModule_GetDict(module);
    if (PyObject* const file = item(dict, file_key))
        return file;
    PyObject* folders = item(dict, path_key);
    if (folders && !PyList_Check(folders)) {
        PyObject** const attributes = _PyObject_GetDictPtr(folders);
        folders = item(attributes ? *attributes : nullptr, list_key);
    }
    return folders && PyList_Check(folders) && PyList_GET_SIZE(folders) > 0
               ? PyList_GET_ITEM(folders, 0)
               : nullptr;
}

/// Takes those modules out of sys.modules whose file `belongs`.
template<typename Belongs>
void take_modules_out(std::vector<std::pair<PyRef, PyRef>>& taken, Belongs belongs) {
    const std::size_t before = taken.size();
    PyObject *name, *module;
    for (Py_ssize_t at = 0; PyDict_Next(module_table(), &at, &name, &module);) {
        if (!PyModule_Check(module))
            continue;
        PyObject* const file = file_of(module);
        Py_ssize_t size = 0;
        const char* path =
            file && PyUnicode_Check(file) ? PyUnicode_AsUTF8AndSize(file, &size) : nullptr;
        if (path && belongs(std::string_view(path, std::size_t(size))))
            taken.emplace_back(PyRef::borrow(name), PyRef::borrow(module));
    }
    for (std::size_t i = before; i < taken.size(); ++i)
        PyDict_DelItem(module_table(), taken[i].first.get());
}

} // namespace

ScriptGlobals::Modules* ScriptGlobals::environment_in_view_ = nullptr;

void ScriptGlobals::add(PyObject* dict, PyObject* key, PyObject* changed) {
    slots.push_back({Py_NewRef(dict), Py_NewRef(key), Py_XNewRef(changed),
                     own_copy(PyDict_GetItem(dict, key))});
}

void ScriptGlobals::add(std::uint64_t* variable) { variables.push_back({variable, *variable}); }

void ScriptGlobals::share(const std::string& directory) {
    const std::string prefix = prefix_of(directory);
    if (prefix.front() == '/' && std::find(library.begin(), library.end(), prefix) == library.end())
        library.push_back(prefix);
}

void ScriptGlobals::set_places(std::string directory, const std::string& environment) {
    own_.prefix = prefix_of(std::move(directory));
    environment_ = environment.empty() ? nullptr : modules_of(environment);
}

std::shared_ptr<ScriptGlobals::Modules> ScriptGlobals::modules_of(const std::string& environment) {
    static auto& known = *new std::map<std::string, std::shared_ptr<Modules>>;
    std::shared_ptr<Modules>& modules = known[environment];
    if (!modules)
        modules = std::make_shared<Modules>(Modules{prefix_of(environment), {}});
    return modules;
}

bool ScriptGlobals::owns(std::string_view path) const noexcept {
    if (!path.starts_with('/') || (environment_ && environment_->has(path)))
        return false;
    // Of two places that lie in each other the inner one decides.
    const std::size_t own = own_.has(path) ? own_.prefix.size() : 0;
    return std::none_of(library.begin(), library.end(), [&](const std::string& place) {
        return place.size() > own && path.starts_with(place);
    });
}

void ScriptGlobals::Modules::show() {
    for (const auto& [name, module] : hidden)
        PyDict_SetItem(module_table(), name.get(), module.get());
    hidden.clear();
}

void ScriptGlobals::show() {
    if (who_shows == this)
        return;
    if (who_shows)
        who_shows->leave(environment_.get());
    who_shows = this;
    enter();
}

bool ScriptGlobals::shown() const noexcept { return who_shows == this; }

void ScriptGlobals::hide() {
    if (who_shows != this)
        return;
    leave(nullptr);
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
    if (environment_ && environment_.get() != environment_in_view_) {
        environment_in_view_ = environment_.get();
        environment_->show();
    }
    own_.show();
}

void ScriptGlobals::leave(const Modules* next_environment) {
    exchange();
    if (version(module_table()) != clean_version)
        hide_own_modules();
    if (environment_in_view_ && environment_in_view_ != next_environment)
        hide_environment();
}

void ScriptGlobals::hide_own_modules() {
    take_modules_out(own_.hidden, [this](std::string_view path) { return owns(path); });
    clean_version = version(module_table());
}

void ScriptGlobals::hide_environment() {
    Modules& modules = *std::exchange(environment_in_view_, nullptr);
    take_modules_out(modules.hidden, [&](std::string_view path) { return modules.has(path); });
    clean_version = version(module_table());
}

namespace {

/// Past all if there is none.
std::size_t slot_of(PyObject* dict, PyObject* key) {
    std::size_t at = 0;
    while (at < slots.size() && (slots[at].dict != dict || slots[at].key != key))
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

void ScriptGlobals::clear(bool threads_go_on) {
    cleared_ = true;
    // What goes may run any code, which finds nothing half gone.
    while ((!threads_go_on && !values_.empty()) || !own_.hidden.empty()) {
        if (!threads_go_on)
            std::exchange(values_, {});
        std::exchange(own_.hidden, {});
    }
}

std::vector<PyRef> ScriptGlobals::take_modules() {
    hide_own_modules();
    std::vector<PyRef> taken;
    for (auto& [name, module] : std::exchange(own_.hidden, {}))
        taken.push_back(std::move(module));
    return taken;
}

} // namespace braid
