// SPDX-License-Identifier: MIT
#include "bridge/python/missing_module.h"

#include "bridge/python/py_ref.h"

namespace braid {

namespace {

std::string text_of(PyObject* object) {
    const char* text = object && PyUnicode_Check(object) ? PyUnicode_AsUTF8(object) : nullptr;
    PyErr_Clear();
    return text ? text : "";
}

std::string sys_text(const char* name) { return text_of(PySys_GetObject(name)); }

} // namespace

std::string advice_on_missing_module(PyObject* exception) {
    if (!PyErr_GivenExceptionMatches(exception, PyExc_ModuleNotFoundError))
        return {};
    const PyRef attribute = PyRef::steal(PyObject_GetAttrString(exception, "name"));
    const std::string name = text_of(attribute.get());
    // A part of a package that is there is no matter of installing.
    if (name.empty() || name.find('.') != std::string::npos)
        return {};
    const std::string python = sys_text("executable");
    if (sys_text("prefix") != sys_text("base_prefix"))
        return "braid: '" + name + "' is not installed in the environment " + sys_text("prefix") +
               ". If it is a package:\n  " + python + " -m pip install " + name + "\n";
    return "braid: '" + name + "' is not installed for " + python +
           ". If it is a package, make an environment beside the program:\n"
           "  " +
           python + " -m venv .venv && .venv/bin/pip install " + name + "\n";
}

} // namespace braid
