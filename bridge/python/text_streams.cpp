// SPDX-License-Identifier: MIT
#include "bridge/python/text_streams.h"

#include "bridge/python/py_ref.h"
#include "bridge/python/python_run.h"

#include <algorithm>
#include <vector>

namespace braid {

namespace {

/// The GIL guards them.
struct Known {
    PyObject* stream;
    int number;
};
std::vector<Known> known;

/// What the thread means by `stream`, if that is another one. Borrowed.
PyObject* meant_instead_of(PyObject* stream) noexcept {
    if (CurrentRun::on_stack())
        return nullptr;
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run)
        return nullptr;
    const auto found = std::find_if(known.begin(), known.end(),
                                    [stream](const Known& each) { return each.stream == stream; });
    if (found == known.end())
        return nullptr;
    PyObject* const own = run->standard_stream(found->number);
    return own == stream || own == Py_None ? nullptr : own;
}

/// One method of `io.TextIOWrapper`.
struct Method {
    const char* name;
    PyObject* original = nullptr;
    PyMethodDef definition{};

    PyObject* call(PyObject* self, PyObject* const* arguments, Py_ssize_t count) const {
        if (PyObject* const own = meant_instead_of(self)) {
            const PyRef keep = PyRef::borrow(own);
            const PyRef method = PyRef::steal(PyObject_GetAttrString(own, name));
            return method
                       ? PyObject_Vectorcall(method.get(), arguments, std::size_t(count), nullptr)
                       : nullptr;
        }
        constexpr Py_ssize_t most = 2;
        PyObject* all[1 + most] = {self};
        if (count > most)
            count = most; // more than any of them takes: it says so itself
        std::copy(arguments, arguments + count, all + 1);
        return PyObject_Vectorcall(original, all, std::size_t(count) + 1, nullptr);
    }
};

Method methods[] = {{"write"}, {"flush"}, {"read"}, {"readline"}};

template<int index>
PyObject* call_method(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
    return methods[index].call(self, arguments, count);
}

constexpr _PyCFunctionFast functions[] = {call_method<0>, call_method<1>, call_method<2>,
                                          call_method<3>};

iternextfunc next_line = nullptr;

PyObject* next_own_line(PyObject* self) {
    PyObject* const own = meant_instead_of(self);
    if (!own || !Py_TYPE(own)->tp_iternext)
        return next_line(self);
    const PyRef keep = PyRef::borrow(own);
    return Py_TYPE(own)->tp_iternext(own);
}

PyObject* buffer_member = nullptr;

PyObject* own_buffer(PyObject* self, void*) {
    if (PyObject* const own = meant_instead_of(self))
        return PyObject_GetAttrString(own, "buffer");
    return Py_TYPE(buffer_member)
        ->tp_descr_get(buffer_member, self, reinterpret_cast<PyObject*>(Py_TYPE(self)));
}

PyGetSetDef buffer_definition = {"buffer", own_buffer, nullptr, nullptr, nullptr};

} // namespace

bool share_text_streams() {
    const PyRef io = PyRef::steal(PyImport_ImportModule("_io"));
    const PyRef wrapper =
        io ? PyRef::steal(PyObject_GetAttrString(io.get(), "TextIOWrapper")) : PyRef();
    if (!wrapper)
        return false;
    auto* const type = reinterpret_cast<PyTypeObject*>(wrapper.get());
    for (std::size_t i = 0; i < std::size(methods); ++i) {
        Method& method = methods[i];
        method.original = Py_XNewRef(PyDict_GetItemString(type->tp_dict, method.name));
        if (!method.original || !Py_IS_TYPE(method.original, &PyMethodDescr_Type)) {
            PyErr_SetString(PyExc_SystemError, "text streams are not as expected");
            return false;
        }
        const auto* original = reinterpret_cast<PyMethodDescrObject*>(method.original)->d_method;
        method.definition = {method.name,
                             reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(functions[i])),
                             METH_FASTCALL, original->ml_doc};
        const PyRef own = PyRef::steal(PyDescr_NewMethod(type, &method.definition));
        if (!own || PyDict_SetItemString(type->tp_dict, method.name, own.get()) < 0)
            return false;
    }
    buffer_member = Py_XNewRef(PyDict_GetItemString(type->tp_dict, "buffer"));
    const PyRef buffer = PyRef::steal(PyDescr_NewGetSet(type, &buffer_definition));
    if (!buffer_member || !buffer ||
        PyDict_SetItemString(type->tp_dict, "buffer", buffer.get()) < 0)
        return false;
    next_line = type->tp_iternext;
    type->tp_iternext = next_own_line;
    PyType_Modified(type);
    return true;
}

void know_text_stream(PyObject* stream, int number) { known.push_back({stream, number}); }

void forget_text_stream(PyObject* stream) noexcept {
    std::erase_if(known, [stream](const Known& each) { return each.stream == stream; });
}

} // namespace braid
