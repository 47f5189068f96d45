// SPDX-License-Identifier: MIT
#include "bridge/tasks/http_client.h"

#include "bridge/tasks/http_connection.h"
#include "bridge/tasks/words.h"
#include "loop/asio.h"
#include "loop/errors.h"
#include "loop/executor.h"
#include "loop/shield.h"
#include "loop/task.h"

#include <boost/url.hpp>

#include <netdb.h>

#include <map>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace braid {

namespace {

constexpr unsigned most_redirects = 10;

/// Where a URL leads, and what to ask there.
struct Place {
    HttpOrigin origin;
    std::string target;
};

std::string describe(const HttpOrigin& origin) { return origin.host + ":" + origin.port; }

/// A reason if it is none that this client can go to.
std::optional<std::string> problem_with(const boost::urls::url_view& url) {
    if (url.scheme_id() != boost::urls::scheme::http &&
        url.scheme_id() != boost::urls::scheme::https)
        return "begins with neither http:// nor https://";
    if (url.host().empty())
        return "names no host";
    if (url.has_userinfo())
        return "has a user's name in it, which is not supported";
    if (url.has_port() && (url.port_number() == 0))
        return "has a port that there is not";
    return {};
}

Place place_of(const boost::urls::url_view& url) {
    Place place;
    place.origin.secure = url.scheme_id() == boost::urls::scheme::https;
    place.origin.host = url.host_address();
    place.origin.port = url.has_port() && !url.port().empty() ? std::string(url.port())
                        : place.origin.secure                 ? "443"
                                                              : "80";
    place.origin.host_header = std::string(url.encoded_host_and_port());
    place.target = std::string(url.encoded_target());
    if (!place.target.starts_with('/'))
        place.target.insert(0, "/");
    return place;
}

Endpoints look_up(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (const int error = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found))
        throw std::runtime_error(host + ": " + ::gai_strerror(error));
    Endpoints endpoints;
    for (const addrinfo* each = found; each; each = each->ai_next) {
        boost::asio::ip::tcp::endpoint endpoint;
        if (each->ai_addrlen > endpoint.capacity())
            continue;
        std::copy_n(reinterpret_cast<const char*>(each->ai_addr), each->ai_addrlen,
                    reinterpret_cast<char*>(endpoint.data()));
        endpoint.resize(each->ai_addrlen);
        endpoints.push_back(endpoint);
    }
    ::freeaddrinfo(found);
    return endpoints;
}

} // namespace

struct HttpClient::Private {
    explicit Private(EventLoop& the_loop)
        : loop(the_loop) {}

    /// Asked once for each host. In a thread, because the C library blocks; who is cancelled
    /// meanwhile leaves the answer to the others.
    Coroutine<Endpoints> resolve(HttpOrigin origin) {
        boost::system::error_code no_number;
        const auto address = boost::asio::ip::make_address(origin.host, no_number);
        if (!no_number)
            co_return Endpoints{{address, static_cast<unsigned short>(std::stoi(origin.port))}};
        const std::string name = describe(origin);
        if (const auto known = addresses.find(name);
            known == addresses.end() || (known->second.done() && failed(known->second)))
            addresses[name] =
                create_task(to_thread(look_up, origin.host, origin.port), "look up " + origin.host);
        auto answer = shield(addresses[name]);
        Endpoints endpoints = co_await std::move(answer);
        co_return endpoints;
    }
    static bool failed(const Task<Endpoints>& task) {
        return task.cancelled() || task.exception() != nullptr;
    }

    Coroutine<std::unique_ptr<HttpConnection>> connect(HttpOrigin origin) {
        const Endpoints endpoints = co_await resolve(origin);
        if (origin.secure && !tls)
            tls.emplace();
        auto connection = HttpConnection::make(loop, origin, tls ? &*tls : nullptr);
        co_await connection->connect(endpoints);
        co_return connection;
    }

    std::unique_ptr<HttpConnection> take_idle(const HttpOrigin& origin) {
        auto& waiting = idle[origin];
        if (waiting.empty())
            return nullptr;
        auto connection = std::move(waiting.back());
        waiting.pop_back();
        return connection;
    }

    /// One request and its response, on a connection that is kept or a new one.
    Coroutine<HttpConnection::Answer> ask(Place place) {
        auto connection = take_idle(place.origin);
        if (connection) {
            // The server may have closed it meanwhile.
            std::optional<HttpConnection::Answer> answer =
                co_await connection->try_get(place.target);
            if (answer) {
                keep(place.origin, std::move(connection), *answer);
                co_return std::move(*answer);
            }
        }
        connection = co_await connect(place.origin);
        HttpConnection::Answer answer = co_await connection->get(place.target);
        keep(place.origin, std::move(connection), answer);
        co_return answer;
    }

    void keep(const HttpOrigin& origin, std::unique_ptr<HttpConnection> connection,
              const HttpConnection::Answer& answer) {
        if (answer.keep_alive)
            idle[origin].push_back(std::move(connection));
    }

    EventLoop& loop;
    std::optional<TlsContext> tls; ///< made with the first URL that needs it: it reads many files
    std::map<std::string, Task<Endpoints>> addresses;
    std::map<HttpOrigin, std::vector<std::unique_ptr<HttpConnection>>> idle;
};

HttpClient::HttpClient(EventLoop& loop)
    : d(std::make_unique<Private>(loop)) {}

HttpClient::~HttpClient() = default;

std::string HttpClient::problem_with(std::string_view text) {
    const auto url = boost::urls::parse_uri(boost::urls::string_view(text.data(), text.size()));
    if (!url)
        return text.find("://") == text.npos ? "begins with neither http:// nor https://"
                                             : "is no URL";
    return braid::problem_with(*url).value_or("");
}

Coroutine<HttpResponse> HttpClient::get(std::string text) {
    const TimePoint began = Clock::now();
    if (const std::string problem = problem_with(text); !problem.empty())
        throw std::runtime_error("'" + text + "' " + problem);
    boost::urls::url url(text);
    for (unsigned redirects = 0;; ++redirects) {
        const HttpConnection::Answer answer = co_await d->ask(place_of(url));
        if (answer.location.empty()) {
            HttpResponse response;
            response.status = answer.status;
            response.reason = answer.reason;
            response.bytes = answer.bytes;
            response.first_byte = answer.first_byte_at - began;
            response.total = Clock::now() - began;
            response.redirects = redirects;
            response.url = std::string(url.buffer());
            co_return response;
        }
        if (redirects == most_redirects)
            throw std::runtime_error("more than " + std::to_string(most_redirects) + " redirects");
        const auto relative = boost::urls::parse_uri_reference(answer.location);
        boost::urls::url next;
        if (!relative || !boost::urls::resolve(url, *relative, next) || braid::problem_with(next))
            throw std::runtime_error("redirected to '" + answer.location +
                                     "', which is nowhere to go");
        next.remove_fragment();
        url = std::move(next);
    }
}

} // namespace braid
