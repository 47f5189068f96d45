// SPDX-License-Identifier: MIT
#include "bridge/python/code_note.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace braid {

namespace {

Py_ssize_t extra_index = -1;
std::uint32_t engines = 0; ///< so far

/// Texts and places belong to one trace, and stay in it as long as they are recorded with: notes of
/// an older generation are made anew.
std::uint64_t generation_of(const Trace& trace) noexcept {
    return std::uint64_t(engines) << 32 | trace.generation();
}

std::string_view text_of(PyObject* string) {
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(string, &size);
    if (!text)
        PyErr_Clear();
    return text ? std::string_view(text, std::size_t(size)) : std::string_view();
}

/// Python's own library: the directory that `os` lies in.
const std::string& library_directory() {
    static const std::string directory = [] {
        PyObject* os = PyImport_ImportModule("os");
        PyObject* file = os ? PyObject_GetAttrString(os, "__file__") : nullptr;
        std::string path(file ? text_of(file) : std::string_view("/usr/lib/python3/os.py"));
        PyErr_Clear();
        Py_XDECREF(file);
        Py_XDECREF(os);
        return path.substr(0, path.rfind('/') + 1);
    }();
    return directory;
}

bool is_own(std::string_view file) {
    return !file.empty() && file.front() != '<' && !file.starts_with(library_directory()) &&
           file.find("/site-packages/") == file.npos && file.find("/dist-packages/") == file.npos;
}

/// The part of asyncio that a coroutine is from tells what it waits for.
WaitKind wait_in_asyncio(std::string_view module, std::string_view name) {
    if (module == "tasks.py")
        return name == "sleep"             ? WaitKind::Timer
               : name == "_wrap_awaitable" ? WaitKind::Nothing
                                           : WaitKind::Task;
    if (module == "locks.py" && name.starts_with("_ContextManagerMixin."))
        return WaitKind::Nothing; // `async with`: what it calls says more
    if (module == "locks.py")
        return name.starts_with("Event.") ? WaitKind::Event : WaitKind::Lock;
    if (module == "queues.py")
        return WaitKind::Queue;
    if (module == "taskgroups.py")
        return WaitKind::Task;
    if (module == "threads.py" || name.ends_with("shutdown_default_executor"))
        return WaitKind::Thread;
    if (module == "subprocess.py" || module == "base_subprocess.py" ||
        name.find("subprocess") != name.npos)
        return WaitKind::Process;
    if (module == "streams.py" || module == "base_events.py" || module == "selector_events.py" ||
        module == "unix_events.py" || module == "sslproto.py")
        return WaitKind::Io;
    return WaitKind::Nothing;
}

CodeNote::Words words_in_asyncio(std::string_view module, std::string_view name) {
    if (module == "tasks.py" && name == "sleep")
        return CodeNote::Words::Sleep;
    if (module == "tasks.py" && name == "wait_for")
        return CodeNote::Words::WaitFor;
    if (module == "tasks.py" && name == "wait")
        return CodeNote::Words::Wait;
    if (module == "taskgroups.py")
        return CodeNote::Words::TaskGroup;
    if (module == "threads.py")
        return CodeNote::Words::ToThread;
    return CodeNote::Words::Name;
}

/// "selector_events.py" and "BaseSelectorEventLoop.sock_recv": people know the latter's end.
std::string_view shown_name(std::string_view module, std::string_view name) {
    if (module.ends_with("events.py"))
        if (const auto dot = name.rfind('.'); dot != name.npos)
            return name.substr(dot + 1);
    return name == "as_completed.<locals>._wait_for_one" ? "as_completed" : name;
}

} // namespace

bool CodeNote::prepare() {
    ++engines;
    // Now: code that runs when it is asked may have been given builtins that cannot import.
    library_directory();
    if (extra_index < 0)
        extra_index =
            _PyEval_RequestCodeExtraIndex([](void* note) { delete static_cast<CodeNote*>(note); });
    if (extra_index < 0)
        PyErr_SetString(PyExc_RuntimeError, "code objects have no room for more notes");
    return extra_index >= 0;
}

CodeNote& CodeNote::of(PyCodeObject* code, Trace& trace) {
    void* known = nullptr;
    _PyCode_GetExtra(reinterpret_cast<PyObject*>(code), extra_index, &known);
    auto* note = static_cast<CodeNote*>(known);
    if (!note || note->generation_ != generation_of(trace)) {
        note = new CodeNote(code, trace);
        // Deletes an old one.
        _PyCode_SetExtra(reinterpret_cast<PyObject*>(code), extra_index, note);
    }
    return *note;
}

CodeNote::CodeNote(PyCodeObject* code, Trace& trace)
    : generation_(generation_of(trace)) {
    const std::string_view file = text_of(code->co_filename);
    qualified_name_ = text_of(code->co_qualname);
    std::string_view full_name = qualified_name_;
    own = is_own(file);
    const std::string asyncio = library_directory() + "asyncio/";
    if (file.starts_with(asyncio)) {
        const std::string_view module = file.substr(asyncio.size());
        wait = wait_in_asyncio(module, full_name);
        words = words_in_asyncio(module, full_name);
        closing = full_name == "BaseEventLoop.shutdown_asyncgens" ||
                  full_name == "BaseEventLoop.shutdown_default_executor";
        full_name = shown_name(module, full_name);
    }
    name = trace.intern(full_name);
    full_name.remove_prefix(full_name.rfind('.') +
                            1); // neither its class nor the function it is in
    task_name = trace.intern(std::string(full_name) + " Task-");
}

TextId CodeNote::full_name(PyObject* globals, Trace& trace) {
    if (full_name_ != TextId::None)
        return full_name_;
    static PyObject* const name_key = PyUnicode_InternFromString("__name__");
    PyObject* const module = PyDict_GetItem(globals, name_key);
    std::string text(module && PyUnicode_Check(module) ? text_of(module) : std::string_view());
    if (!text.empty())
        text += '.';
    full_name_ = trace.intern(text.append(qualified_name_));
    return full_name_;
}

LocationId CodeNote::location(BraidPosition position, Trace& trace) {
    const auto known = std::find_if(locations_.begin(), locations_.end(), [&](const auto& entry) {
        return entry.first == position.instruction;
    });
    if (known != locations_.end())
        return known->second;
    const LocationId id = trace.intern(text_of(position.code->co_filename), braid_line_of(position),
                                       text_of(position.code->co_qualname));
    locations_.emplace_back(position.instruction, id);
    return id;
}

} // namespace braid
