// SPDX-License-Identifier: MIT
#include "bridge/qt/detail/socket_notifier_set.h"

#include <QCoreApplication>
#include <QEvent>

#include <boost/system/system_error.hpp>

#include <sys/epoll.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace braid {

namespace {

/// What activates a notifier of each QSocketNotifier::Type, as poll(2) sees it.
constexpr std::array<std::uint32_t, 3> activating = {
    EPOLLIN | EPOLLHUP | EPOLLERR, EPOLLOUT | EPOLLHUP | EPOLLERR, EPOLLPRI | EPOLLHUP | EPOLLERR};

const char* nameOf(QSocketNotifier::Type type) {
    static constexpr std::array<const char*, 3> names = {"Read", "Write", "Exception"};
    return names[std::size_t(type)];
}

} // namespace

/// What is known of the epoll set's own readiness.
struct SocketNotifierSet::Wait {
    bool armed = false; ///< Asio waits for it
    bool ready = false; ///< it was ready when last heard of
};

std::uint32_t SocketNotifierSet::Descriptor::events() const noexcept {
    return (notifiers[QSocketNotifier::Read] ? EPOLLIN : 0U) |
           (notifiers[QSocketNotifier::Write] ? EPOLLOUT : 0U) |
           (notifiers[QSocketNotifier::Exception] ? EPOLLPRI : 0U);
}

SocketNotifierSet::SocketNotifierSet(boost::asio::io_context& io)
    : epoll_(io) {
    open();
}

SocketNotifierSet::~SocketNotifierSet() = default;

/// A fresh epoll set with all descriptors in it.
void SocketNotifierSet::open() {
    const int fd = epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0)
        throw std::system_error(errno, std::generic_category(), "epoll_create1");
    epoll_ = boost::asio::posix::stream_descriptor(epoll_.get_executor(), fd);
    wait_ = std::make_shared<Wait>();
    for (auto it = descriptors_.begin(); it != descriptors_.end(); ++it) {
        it->watched = false;
        watch(it.key(), *it);
    }
}

void SocketNotifierSet::add(QSocketNotifier* notifier) {
    const int fd = int(notifier->socket());
    Descriptor& descriptor = descriptors_[fd];
    QSocketNotifier*& slot = descriptor.notifiers[std::size_t(notifier->type())];
    if (slot && slot != notifier)
        qWarning("braid::EventDispatcher: Multiple socket notifiers for same socket %d and type %s",
                 fd, nameOf(notifier->type()));
    slot = notifier;
    watch(fd, descriptor);
}

void SocketNotifierSet::remove(QSocketNotifier* notifier) {
    pending_.removeOne(notifier);
    const int fd = int(notifier->socket());
    const auto found = descriptors_.find(fd);
    if (found == descriptors_.end())
        return;
    QSocketNotifier*& slot = found->notifiers[std::size_t(notifier->type())];
    if (slot != notifier)
        return;
    slot = nullptr;
    if (!found->empty()) {
        watch(fd, *found);
        return;
    }
    const bool was_watched = found->watched;
    always_ready_ -= found->always_ready;
    invalid_.removeOne(fd);
    descriptors_.erase(found);
    // The descriptor was closed first. A copy of it somewhere else, in a child process say, would
    // keep reporting events that nobody can remove by number any more: start with a new set.
    if (was_watched && epoll_ctl(epoll_.native_handle(), EPOLL_CTL_DEL, fd, nullptr) != 0)
        open();
}

void SocketNotifierSet::watch(int fd, Descriptor& descriptor) {
    epoll_event event{};
    event.events = descriptor.events();
    event.data.fd = fd;
    const auto control = [&](int operation) {
        return epoll_ctl(epoll_.native_handle(), operation, fd, &event) == 0;
    };
    // Closed and opened again, a number may have left the set, or be in it, without us.
    descriptor.watched = control(descriptor.watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD) ||
                         (errno == ENOENT && control(EPOLL_CTL_ADD)) ||
                         (errno == EEXIST && control(EPOLL_CTL_MOD));
    const bool always_ready = !descriptor.watched && errno == EPERM;
    always_ready_ += int(always_ready) - int(descriptor.always_ready);
    descriptor.always_ready = always_ready;
    if (descriptor.watched || always_ready)
        invalid_.removeOne(fd);
    else if (!invalid_.contains(fd))
        invalid_.append(fd);
}

bool SocketNotifierSet::ready() const noexcept {
    return wait_->ready || !pending_.isEmpty() || always_ready_ > 0 || !invalid_.isEmpty();
}

void SocketNotifierSet::arm() {
    if (descriptors_.isEmpty() || wait_->armed || wait_->ready)
        return;
    wait_->armed = true;
    epoll_.async_wait(epoll_.wait_read, [wait = wait_](const boost::system::error_code& error) {
        wait->armed = false;
        wait->ready = !error;
    });
}

void SocketNotifierSet::revise(TimePoint now, Duration period) {
    if (now < revised_ + period)
        return;
    revised_ = now;
    for (auto it = descriptors_.begin(); it != descriptors_.end(); ++it)
        if (it->watched)
            watch(it.key(), *it);
}

void SocketNotifierSet::markReady(const Descriptor& descriptor, std::uint32_t events) {
    for (std::size_t type = 0; type < activating.size(); ++type)
        if (descriptor.notifiers[type] && (events & activating[type]))
            pending_.append(descriptor.notifiers[type]);
}

void SocketNotifierSet::collect() {
    if (wait_->ready) {
        // One that stays busy is asked directly in each turn; Asio gets it back when it falls
        // silent.
        std::array<epoll_event, 128> events;
        const int count = epoll_wait(epoll_.native_handle(), events.data(), int(events.size()), 0);
        wait_->ready = count > 0;
        bool ghosts = false;
        for (int i = 0; i < count; ++i) {
            const auto found = descriptors_.constFind(events[std::size_t(i)].data.fd);
            if (found == descriptors_.constEnd())
                ghosts = true;
            else
                markReady(*found, events[std::size_t(i)].events);
        }
        if (ghosts)
            open();
    }
    if (always_ready_ > 0)
        for (const Descriptor& descriptor : std::as_const(descriptors_))
            if (descriptor.always_ready)
                markReady(descriptor, EPOLLIN | EPOLLOUT);
}

void SocketNotifierSet::disableInvalid() {
    for (const int fd : std::exchange(invalid_, {}))
        for (QSocketNotifier* notifier : descriptors_.value(fd).notifiers)
            if (notifier) {
                qWarning("QSocketNotifier: Invalid socket %d with type %s, disabling...", fd,
                         nameOf(notifier->type()));
                notifier->setEnabled(false);
            }
}

int SocketNotifierSet::activate() {
    if (pending_.isEmpty())
        collect();
    if (!invalid_.isEmpty())
        disableInvalid();
    int activated = 0;
    while (!pending_.isEmpty()) {
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(pending_.takeFirst(), &event);
        ++activated;
    }
    return activated;
}

} // namespace braid
