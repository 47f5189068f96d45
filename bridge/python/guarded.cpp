// SPDX-License-Identifier: MIT
#include "bridge/python/guarded.h"

#include <boost/system/system_error.hpp>

#include <cxxabi.h>

#include <cerrno>
#include <new>
#include <system_error>

namespace braid {

namespace {

void raise_os_error(int number, const char* what) {
    if (PyObject* error = PyObject_CallFunction(PyExc_OSError, "is", number, what)) {
        PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error)), error);
        Py_DECREF(error);
    }
}

} // namespace

void raise_caught() {
    try {
        throw;
    } catch (const abi::__forced_unwind&) {
        throw; // pthread_exit: not ours to stop
    } catch (const std::bad_alloc&) {
        PyErr_NoMemory();
    } catch (const std::system_error& error) {
        raise_os_error(error.code().value(), error.what());
    } catch (const boost::system::system_error& error) {
        raise_os_error(error.code().value(), error.what());
    } catch (const std::exception& error) {
        PyErr_SetString(PyExc_RuntimeError, error.what());
    }
}

} // namespace braid
