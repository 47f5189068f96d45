// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

#include <utility>

namespace braid {

/// Owns one reference to a Python object. The GIL must be held whenever it changes.
class PyRef {
public:
    PyRef() = default;
    /// Takes over a reference that the caller owns.
    static PyRef steal(PyObject* object) noexcept {
        PyRef ref;
        ref.object_ = object;
        return ref;
    }
    static PyRef borrow(PyObject* object) noexcept {
        Py_XINCREF(object);
        return steal(object);
    }

    PyRef(const PyRef& other) noexcept
        : object_(other.object_) {
        Py_XINCREF(object_);
    }
    PyRef(PyRef&& other) noexcept
        : object_(std::exchange(other.object_, nullptr)) {}
    PyRef& operator=(PyRef other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~PyRef() { Py_XDECREF(object_); }

    PyObject* get() const noexcept { return object_; }
    /// The reference becomes the caller's.
    PyObject* release() noexcept { return std::exchange(object_, nullptr); }
    explicit operator bool() const noexcept { return object_ != nullptr; }

private:
    PyObject* object_ = nullptr;
};

} // namespace braid
