// SPDX-License-Identifier: MIT
#include "bridge/python/program_parts.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/python_sources.h"

#include <algorithm>

namespace braid {

using State = PartReport::State;

void ProgramParts::run(PyObject* main) {
    static PyObject* const module = import_own("braid_parts", braid_parts_code).release();
    parts_ = PyRef::steal(module ? PyObject_CallMethod(module, "Parts", "O", main) : nullptr);
    if (!parts_) {
        failed_();
        return;
    }
    for (const ScriptText::Part& part : text_.parts) {
        const bool lacks = std::any_of(part.needs.begin(), part.needs.end(),
                                       [this](int other) { return without_.contains(other); });
        if (lacks) {
            without_.insert(part.number);
            tell_({part.number, State::LeftOut, {}});
            continue;
        }
        tell_({part.number, State::Running, {}});
        if (run_part(part, main)) {
            tell_({part.number, State::Finished, {}});
            continue;
        }
        Failure failure = failed_();
        without_.insert(part.number);
        tell_({part.number, State::Failed, std::move(failure.text)});
        if (failure.ends_program)
            break;
    }
    if (!PyRef::steal(PyObject_CallMethod(parts_.get(), "close", nullptr)))
        failed_();
}

/// False with a Python exception set, as below.
bool ProgramParts::run_part(const ScriptText::Part& part, PyObject* main) {
    const PyRef file = PyRef::steal(PyUnicode_DecodeFSDefault(part.file.c_str()));
    const PyRef codes =
        PyRef::steal(file ? PyObject_CallMethod(parts_.get(), "compile", "isOiii", part.number,
                                                part.code.c_str(), file.get(), part.line,
                                                int(part.shows), int(part.in_loop))
                          : nullptr);
    for (Py_ssize_t i = 0; codes && i < PyList_GET_SIZE(codes.get()); ++i)
        if (!run_code(part, PyList_GET_ITEM(codes.get(), i), main))
            return false;
    return bool(codes);
}

bool ProgramParts::run_code(const ScriptText::Part& part, PyObject* code, PyObject* main) {
    PyObject* const globals = PyModule_GetDict(main);
    if (!part.in_loop)
        return bool(PyRef::steal(PyEval_EvalCode(code, globals, globals)));
    const PyRef error = PyRef::steal(PyObject_CallMethod(parts_.get(), "run", "O", code));
    if (error && error.get() != Py_None)
        PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.get())), error.get());
    return error.get() == Py_None;
}

} // namespace braid
