// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

#include <cstdint>
#include <vector>

namespace braid {

/// The descriptors that one asyncio loop watches, with the handles to run when they are ready.
///
/// An epoll of its own, level-triggered as asyncio's: so all of `add_reader`'s behaviour is the
/// kernel's, and the loop underneath has a single descriptor to watch, whatever a program does to
/// its files. The GIL must be held but for `wait`.
class DescriptorSet {
public:
    /// Throws std::system_error.
    DescriptorSet();
    /// The handles must have been taken out by `clear`.
    ~DescriptorSet();
    DescriptorSet(const DescriptorSet&) = delete;
    DescriptorSet& operator=(const DescriptorSet&) = delete;

    enum class Direction { Read, Write };

    /// Watches; `handle` is owned from now on, the one it replaces becomes the caller's. `file` is
    /// what the program calls the descriptor: its number, or an object that has one. Returns false
    /// with errno set, and then owns nothing new.
    bool add(int descriptor, PyObject* file, Direction direction, PyObject* handle,
             PyObject*& replaced);
    /// The descriptor that is watched for this very object, which may have been closed since; -1 if
    /// there is none.
    int find(PyObject* file) const noexcept;
    /// What the program called it first; borrowed, null if it is not watched.
    PyObject* file(int descriptor) const noexcept;
    /// Watches no more; the handle, if there is one, becomes the caller's.
    PyObject* remove(int descriptor, Direction direction);
    /// How many descriptors are.
    int watched() const noexcept { return watched_; }
    /// All descriptors that are watched are below this number.
    int size() const noexcept { return int(entries_.size()); }
    /// Borrowed; null if it is not watched.
    PyObject* handle(int descriptor, Direction direction) const noexcept;

    struct Event {
        int descriptor;
        bool readable;
        bool writable;
    };
    /// What is ready now, after waiting up to `timeout_ms` (-1: for ever). Returns 0, or the number
    /// of an error: EINTR if a signal came. Needs no GIL.
    int wait(int timeout_ms, std::vector<Event>& events);
    /// Ends a `wait` of another thread, now or the next.
    void wake() noexcept;

    /// Becomes readable when something is ready.
    int poll_descriptor() const noexcept { return epoll_; }

    void traverse(visitproc visit, void* argument, int& result) const;
    /// All handles, and what they were watched for; they become the caller's.
    std::vector<PyObject*> clear();

private:
    struct Entry {
        PyObject* handles[2] = {nullptr, nullptr};
        PyObject* file = nullptr; ///< while it is watched
        std::uint32_t events = 0; ///< as the kernel knows them
    };
    bool update(int descriptor, Entry& entry);

    std::vector<Entry> entries_; ///< by descriptor
    int watched_ = 0;
    int epoll_ = -1;
    int wake_ = -1;
};

} // namespace braid
