// SPDX-License-Identifier: MIT
#include "bridge/python/own_values.h"

#include "bridge/python/py_ref.h"
#include "bridge/python/python_run.h"

#include <memory>

namespace braid {

namespace {

/// The globals of the script that this thread works for, unless they are those that everybody sees.
/// On its own stack they may be hidden for a moment, too: after a call of the C library, if a
/// thread had the GIL then.
ScriptGlobals* hidden_globals() noexcept {
    PythonRun* const run = PythonRun::of_this_thread();
    return run && run->globals().hidden() ? &run->globals() : nullptr;
}

// -- attributes -------------------------------------------------------------------------------

/// Kept for good, as what refers to it.
struct Attribute {
    PyObject *dict, *name;
    PyGetSetDef definition;
};

PyObject* no_attribute(PyObject* object, const Attribute& attribute) {
    return PyErr_Format(PyExc_AttributeError,
                        PyModule_Check(object) ? "module '%U' has no attribute '%U'"
                                               : "'%U' object has no attribute '%U'",
                        PyModule_Check(object)
                            ? PyRef::steal(PyModule_GetNameObject(object)).get()
                            : PyRef::steal(PyType_GetName(Py_TYPE(object))).get(),
                        attribute.name);
}

PyObject* get(PyObject* object, void* closure) {
    const auto& attribute = *static_cast<Attribute*>(closure);
    PyObject* const value = own_value(attribute.dict, attribute.name);
    return value ? Py_NewRef(value) : no_attribute(object, attribute);
}

int set(PyObject* object, PyObject* value, void* closure) {
    const auto& attribute = *static_cast<Attribute*>(closure);
    if (value || own_value(attribute.dict, attribute.name))
        return set_own_value(attribute.dict, attribute.name, value);
    no_attribute(object, attribute);
    return -1;
}

// -- functions and hooks ----------------------------------------------------------------------

struct OwnObject {
    PyObject_HEAD PyObject *dict, *name, *other;
};

PyObject* value_of(OwnObject* self) { return own_value(self->dict, self->name); }

PyObject* call(PyObject* object, PyObject* arguments, PyObject* keywords) {
    auto* const self = reinterpret_cast<OwnObject*>(object);
    PyObject* const value = value_of(self);
    const PyRef function = PyRef::borrow(value && value != Py_None ? value : self->other);
    return PyObject_Call(function.get(), arguments, keywords);
}

int install(PyObject* object) {
    auto* const self = reinterpret_cast<OwnObject*>(object);
    const PyRef value = PyRef::borrow(value_of(self));
    if (!value || value.get() == Py_None)
        return 0;
    return PyRef::steal(PyObject_CallOneArg(self->other, value.get())) ? 0 : -1;
}

/// Its objects are made once in a process, and not destroyed.
PyTypeObject* make_type(const char* name, PyType_Slot slot) {
    PyType_Slot slots[] = {slot, {0, nullptr}};
    PyType_Spec spec = {name, int(sizeof(OwnObject)), 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    return reinterpret_cast<PyTypeObject*>(PyType_FromSpec(&spec));
}

PyObject* make(PyTypeObject* type, PyObject* dict, PyObject* name, PyObject* other) {
    auto* const self = type ? PyObject_New(OwnObject, type) : nullptr;
    if (self) {
        self->dict = Py_NewRef(dict);
        self->name = Py_NewRef(name);
        self->other = Py_NewRef(other);
    }
    return reinterpret_cast<PyObject*>(self);
}

} // namespace

PyObject* own_value(PyObject* dict, PyObject* key) {
    ScriptGlobals* const own = hidden_globals();
    return own ? own->value(dict, key) : PyDict_GetItem(dict, key);
}

PyObject* hidden_value(PyObject* dict, PyObject* key) {
    ScriptGlobals* const own = hidden_globals();
    return own ? own->value(dict, key) : nullptr;
}

int set_own_value(PyObject* dict, PyObject* key, PyObject* value) {
    if (ScriptGlobals* const own = hidden_globals()) {
        own->set_value(dict, key, value);
        return 0;
    }
    return value ? PyDict_SetItem(dict, key, value) : PyDict_DelItem(dict, key);
}

bool add_own_attributes(PyObject* type, PyObject* dict, PyObject* names) {
    if (!PyType_Check(type))
        return false;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
        PyObject* const name = PyTuple_GET_ITEM(names, i);
        auto* const attribute = new Attribute{Py_NewRef(dict), Py_NewRef(name), {}};
        attribute->definition = {PyUnicode_AsUTF8(name), get, set, nullptr, attribute};
        const PyRef descriptor = PyRef::steal(
            PyDescr_NewGetSet(reinterpret_cast<PyTypeObject*>(type), &attribute->definition));
        if (!descriptor || PyObject_SetAttr(type, name, descriptor.get()) < 0)
            return false;
    }
    return true;
}

PyObject* own_function(PyObject* dict, PyObject* name, PyObject* otherwise) {
    static PyTypeObject* const type =
        make_type("builtins.builtin_function_or_method",
                  {Py_tp_call, reinterpret_cast<void*>(static_cast<ternaryfunc>(call))});
    return make(type, dict, name, otherwise);
}

PyObject* own_hook(PyObject* dict, PyObject* name, PyObject* installer) {
    static PyTypeObject* const type = make_type(
        "builtins.hook", {Py_nb_bool, reinterpret_cast<void*>(static_cast<inquiry>(install))});
    return make(type, dict, name, installer);
}

} // namespace braid
