// SPDX-License-Identifier: MIT
#include "bridge/python/replaced_builtin.h"

#include "bridge/python/py_ref.h"

#include <utility>

namespace braid {

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
    return reinterpret_cast<PyCFunctionWithKeywords>(reinterpret_cast<void (*)()>(original_))(
        self, arguments, keywords);
}

} // namespace braid
