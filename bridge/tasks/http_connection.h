// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"
#include "loop/coroutine.h"
#include "loop/event_loop.h"

#include <boost/asio/ip/tcp.hpp>

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace braid {

/// Whom a connection leads to.
struct HttpOrigin {
    bool secure = false;
    std::string host; ///< a name or an address, an IPv6 one without brackets
    std::string port;
    std::string host_header; ///< as the URL says host and port

    auto operator<=>(const HttpOrigin&) const = default;
};

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

/// Whom TLS connections trust: the system's authorities.
class TlsContext {
public:
    TlsContext();
    ~TlsContext();
    struct Private;
    Private& parts() noexcept { return *d; }

private:
    std::unique_ptr<Private> d;
};

/// A connection to one origin, for one request after the other.
class HttpConnection {
public:
    struct Answer {
        unsigned status = 0;
        std::string reason;
        std::uint64_t bytes = 0;
        TimePoint first_byte_at; ///< its header was there
        std::string location;    ///< where it redirects to; empty if it does not
        bool keep_alive = false; ///< another request may follow
    };

    /// `tls` is for secure origins.
    static std::unique_ptr<HttpConnection> make(EventLoop& loop, const HttpOrigin& origin,
                                                TlsContext* tls);
    virtual ~HttpConnection() = default;

    // These throw std::runtime_error that says why.
    virtual Coroutine<> connect(Endpoints endpoints) = 0;
    virtual Coroutine<Answer> get(std::string target) = 0;
    /// The same; nothing if the connection had ended before.
    virtual Coroutine<std::optional<Answer>> try_get(std::string target) = 0;
};

} // namespace braid
