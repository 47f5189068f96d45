// SPDX-License-Identifier: MIT
// What watches descriptors: add_reader and its like, and what asyncio's transports ask the loop's
// selector.
#include "bridge/python/asyncio_handle.h"
#include "bridge/python/loop_object.h"

namespace braid::loop_object {

namespace {

/// A number, or what its fileno() says; -1 with a Python exception set.
int number_of(PyObject* object) {
    PyRef number = PyRef::borrow(object);
    if (!PyLong_Check(object)) {
        const PyRef said = PyRef::steal(PyObject_CallMethodNoArgs(object, names.fileno));
        number = said ? PyRef::steal(PyNumber_Long(said.get())) : PyRef();
    }
    const int descriptor = number ? _PyLong_AsInt(number.get()) : -1;
    if (!number || PyErr_Occurred()) {
        PyErr_Clear();
        PyErr_Format(PyExc_ValueError, "Invalid file object: %R", object);
        return -1;
    }
    if (descriptor < 0)
        PyErr_Format(PyExc_ValueError, "Invalid file descriptor: %d", descriptor);
    return descriptor < 0 ? -1 : descriptor;
}

/// The same, and of one that has been closed what it was watched as.
int descriptor_of(PyObject* self, PyObject* object) {
    int descriptor = number_of(object);
    if (descriptor < 0 && (descriptor = state_of(self).descriptors().find(object)) >= 0)
        PyErr_Clear();
    return descriptor;
}

bool cancel_handle(PyObject* handle) {
    const PyRef owned = PyRef::steal(handle);
    return bool(PyRef::steal(PyObject_CallMethodNoArgs(handle, names.cancel)));
}

PyObject* add_descriptor(DescriptorSet::Direction direction, PyObject* function, PyObject* self,
                         Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    Call call;
    if (!parse(arguments, count, keywords, names.fd, false, call) || look(self).own_selector)
        return as_library(function, self, arguments, count, keywords);
    if (!check_open(state_of(self)))
        return nullptr;
    const int descriptor = descriptor_of(self, call.first);
    if (descriptor < 0)
        return nullptr;
    PyRef handle = PyRef::steal(make_handle(self, call, nullptr));
    if (!handle)
        return nullptr;
    PyObject* replaced = nullptr;
    if (!state_of(self).add_descriptor(descriptor, call.first, direction, Py_NewRef(handle.get()),
                                       replaced)) {
        const int error = errno;
        Py_DECREF(handle.get());
        errno = error;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    if (replaced && !cancel_handle(replaced))
        return nullptr;
    return handle.release();
}

PyObject* remove_descriptor(DescriptorSet::Direction direction, PyObject* function, PyObject* self,
                            Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    if (count != 1 || keywords || look(self).own_selector)
        return as_library(function, self, arguments, count, keywords);
    if (state_of(self).closed)
        Py_RETURN_FALSE;
    const int descriptor = descriptor_of(self, arguments[0]);
    if (descriptor < 0)
        return nullptr;
    PyObject* handle = state_of(self).descriptors().remove(descriptor, direction);
    if (!handle)
        Py_RETURN_FALSE;
    if (!cancel_handle(handle))
        return nullptr;
    Py_RETURN_TRUE;
}

} // namespace

PyObject* add_reader(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    return add_descriptor(DescriptorSet::Direction::Read, library.add_reader, self, arguments,
                          count, keywords);
}

PyObject* add_writer(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    return add_descriptor(DescriptorSet::Direction::Write, library.add_writer, self, arguments,
                          count, keywords);
}

PyObject* remove_reader(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    return remove_descriptor(DescriptorSet::Direction::Read, library.remove_reader, self, arguments,
                             count, keywords);
}

PyObject* remove_writer(PyObject* self, Arguments arguments, Py_ssize_t count, PyObject* keywords) {
    return remove_descriptor(DescriptorSet::Direction::Write, library.remove_writer, self,
                             arguments, count, keywords);
}

/// For a descriptor: what it is called, its number, and the handles of its reader and its writer,
/// which are None where there are none; None: of all that are watched.
PyObject* watched(PyObject* self, PyObject* file) {
    const DescriptorSet& set = state_of(self).descriptors();
    const auto entry = [&set](int descriptor, PyObject* name) {
        PyObject* reader = set.handle(descriptor, DescriptorSet::Direction::Read);
        PyObject* writer = set.handle(descriptor, DescriptorSet::Direction::Write);
        return PyRef::steal(Py_BuildValue("(OiOO)", name, descriptor, reader ? reader : Py_None,
                                          writer ? writer : Py_None));
    };
    if (file != Py_None) {
        const int descriptor = descriptor_of(self, file);
        PyObject* name = descriptor < 0 ? nullptr : set.file(descriptor);
        return descriptor < 0 ? nullptr : entry(descriptor, name ? name : file).release();
    }
    PyRef all = PyRef::steal(PyList_New(0));
    for (int descriptor = 0; all && descriptor < set.size(); ++descriptor) {
        PyObject* name = set.file(descriptor);
        const PyRef one = name ? entry(descriptor, name) : PyRef();
        if (name && (!one || PyList_Append(all.get(), one.get()) < 0))
            return nullptr;
    }
    return all.release();
}

/// As a selector's select(): pairs of a descriptor and what it is ready for (1: reading, 2:
/// writing), after so many seconds at the most; None: for ever.
PyObject* wait_for_descriptors(PyObject* self, PyObject* timeout) {
    const std::shared_ptr<AsyncioLoop> loop = *reinterpret_cast<LoopObject*>(self)->state;
    const double seconds =
        timeout == Py_None ? std::numeric_limits<double>::infinity() : PyFloat_AsDouble(timeout);
    if (seconds == -1.0 && PyErr_Occurred())
        return nullptr;
    const std::vector<DescriptorSet::Event>* const found = loop->select(seconds);
    PyRef list = found ? PyRef::steal(PyList_New(0)) : PyRef();
    if (!list)
        return nullptr;
    const std::vector<DescriptorSet::Event> events = *found;
    for (const DescriptorSet::Event& event : events) {
        const PyRef pair = PyRef::steal(Py_BuildValue(
            "(ii)", event.descriptor, (event.readable ? 1 : 0) | (event.writable ? 2 : 0)));
        if (!pair || PyList_Append(list.get(), pair.get()) < 0)
            return nullptr;
    }
    return list.release();
}

} // namespace braid::loop_object
