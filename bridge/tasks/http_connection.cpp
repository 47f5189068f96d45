// SPDX-License-Identifier: MIT
#include "bridge/tasks/http_connection.h"

#include "loop/asio.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace braid {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

struct TlsContext::Private {
    asio::ssl::context context{asio::ssl::context::tls_client};
};

TlsContext::TlsContext()
    : d(std::make_unique<Private>()) {
    d->context.set_default_verify_paths();
    d->context.set_verify_mode(asio::ssl::verify_peer);
}

TlsContext::~TlsContext() = default;

namespace {

constexpr std::uint32_t longest_header = 256 << 10;

/// A body of which only the size is of interest.
struct CountedBody {
    using value_type = std::uint64_t;
    static std::uint64_t size(value_type bytes) { return bytes; }

    class reader {
    public:
        template<bool is_request, typename Fields>
        reader(http::header<is_request, Fields>&, value_type& bytes)
            : bytes_(bytes) {
            bytes_ = 0;
        }
        void init(const boost::optional<std::uint64_t>&, error_code& error) { error = {}; }
        template<typename Buffers>
        std::size_t put(const Buffers& buffers, error_code& error) {
            error = {};
            const std::size_t size = boost::beast::buffer_bytes(buffers);
            bytes_ += size;
            return size;
        }
        void finish(error_code& error) { error = {}; }

    private:
        value_type& bytes_;
    };
};

std::string reason_of(const error_code& error) {
    if (error == http::error::end_of_stream)
        return "the server closed the connection without an answer";
    if (error == http::error::partial_message || error == asio::ssl::error::stream_truncated)
        return "the connection ended in the middle of the answer";
    if (&error.category() == &http::make_error_code(http::error::end_of_stream).category())
        return "the server's answer is no HTTP: " + error.message();
    return error.message();
}

void throw_if(const error_code& error, const std::string& who) {
    if (error)
        throw std::runtime_error(who + ": " + reason_of(error));
}

using TlsStream = asio::ssl::stream<tcp::socket>;

template<typename Stream>
class Connection final : public HttpConnection {
    static constexpr bool is_secure = std::is_same_v<Stream, TlsStream>;

public:
    template<typename... Arguments>
    explicit Connection(HttpOrigin origin, Arguments&&... arguments)
        : origin_(std::move(origin))
        , who_(origin_.host + ":" + origin_.port)
        , stream_(std::forward<Arguments>(arguments)...) {}

    Coroutine<> connect(Endpoints endpoints) override {
        auto& socket = stream_.lowest_layer();
        const auto [error, endpoint] =
            co_await asio::async_connect(socket, endpoints, asio::as_tuple(use_coroutine));
        throw_if(error, who_);
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        if constexpr (is_secure)
            co_await shake_hands();
    }

    Coroutine<Answer> get(std::string target) override {
        std::optional<Answer> answer = co_await ask(std::move(target), false);
        co_return std::move(*answer);
    }

    Coroutine<std::optional<Answer>> try_get(std::string target) override {
        return ask(std::move(target), true);
    }

private:
    Coroutine<> shake_hands() {
        error_code no_address;
        asio::ip::make_address(origin_.host, no_address);
        if (no_address) // servers are told names, not addresses
            SSL_set_tlsext_host_name(stream_.native_handle(), origin_.host.c_str());
        stream_.set_verify_callback(asio::ssl::host_name_verification(origin_.host));
        const auto [error] =
            co_await stream_.async_handshake(TlsStream::client, asio::as_tuple(use_coroutine));
        const long verified = SSL_get_verify_result(stream_.native_handle());
        if (error && verified != X509_V_OK)
            throw std::runtime_error(who_ + ": its certificate is not valid: " +
                                     X509_verify_cert_error_string(verified));
        throw_if(error, who_ + ": no TLS connection");
    }

    /// If `may_be_gone`, nothing if the other end has closed the connection before it began to
    /// answer.
    Coroutine<std::optional<Answer>> ask(std::string target, bool may_be_gone) {
        http::request<http::empty_body> request(http::verb::get, target, 11);
        request.set(http::field::host, origin_.host_header);
        request.set(http::field::user_agent, "Braid");
        request.set(http::field::accept, "*/*");
        const auto [write_error, written] =
            co_await http::async_write(stream_, request, asio::as_tuple(use_coroutine));
        if (write_error && may_be_gone && write_error != asio::error::operation_aborted)
            co_return std::nullopt;
        throw_if(write_error, who_);

        http::response_parser<CountedBody> parser;
        parser.header_limit(longest_header);
        parser.body_limit(boost::none);
        const auto [header_error, header_size] = co_await http::async_read_header(
            stream_, buffer_, parser, asio::as_tuple(use_coroutine));
        const bool was_gone = header_error == http::error::end_of_stream ||
                              header_error == asio::error::connection_reset ||
                              header_error == asio::ssl::error::stream_truncated;
        if (was_gone && may_be_gone)
            co_return std::nullopt;
        throw_if(header_error, who_);
        Answer answer;
        answer.first_byte_at = Clock::now();
        while (!parser.is_done()) {
            const auto [error, size] = co_await http::async_read_some(
                stream_, buffer_, parser, asio::as_tuple(use_coroutine));
            throw_if(error, who_);
        }
        const auto& response = parser.get();
        answer.status = response.result_int();
        answer.reason = std::string(response.reason());
        if (answer.reason.empty())
            answer.reason = std::string(http::obsolete_reason(response.result()));
        answer.bytes = response.body();
        answer.keep_alive = parser.keep_alive();
        if (answer.status / 100 == 3)
            answer.location = std::string(response[http::field::location]);
        co_return answer;
    }

    const HttpOrigin origin_;
    const std::string who_;
    Stream stream_;
    boost::beast::flat_buffer buffer_;
};

} // namespace

std::unique_ptr<HttpConnection> HttpConnection::make(EventLoop& loop, const HttpOrigin& origin,
                                                     TlsContext* tls) {
    if (origin.secure)
        return std::make_unique<Connection<TlsStream>>(origin, loop.io_context(),
                                                       tls->parts().context);
    return std::make_unique<Connection<tcp::socket>>(origin, loop.io_context());
}

} // namespace braid
