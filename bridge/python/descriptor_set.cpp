// SPDX-License-Identifier: MIT
#include "bridge/python/descriptor_set.h"

#include "bridge/script/kept_descriptors.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

namespace braid {

DescriptorSet::DescriptorSet()
    : epoll_(epoll_create1(EPOLL_CLOEXEC))
    , wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = wake_;
    if (epoll_ < 0 || wake_ < 0 || epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) < 0) {
        const int error = errno;
        close(epoll_);
        close(wake_);
        throw std::system_error(error, std::generic_category(), "an event loop's descriptors");
    }
    KeptDescriptors::keep(epoll_);
    KeptDescriptors::keep(wake_);
}

DescriptorSet::~DescriptorSet() {
    KeptDescriptors::release(epoll_);
    KeptDescriptors::release(wake_);
    close(epoll_);
    close(wake_);
}

bool DescriptorSet::update(int descriptor, Entry& entry) {
    epoll_event event{};
    event.events = (entry.handles[0] ? EPOLLIN : 0u) | (entry.handles[1] ? EPOLLOUT : 0u);
    event.data.fd = descriptor;
    int result = 0;
    if (event.events == 0) {
        if (entry.events)
            epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, &event); // fails if it was closed: fine
    } else {
        // The kernel forgets a descriptor that is closed; its number may have come again.
        result =
            epoll_ctl(epoll_, entry.events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event);
        if (result < 0 && (errno == ENOENT || errno == EEXIST))
            result = epoll_ctl(epoll_, errno == ENOENT ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor,
                               &event);
    }
    if (result < 0)
        return false;
    watched_ += (event.events != 0) - (entry.events != 0);
    entry.events = event.events;
    return true;
}

bool DescriptorSet::add(int descriptor, PyObject* file, Direction direction, PyObject* handle,
                        PyObject*& replaced) {
    if (std::size_t(descriptor) >= entries_.size())
        entries_.resize(std::size_t(descriptor) + 16);
    Entry& entry = entries_[descriptor];
    PyObject*& place = entry.handles[int(direction)];
    replaced = place;
    place = handle;
    if (update(descriptor, entry)) {
        if (!entry.file)
            entry.file = Py_NewRef(file);
        return true;
    }
    place = replaced;
    replaced = nullptr;
    return false;
}

PyObject* DescriptorSet::remove(int descriptor, Direction direction) {
    if (std::size_t(descriptor) >= entries_.size())
        return nullptr;
    Entry& entry = entries_[descriptor];
    PyObject* handle = std::exchange(entry.handles[int(direction)], nullptr);
    if (!handle)
        return nullptr;
    update(descriptor, entry);
    if (entry.events == 0)
        Py_CLEAR(entry.file); // it may close itself, but the entry is done with
    return handle;
}

int DescriptorSet::find(PyObject* file) const noexcept {
    for (std::size_t descriptor = 0; descriptor < entries_.size(); ++descriptor)
        if (entries_[descriptor].file == file)
            return int(descriptor);
    return -1;
}

PyObject* DescriptorSet::file(int descriptor) const noexcept {
    return std::size_t(descriptor) < entries_.size() ? entries_[descriptor].file : nullptr;
}

PyObject* DescriptorSet::handle(int descriptor, Direction direction) const noexcept {
    return std::size_t(descriptor) < entries_.size() ? entries_[descriptor].handles[int(direction)]
                                                     : nullptr;
}

int DescriptorSet::wait(int timeout_ms, std::vector<Event>& events) {
    std::array<epoll_event, 256> ready;
    const int count = epoll_wait(epoll_, ready.data(), ready.size(), timeout_ms);
    for (int i = 0; i < count; ++i) {
        const int descriptor = ready[i].data.fd;
        if (descriptor == wake_) {
            eventfd_t value;
            eventfd_read(wake_, &value);
            continue;
        }
        // An error or the other side's end shows in both directions, as asyncio has it.
        const std::uint32_t what = ready[i].events;
        events.push_back({descriptor, (what & ~EPOLLOUT) != 0, (what & ~EPOLLIN) != 0});
    }
    return count < 0 ? errno : 0;
}

void DescriptorSet::wake() noexcept { eventfd_write(wake_, 1); }

void DescriptorSet::traverse(visitproc visit, void* argument, int& result) const {
    for (const Entry& entry : entries_)
        for (PyObject* object : {entry.handles[0], entry.handles[1], entry.file})
            if (object && result == 0)
                result = visit(object, argument);
}

std::vector<PyObject*> DescriptorSet::clear() {
    std::vector<PyObject*> objects;
    for (std::size_t descriptor = 0; descriptor < entries_.size(); ++descriptor) {
        if (PyObject* file = std::exchange(entries_[descriptor].file, nullptr))
            objects.push_back(file);
        for (const Direction direction : {Direction::Read, Direction::Write})
            if (PyObject* handle = remove(int(descriptor), direction))
                objects.push_back(handle);
    }
    return objects;
}

} // namespace braid
