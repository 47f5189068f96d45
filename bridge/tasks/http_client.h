// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"
#include "loop/coroutine.h"
#include "loop/event_loop.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace braid {

/// What came back for a request.
struct HttpResponse {
    unsigned status = 0;
    std::string reason;      ///< "Not Found"
    std::uint64_t bytes = 0; ///< of its body
    Duration first_byte{};   ///< from the beginning until its header was there
    Duration total{};        ///< until its end
    unsigned redirects = 0;  ///< that were followed
    std::string url;         ///< where it came from at last
};

/// Gets what URLs name, over HTTP and HTTPS, with Boost.Beast and OpenSSL. Connections are kept and
/// used again. Certificates are checked by the system's authorities, or those of SSL_CERT_FILE. Any
/// number of tasks at once; for the loop's thread.
///
///     HttpClient client(loop);
///     const HttpResponse response = co_await client.get("https://example.org/");
class HttpClient {
public:
    explicit HttpClient(EventLoop& loop);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Redirects are followed; the body is counted, not kept. Any status is a response. Throws
    /// std::runtime_error that says why there is none.
    Coroutine<HttpResponse> get(std::string url);

    /// Says why `url` cannot be got, as "is …"; empty if it may be.
    static std::string problem_with(std::string_view url);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid
