// SPDX-License-Identifier: MIT
#pragma once

#include "loop/event_loop.h"

#include <QHash>
#include <QList>
#include <QSocketNotifier>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <cstdint>
#include <memory>

namespace braid {

/// The socket notifiers of one Qt event dispatcher, as one thing that Asio can wait for.
///
/// They live in an epoll set of their own, whose descriptor is the only one that Asio knows. So
/// they are level-triggered, as Qt promises (Asio's own set is edge-triggered), no descriptor is
/// duplicated or closed, and one on which a user has an Asio object of his own is no conflict.
///
/// Errors and hang-ups activate notifiers of every type. What poll(2) calls always ready, regular
/// files say, is activated in every turn. A notifier on a descriptor that is not open is disabled
/// with Qt's warning. One that is closed under an enabled notifier leaves an epoll set silently, so
/// a look is taken now and then whether all are still there.
class SocketNotifierSet {
public:
    explicit SocketNotifierSet(boost::asio::io_context& io);
    ~SocketNotifierSet();
    SocketNotifierSet(const SocketNotifierSet&) = delete;
    SocketNotifierSet& operator=(const SocketNotifierSet&) = delete;

    void add(QSocketNotifier* notifier);
    void remove(QSocketNotifier* notifier);

    /// True if `activate` has, or may have, something to do right now.
    bool ready() const noexcept;
    /// To be called before a wait: makes Asio return from it when a notifier becomes ready.
    void arm();
    /// Looks, if `period` has passed since it last did, for descriptors that were closed, or closed
    /// and opened again as something else. No more than that is promised: whoever closes a
    /// descriptor should disable its notifier first.
    void revise(TimePoint now, Duration period);
    /// Activates the notifiers that are ready; returns how many. Passes may nest: an inner one
    /// first goes on with what the outer one found.
    int activate();

private:
    struct Descriptor {
        std::array<QSocketNotifier*, 3> notifiers = {}; ///< by QSocketNotifier::Type
        bool watched = false;                           ///< in the epoll set
        bool always_ready = false;

        bool empty() const noexcept { return !notifiers[0] && !notifiers[1] && !notifiers[2]; }
        std::uint32_t events() const noexcept;
    };
    struct Wait;

    void open();
    void watch(int fd, Descriptor& descriptor);
    void collect();
    void markReady(const Descriptor& descriptor, std::uint32_t events);
    void disableInvalid();

    boost::asio::posix::stream_descriptor epoll_;
    std::shared_ptr<Wait> wait_; ///< shared with the handler, which may outlive this object
    QHash<int, Descriptor> descriptors_;
    QList<QSocketNotifier*> pending_;
    QList<int> invalid_;
    TimePoint revised_;
    int always_ready_ = 0; ///< how many descriptors are
};

} // namespace braid
