// SPDX-License-Identifier: MIT
#include "bridge/python/python_reader.h"

#include "bridge/python/braid_module.h"
#include "bridge/python/interpreter.h"
#include "bridge/python/python_sources.h"

#include <algorithm>
#include <array>

namespace braid {

namespace {

std::string text_of(PyObject* object) {
    Py_ssize_t size = 0;
    const char* text = object ? PyUnicode_AsUTF8AndSize(object, &size) : nullptr;
    if (!text)
        PyErr_Clear();
    return text ? std::string(text, std::size_t(size)) : std::string();
}

/// What `braid_code.read` has told.
class Answer {
public:
    explicit Answer(PyObject* dict)
        : dict_(dict) {}

    PyObject* get(const char* name) const { return PyDict_GetItemString(dict_, name); }
    bool is(const char* name) const {
        PyObject* const value = get(name);
        return value && PyObject_IsTrue(value) == 1;
    }
    int number(const char* name) const {
        PyObject* const value = get(name);
        return value ? int(PyLong_AsLong(value)) : 0;
    }
    std::vector<std::string> texts(const char* name) const {
        std::vector<std::string> result;
        PyObject* const list = get(name);
        for (Py_ssize_t i = 0; list && i < PyList_GET_SIZE(list); ++i)
            result.push_back(text_of(PyList_GET_ITEM(list, i)));
        return result;
    }
    std::vector<CodeFacts::Place> places(const char* name) const {
        std::vector<CodeFacts::Place> result;
        PyObject* const list = get(name);
        for (Py_ssize_t i = 0; list && i < PyList_GET_SIZE(list); ++i) {
            PyObject* const pair = PyList_GET_ITEM(list, i);
            result.push_back({int(PyLong_AsLong(PyTuple_GET_ITEM(pair, 0))),
                              text_of(PyTuple_GET_ITEM(pair, 1))});
        }
        return result;
    }

private:
    PyObject* const dict_;
};

/// Why Python could not even look at it.
CodeFacts unread(std::string_view code) {
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    const PyRef said = PyRef::steal(error ? PyObject_Str(error) : nullptr);
    CodeFacts facts;
    facts.code = code;
    facts.errors.push_back({1, said ? text_of(said.get()) : "it cannot be read"});
    for (PyObject* object : {type, error, traceback})
        Py_XDECREF(object);
    PyErr_Clear();
    return facts;
}

} // namespace

bool PythonReader::knows(std::string_view language) const {
    constexpr std::array names{"python",         "py",      "python3", "py3",     "pycon",
                               "python-console", "ipython", "doctest", "ipython3"};
    return std::find(names.begin(), names.end(), language) != names.end();
}

/// A script that was pre-empted has the GIL on this very thread. Any other thread lets go of it.
bool PythonReader::is_free() const {
    PyThreadState* const holder = _PyThreadState_UncheckedGet();
    return !holder || holder != PyGILState_GetThisThreadState();
}

CodeFacts PythonReader::read(std::string_view language, std::string_view code) {
    const GilOnLoop gil;
    static PyObject* const module = import_own("braid_code", braid_code_code).release();
    const PyRef word =
        PyRef::steal(PyUnicode_DecodeUTF8(language.data(), Py_ssize_t(language.size()), "replace"));
    const PyRef text =
        PyRef::steal(PyUnicode_DecodeUTF8(code.data(), Py_ssize_t(code.size()), "replace"));
    const PyRef read =
        module && word && text
            ? PyRef::steal(PyObject_CallMethod(module, "read", "OO", word.get(), text.get()))
            : PyRef();
    if (!read)
        return unread(code);
    const Answer answer(read.get());
    CodeFacts facts;
    facts.code = text_of(answer.get("code"));
    facts.is_transcript = answer.is("is_transcript");
    facts.errors = answer.places("errors");
    facts.omissions = answer.places("omissions");
    facts.awaits_at_line = answer.number("awaits_at_line");
    facts.wants_loop = answer.is("wants_loop");
    facts.makes = answer.texts("makes");
    facts.makes_any = answer.is("makes_any");
    facts.needs = answer.places("needs");
    facts.needs_in_functions = answer.places("needs_in_functions");
    facts.prints = answer.places("prints");
    facts.prints_all = answer.is("prints_all");
    PyErr_Clear();
    return facts;
}

} // namespace braid
