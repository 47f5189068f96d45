// SPDX-License-Identifier: MIT
#include "bridge/python/signal_relay.h"

#include "bridge/python/py_ref.h"
#include "bridge/python/python_run.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace braid {

namespace {

void set_wakeup_descriptor(int descriptor) {
    const PyRef module = PyRef::steal(PyImport_ImportModule("_signal"));
    const PyRef function =
        module ? PyRef::steal(PyObject_GetAttrString(module.get(), "set_wakeup_fd")) : PyRef();
    const PyRef arguments = PyRef::steal(Py_BuildValue("(i)", descriptor));
    const PyRef keywords = PyRef::steal(Py_BuildValue("{sO}", "warn_on_full_buffer", Py_False));
    if (!function || !arguments || !keywords ||
        !PyRef::steal(PyObject_Call(function.get(), arguments.get(), keywords.get())))
        PyErr_Clear(); // not Python's main thread: then there are no signals to relay
}

} // namespace

SignalRelay::SignalRelay(RunningScripts& scripts, int time_signal)
    : scripts_(scripts)
    , time_signal_(time_signal)
    , read_end_(scripts.loop().io_context()) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
        throw std::system_error(errno, std::generic_category(), "the pipe that tells of signals");
    read_end_.assign(ends[0]);
    write_end_ = ends[1];
    set_wakeup_descriptor(write_end_);
    wait();
}

SignalRelay::~SignalRelay() {
    set_wakeup_descriptor(-1);
    close(write_end_);
}

void SignalRelay::wait() {
    read_end_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                         [this](boost::system::error_code error) {
                             if (error)
                                 return;
                             relay();
                             wait();
                         });
}

void SignalRelay::relay() {
    unsigned char signals[256];
    ssize_t count = 0;
    while ((count = read(read_end_.native_handle(), signals, sizeof signals)) > 0)
        for (ssize_t i = 0; i < count; ++i)
            if (signals[i] != time_signal_)
                for (const auto& run : std::vector(scripts_.runs())) {
                    static_cast<PythonRun&>(*run).tell_signal(signals[i]);
                    run->interrupt_call(); // its handler may be this one's
                }
}

} // namespace braid
