// SPDX-License-Identifier: MIT
#include "bridge/python/replaced_builtin.h"

#include "bridge/python/py_ref.h"

#include <utility>

namespace braid {

namespace {

template<typename Function>
Function as(PyCFunction function) {
    return reinterpret_cast<Function>(reinterpret_cast<void (*)()>(function));
}

} // namespace

bool ReplacedBuiltin::replace(const char* module, const char* name, PyCFunction function,
                              int flags) {
    const PyRef home = PyRef::steal(PyImport_ImportModule(module));
    const PyRef found = home ? PyRef::steal(PyObject_GetAttrString(home.get(), name)) : PyRef();
    if (!found)
        return false;
    if (!PyCFunction_CheckExact(found.get()) ||
        reinterpret_cast<PyCFunctionObject*>(found.get())->m_ml->ml_flags != flags) {
        PyErr_Format(PyExc_TypeError, "%s.%s is not what it was", module, name);
        return false;
    }
    PyMethodDef* const definition = reinterpret_cast<PyCFunctionObject*>(found.get())->m_ml;
    if (definition->ml_meth != function)
        original_ = std::exchange(definition->ml_meth, function);
    return true;
}

PyObject* ReplacedBuiltin::original(PyObject* self, PyObject* arguments, PyObject* keywords) const {
    return as<PyCFunctionWithKeywords>(original_)(self, arguments, keywords);
}

PyObject* ReplacedBuiltin::original(PyObject* self, PyObject* const* arguments,
                                    Py_ssize_t count) const {
    return as<_PyCFunctionFast>(original_)(self, arguments, count);
}

PyObject* ReplacedBuiltin::original(PyObject* self, PyObject* const* arguments, Py_ssize_t count,
                                    PyObject* keywords) const {
    return as<_PyCFunctionFastWithKeywords>(original_)(self, arguments, count, keywords);
}

} // namespace braid
