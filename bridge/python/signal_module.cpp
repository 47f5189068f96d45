// SPDX-License-Identifier: MIT
#include "bridge/python/signal_module.h"

#include "bridge/python/py_ref.h"
#include "bridge/python/python_run.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <limits>
#include <optional>

namespace braid {

namespace {

using Arguments = PyObject* const*;
using Set = ScriptSignals::Set;

// -- what was there before --------------------------------------------------------------------

enum Function {
    Signal,
    GetSignal,
    SetWakeupFd,
    Alarm,
    SetItimer,
    GetItimer,
    Pause,
    RaiseSignal,
    PthreadKill,
    PthreadSigmask,
    SigPending,
    SigWait,
    SigWaitInfo,
    SigTimedWait,
    Kill,
    InterruptMain,
    function_count,
};

PyObject* originals[function_count];
PyTypeObject* struct_siginfo = nullptr;
PyObject* itimer_error = nullptr;
unsigned long loop_thread = 0;

PyObject* original(Function function, Arguments arguments, Py_ssize_t count,
                   PyObject* keywords = nullptr) {
    return PyObject_Vectorcall(originals[function], arguments, std::size_t(count), keywords);
}

/// Null on any stack but a script's: there it is the process's affair, or the thread's.
PythonRun* run_here() noexcept { return PythonRun::on_this_stack(); }

// -- arguments --------------------------------------------------------------------------------

/// 0 with a Python exception set if it is none.
int signal_number(PyObject* object) {
    const int number = _PyLong_AsInt(object);
    if (PyErr_Occurred())
        return 0;
    if (number >= 1 && number < ScriptSignals::end)
        return number;
    PyErr_SetString(PyExc_ValueError, "signal number out of range");
    return 0;
}

bool parse_set(PyObject* iterable, Set& set) {
    const PyRef iterator = PyRef::steal(PyObject_GetIter(iterable));
    while (iterator) {
        const PyRef item = PyRef::steal(PyIter_Next(iterator.get()));
        if (!item)
            return !PyErr_Occurred();
        const int number = signal_number(item.get());
        if (number == 0)
            return false;
        set.set(std::size_t(number));
    }
    return false;
}

PyObject* set_of(const Set& set) {
    PyRef result = PyRef::steal(PySet_New(nullptr));
    for (int number = 1; result && number < ScriptSignals::end; ++number) {
        if (!set[std::size_t(number)])
            continue;
        const PyRef object = PyRef::steal(PyLong_FromLong(number));
        if (!object || PySet_Add(result.get(), object.get()) < 0)
            return nullptr;
    }
    return result.release();
}

bool check_count(const char* name, Py_ssize_t count, Py_ssize_t least, Py_ssize_t most) {
    if (count >= least && count <= most)
        return true;
    PyErr_Format(PyExc_TypeError, "%s expected %s%zd argument%s, got %zd", name,
                 least == most   ? ""
                 : count < least ? "at least "
                                 : "at most ",
                 count < least ? least : most, (count < least ? least : most) == 1 ? "" : "s",
                 count);
    return false;
}

std::optional<Duration> seconds(PyObject* object) {
    const double value = PyFloat_AsDouble(object);
    if (value == -1 && PyErr_Occurred())
        return {};
    if (!(value >= 0) || value > 9e9) {
        errno = EINVAL;
        PyErr_SetFromErrno(itimer_error);
        return {};
    }
    return std::chrono::ceil<Duration>(std::chrono::duration<double>(value));
}

double in_seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

// -- handlers ---------------------------------------------------------------------------------

PyObject* signal(PyObject*, Arguments arguments, Py_ssize_t count) {
    PythonRun* const run = run_here();
    if (!run)
        return original(Signal, arguments, count);
    if (!check_count("signal", count, 2, 2))
        return nullptr;
    const int number = signal_number(arguments[0]);
    if (number == 0)
        return nullptr;
    PyObject* const handler = arguments[1];
    const long value = PyLong_Check(handler) ? PyLong_AsLong(handler) : -1;
    if (!PyCallable_Check(handler) && value != 0 && value != 1) {
        PyErr_SetString(PyExc_TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, "
                                         "or a callable object");
        return nullptr;
    }
    if (!run->deliver_interrupts())
        return nullptr;
    if (number == SIGKILL || number == SIGSTOP) {
        errno = EINVAL;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    PyRef before = PyRef::borrow(run->signal_handler(number));
    run->set_signal_handler(number, PyRef::borrow(handler));
    return before ? before.release() : Py_NewRef(Py_None);
}

PyObject* getsignal(PyObject*, PyObject* argument) {
    PythonRun* const run = run_here();
    if (!run)
        return original(GetSignal, &argument, 1);
    const int number = signal_number(argument);
    if (number == 0)
        return nullptr;
    PyObject* const handler = run->signal_handler(number);
    return Py_NewRef(handler ? handler : Py_None);
}

PyObject* set_wakeup_fd(PyObject*, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    PythonRun* const run = run_here();
    if (!run || count != 1)
        return original(SetWakeupFd, arguments, count, keywords);
    const int descriptor = _PyLong_AsInt(arguments[0]);
    if (descriptor == -1 && PyErr_Occurred())
        return nullptr;
    if (descriptor != -1) {
        struct stat status;
        if (fstat(descriptor, &status) < 0)
            return PyErr_SetFromErrno(PyExc_OSError);
        if ((fcntl(descriptor, F_GETFL) & O_NONBLOCK) == 0)
            return PyErr_Format(PyExc_ValueError, "the fd %i must be in non-blocking mode",
                                descriptor);
    }
    return PyLong_FromLong(run->set_wakeup_descriptor(descriptor));
}

// -- alarms -----------------------------------------------------------------------------------

PyObject* alarm(PyObject*, PyObject* argument) {
    PythonRun* const run = run_here();
    if (!run)
        return original(Alarm, &argument, 1);
    const int delay = _PyLong_AsInt(argument);
    if (delay == -1 && PyErr_Occurred())
        return nullptr;
    const PythonRun::Alarm before = run->set_alarm({std::chrono::seconds(delay), {}});
    return PyLong_FromLong(long(std::ceil(in_seconds(before.delay))));
}

PyObject* setitimer(PyObject*, Arguments arguments, Py_ssize_t count) {
    PythonRun* const run = run_here();
    if (!run || count < 2 || count > 3 || !PyLong_Check(arguments[0]) ||
        PyLong_AsLong(arguments[0]) != ITIMER_REAL)
        return original(SetItimer, arguments, count);
    const auto delay = seconds(arguments[1]);
    const auto interval = count < 3 || !delay ? Duration() : seconds(arguments[2]);
    if (!delay || !interval)
        return nullptr;
    const PythonRun::Alarm before = run->set_alarm({*delay, *interval});
    return Py_BuildValue("(dd)", in_seconds(before.delay), in_seconds(before.interval));
}

PyObject* getitimer(PyObject*, PyObject* argument) {
    PythonRun* const run = run_here();
    if (!run || !PyLong_Check(argument) || PyLong_AsLong(argument) != ITIMER_REAL)
        return original(GetItimer, &argument, 1);
    const PythonRun::Alarm now = run->alarm();
    return Py_BuildValue("(dd)", in_seconds(now.delay), in_seconds(now.interval));
}

// -- sending ----------------------------------------------------------------------------------

PyObject* none_if(bool fine) { return fine ? Py_NewRef(Py_None) : nullptr; }

PyObject* raise_signal(PyObject*, PyObject* argument) {
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run || CurrentRun::in_forked_child())
        return original(RaiseSignal, &argument, 1);
    const int number = _PyLong_AsInt(argument);
    if (number == -1 && PyErr_Occurred())
        return nullptr;
    if (number < 0 || number >= ScriptSignals::end) {
        errno = EINVAL;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    if (run == run_here())
        return none_if(number == 0 || run->raise_signal(number));
    run->signal_threadsafe(number);
    Py_RETURN_NONE;
}

/// By code of its own, on its stack or in one of its threads.
PyObject* send_to(PythonRun& run, PyObject* signal) {
    if (&run == run_here())
        return raise_signal(nullptr, signal);
    const int number = signal_number(signal);
    if (number != 0)
        run.signal_threadsafe(number);
    return none_if(number != 0);
}

PyObject* kill(PyObject*, Arguments arguments, Py_ssize_t count) {
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run || CurrentRun::in_forked_child() || count != 2 || !PyLong_Check(arguments[0]) ||
        PyLong_AsLong(arguments[0]) != getpid())
        return original(Kill, arguments, count);
    return send_to(*run, arguments[1]);
}

/// To the thread that all scripts share: to this one.
PyObject* pthread_kill(PyObject*, Arguments arguments, Py_ssize_t count) {
    PythonRun* const run = PythonRun::of_this_thread();
    const bool to_loop = count == 2 && PyLong_Check(arguments[0]) &&
                         PyLong_AsUnsignedLong(arguments[0]) == loop_thread;
    PyErr_Clear();
    if (!run || CurrentRun::in_forked_child() || !to_loop)
        return original(PthreadKill, arguments, count);
    return send_to(*run, arguments[1]);
}

PyObject* interrupt_main(PyObject*, Arguments arguments, Py_ssize_t count) {
    PythonRun* const run = PythonRun::of_this_thread();
    if (!run || CurrentRun::in_forked_child() || count > 1)
        return original(InterruptMain, arguments, count);
    const int number = count == 0 ? SIGINT : signal_number(arguments[0]);
    if (number == 0)
        return nullptr;
    // It only comes about as a signal does; nobody ends by it.
    if (run->script_signals().action(number) != ScriptSignals::Action::Handle)
        Py_RETURN_NONE;
    if (run == run_here())
        return none_if(run->raise_signal(number));
    run->signal_threadsafe(number);
    Py_RETURN_NONE;
}

// -- waiting ----------------------------------------------------------------------------------

PyObject* pause(PyObject*, PyObject*) {
    PythonRun* const run = run_here();
    return run ? none_if(run->wait_for_signal()) : original(Pause, nullptr, 0);
}

PyObject* pthread_sigmask(PyObject*, Arguments arguments, Py_ssize_t count) {
    PythonRun* const run = run_here();
    if (!run || count != 2)
        return original(PthreadSigmask, arguments, count);
    const int how = _PyLong_AsInt(arguments[0]);
    Set set;
    if (PyErr_Occurred() || !parse_set(arguments[1], set))
        return nullptr;
    const Set before = run->script_signals().blocked();
    switch (how) {
    case SIG_BLOCK:
        run->script_signals().set_blocked(before | set);
        break;
    case SIG_UNBLOCK:
        run->script_signals().set_blocked(before & ~set);
        break;
    case SIG_SETMASK:
        run->script_signals().set_blocked(set);
        break;
    default:
        errno = EINVAL;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    return run->deliver_interrupts() ? set_of(before) : nullptr;
}

PyObject* sigpending(PyObject*, PyObject*) {
    PythonRun* const run = run_here();
    return run ? set_of(run->script_signals().pending()) : original(SigPending, nullptr, 0);
}

PyObject* sigwait(PyObject*, PyObject* argument) {
    PythonRun* const run = run_here();
    if (!run)
        return original(SigWait, &argument, 1);
    Set set;
    if (!parse_set(argument, set))
        return nullptr;
    const int number = run->wait_for_signal_of(set, TimePoint::max());
    return number == 0 ? nullptr : PyLong_FromLong(number);
}

PyObject* information_about(int number) {
    PyRef fields = PyRef::steal(
        Py_BuildValue("(iiiiiil)", number, SI_USER, 0, int(getpid()), int(getuid()), 0, 0L));
    return fields ? PyObject_CallOneArg(reinterpret_cast<PyObject*>(struct_siginfo), fields.get())
                  : nullptr;
}

PyObject* sigwaitinfo(PyObject*, PyObject* argument) {
    PythonRun* const run = run_here();
    if (!run)
        return original(SigWaitInfo, &argument, 1);
    Set set;
    if (!parse_set(argument, set))
        return nullptr;
    const int number = run->wait_for_signal_of(set, TimePoint::max());
    return number == 0 ? nullptr : information_about(number);
}

PyObject* sigtimedwait(PyObject*, Arguments arguments, Py_ssize_t count) {
    PythonRun* const run = run_here();
    if (!run || count != 2)
        return original(SigTimedWait, arguments, count);
    Set set;
    if (!parse_set(arguments[0], set))
        return nullptr;
    const double timeout = PyFloat_AsDouble(arguments[1]);
    if (timeout == -1 && PyErr_Occurred())
        return nullptr;
    if (!(timeout >= 0)) {
        PyErr_SetString(PyExc_ValueError, "timeout must be non-negative");
        return nullptr;
    }
    const auto delay =
        std::chrono::ceil<Duration>(std::chrono::duration<double>(std::min(timeout, 9e8)));
    const int number = run->wait_for_signal_of(set, run->loop().time() + delay);
    if (number != 0)
        return information_about(number);
    return PyErr_Occurred() ? nullptr : Py_NewRef(Py_None);
}

// -- forks ------------------------------------------------------------------------------------

/// The child is a process of its own, and Python's functions are what they were: they learn what
/// the script has handlers for.
PyObject* after_fork(PyObject*, PyObject*) {
    PythonRun* const run = PythonRun::of_this_thread();
    for (int number = 1; run && number < ScriptSignals::end; ++number) {
        PyObject* const handler = run->signal_handler(number);
        if (run->script_signals().action(number) != ScriptSignals::Action::Handle || !handler)
            continue;
        const PyRef object = PyRef::steal(PyLong_FromLong(number));
        PyObject* const arguments[] = {object.get(), handler};
        if (!object || !PyRef::steal(original(Signal, arguments, 2)))
            PyErr_Clear();
    }
    Py_RETURN_NONE;
}

// -- the modules ------------------------------------------------------------------------------

template<typename Callable>
constexpr PyCFunction method(Callable* function) {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

struct Replacement {
    const char* module;
    Function function;
    PyMethodDef definition; ///< its docstring is that of the original
};

constexpr int fast = METH_FASTCALL;

Replacement replacements[] = {
    {"_signal", Signal, {"signal", method(signal), fast, nullptr}},
    {"_signal", GetSignal, {"getsignal", getsignal, METH_O, nullptr}},
    {"_signal",
     SetWakeupFd,
     {"set_wakeup_fd", method(set_wakeup_fd), METH_FASTCALL | METH_KEYWORDS, nullptr}},
    {"_signal", Alarm, {"alarm", alarm, METH_O, nullptr}},
    {"_signal", SetItimer, {"setitimer", method(setitimer), fast, nullptr}},
    {"_signal", GetItimer, {"getitimer", getitimer, METH_O, nullptr}},
    {"_signal", Pause, {"pause", pause, METH_NOARGS, nullptr}},
    {"_signal", RaiseSignal, {"raise_signal", raise_signal, METH_O, nullptr}},
    {"_signal", PthreadKill, {"pthread_kill", method(pthread_kill), fast, nullptr}},
    {"_signal", PthreadSigmask, {"pthread_sigmask", method(pthread_sigmask), fast, nullptr}},
    {"_signal", SigPending, {"sigpending", sigpending, METH_NOARGS, nullptr}},
    {"_signal", SigWait, {"sigwait", sigwait, METH_O, nullptr}},
    {"_signal", SigWaitInfo, {"sigwaitinfo", sigwaitinfo, METH_O, nullptr}},
    {"_signal", SigTimedWait, {"sigtimedwait", method(sigtimedwait), fast, nullptr}},
    {"posix", Kill, {"kill", method(kill), fast, nullptr}},
    {"_thread", InterruptMain, {"interrupt_main", method(interrupt_main), fast, nullptr}},
};

/// The module that people import may have the function by itself.
const char* public_module(const char* module) {
    return module[0] == 'p' ? "os" : module[1] == 's' ? "signal" : module;
}

bool replace(Replacement& what) {
    const PyRef name = PyRef::steal(PyUnicode_FromString(what.module));
    const PyRef module = PyRef::steal(PyImport_ImportModule(what.module));
    const PyRef shown = PyRef::steal(PyImport_ImportModule(public_module(what.module)));
    if (!name || !module || !shown)
        return false;
    const char* const attribute = what.definition.ml_name;
    PyObject* const before = PyObject_GetAttrString(module.get(), attribute);
    if (!before)
        return false;
    originals[what.function] = before;
    // The text that inspect makes a signature of comes first in it.
    if (PyCFunction_Check(before))
        what.definition.ml_doc = reinterpret_cast<PyCFunctionObject*>(before)->m_ml->ml_doc;
    const PyRef function =
        PyRef::steal(PyCFunction_NewEx(&what.definition, module.get(), name.get()));
    if (!function || PyObject_SetAttrString(module.get(), attribute, function.get()) < 0)
        return false;
    const PyRef also = PyRef::steal(PyObject_GetAttrString(shown.get(), attribute));
    PyErr_Clear();
    return also.get() != before ||
           PyObject_SetAttrString(shown.get(), attribute, function.get()) == 0;
}

/// Python has taken it when its module was made, though it was told not to.
bool give_back_ctrl_c(PyObject* module) {
    const PyRef handler = PyRef::steal(PyObject_CallMethod(module, "getsignal", "i", SIGINT));
    const PyRef pythons = PyRef::steal(PyObject_GetAttrString(module, "default_int_handler"));
    if (handler && handler.get() == pythons.get())
        std::signal(SIGINT, SIG_DFL);
    return handler && pythons;
}

PyMethodDef fork_definition = {"after_fork", after_fork, METH_NOARGS, nullptr};

bool listen_to_forks() {
    const PyRef os = PyRef::steal(PyImport_ImportModule("os"));
    const PyRef function = PyRef::steal(PyCFunction_New(&fork_definition, nullptr));
    const PyRef method =
        PyRef::steal(os ? PyObject_GetAttrString(os.get(), "register_at_fork") : nullptr);
    const PyRef keywords =
        PyRef::steal(function ? Py_BuildValue("{sO}", "after_in_child", function.get()) : nullptr);
    const PyRef none = PyRef::steal(PyTuple_New(0));
    return method && keywords && none &&
           PyRef::steal(PyObject_Call(method.get(), none.get(), keywords.get()));
}

} // namespace

bool share_signals() {
    loop_thread = PyThread_get_thread_ident();
    const PyRef module = PyRef::steal(PyImport_ImportModule("_signal"));
    if (!module || !give_back_ctrl_c(module.get()))
        return false;
    struct_siginfo =
        reinterpret_cast<PyTypeObject*>(PyObject_GetAttrString(module.get(), "struct_siginfo"));
    itimer_error = PyObject_GetAttrString(module.get(), "ItimerError");
    return struct_siginfo && itimer_error &&
           std::all_of(std::begin(replacements), std::end(replacements), replace) &&
           listen_to_forks();
}

} // namespace braid
