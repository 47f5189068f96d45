// SPDX-License-Identifier: MIT
#include "bridge/tasks/http_files.h"

#include "loop/asio.h"
#include "loop/errors.h"
#include "loop/executor.h"
#include "loop/timeout.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/pchars.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <sstream>
#include <utility>

namespace braid {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto idle_patience = std::chrono::seconds(60);
constexpr std::size_t piece_bytes = 256 << 10;
constexpr std::uint64_t longest_request_body = 1 << 20;

using Request = http::request<http::string_body>;
using Head = http::response<http::empty_body>;

/// What is answered: a head, and a text or a part of a file.
struct Reply {
    Head head;
    std::string text;
    std::shared_ptr<const SharedFolder::Entry> file;
    std::uint64_t begin = 0; ///< of the part
    std::uint64_t size = 0;  ///< of the part, or of the text
};

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        default:
            html += c;
        }
    }
    return html;
}

Reply page(http::status status, std::string html) {
    Reply reply;
    reply.head.result(status);
    reply.head.set(http::field::content_type, "text/html; charset=utf-8");
    reply.text = std::move(html);
    reply.size = reply.text.size();
    return reply;
}

Reply refusal(http::status status) {
    const std::string_view reason = http::obsolete_reason(status);
    const std::string text = std::to_string(unsigned(status)) + " " + std::string(reason);
    return page(status, "<!doctype html><title>" + text + "</title><h1>" + text + "</h1>\n");
}

/// The part of a file that "bytes=…" asks for; nothing if that cannot be had. Several parts at once
/// are the whole, as is what nobody understands.
std::optional<std::pair<std::uint64_t, std::uint64_t>> part_of(std::string_view range,
                                                               std::uint64_t size) {
    const std::pair<std::uint64_t, std::uint64_t> whole{0, size};
    constexpr std::string_view unit = "bytes=";
    if (!range.starts_with(unit) || range.find(',') != range.npos)
        return whole;
    range.remove_prefix(unit.size());
    const std::size_t dash = range.find('-');
    if (dash == range.npos)
        return whole;
    const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                        : std::nullopt;
    };
    const auto first = number(range.substr(0, dash));
    const auto last = number(range.substr(dash + 1));
    if (!first && !last)
        return whole;
    if (!first) // the last so many
        return *last == 0
                   ? std::nullopt
                   : std::optional(std::pair(size - std::min(*last, size), std::min(*last, size)));
    if (*first >= size || (last && *last < *first))
        return last && *last < *first ? std::optional(whole) : std::nullopt;
    const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
    return std::pair(*first, end - *first + 1);
}

/// Other names may be what a page from elsewhere makes of this address.
bool is_meant_for_us(const Request& request) {
    std::string_view host = request[http::field::host];
    const std::size_t colon = host.rfind(':');
    if (colon != host.npos && host.find(']', colon) == host.npos)
        host = host.substr(0, colon);
    constexpr std::array<std::string_view, 3> names{"localhost", "127.0.0.1", "[::1]"};
    return std::find(names.begin(), names.end(), host) != names.end();
}

/// A path in the folder; nothing if it is none.
std::optional<std::string> path_of(const Request& request) {
    const auto url = boost::urls::parse_origin_form(request.target());
    if (!url)
        return {};
    std::string path;
    for (const std::string& segment : url->segments()) {
        if (segment.find('/') != segment.npos || segment.find('\0') != segment.npos)
            return {};
        path += (path.empty() ? "" : "/") + segment;
    }
    return path;
}

http::status status_of(int error) {
    switch (error) {
    case EACCES:
    case EPERM:
    case EXDEV: // it would lead out of the folder
    case ELOOP:
        return http::status::forbidden;
    case ENOSYS:
        return http::status::not_implemented;
    default:
        return http::status::not_found;
    }
}

Reply file_reply(std::shared_ptr<const SharedFolder::Entry> file, std::string_view name,
                 const Request& request) {
    const bool conditional = request.count(http::field::if_range) > 0; // we name no versions
    const std::string_view range =
        conditional ? std::string_view() : std::string_view(request[http::field::range]);
    const auto part = part_of(range, file->size());
    const std::string of = "/" + std::to_string(file->size());
    if (!part) {
        Reply reply = refusal(http::status::range_not_satisfiable);
        reply.head.set(http::field::content_range, "bytes *" + of);
        return reply;
    }
    Reply reply;
    std::tie(reply.begin, reply.size) = *part;
    if (reply.size < file->size()) {
        reply.head.result(http::status::partial_content);
        reply.head.set(http::field::content_range,
                       "bytes " + std::to_string(reply.begin) + "-" +
                           std::to_string(reply.begin + reply.size - 1) + of);
    }
    reply.head.set(http::field::content_type, media_type(name));
    reply.head.set(http::field::accept_ranges, "bytes");
    reply.file = std::move(file);
    return reply;
}

std::string listing(const std::string& path, const std::vector<std::string>& names) {
    const std::string title = escaped("/" + path);
    std::string html = "<!doctype html><meta charset=utf-8><title>" + title + "</title><h1>" +
                       title + "</h1>\n<ul>\n";
    if (!path.empty())
        html += "<li><a href=\"../\">../</a>\n";
    auto allowed = boost::urls::pchars + '/';
    for (const std::string& name : names) {
        // With ./ before it no name is taken for a scheme.
        const std::string link = "./" + boost::urls::encode(name, allowed);
        html += "<li><a href=\"" + escaped(link) + "\">" + escaped(name) + "</a>\n";
    }
    return html + "</ul>\n";
}

Coroutine<Reply> answer(const SharedFolder& folder, const Request& request) {
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
        Reply reply = refusal(http::status::method_not_allowed);
        reply.head.set(http::field::allow, "GET, HEAD");
        co_return reply;
    }
    if (!is_meant_for_us(request))
        co_return refusal(http::status::misdirected_request);
    const std::optional<std::string> path = path_of(request);
    if (!path)
        co_return refusal(http::status::bad_request);
    int error = 0;
    auto entry = folder.open(*path, error);
    if (!entry)
        co_return refusal(status_of(error));
    if (entry->is_file())
        co_return file_reply(std::move(entry), *path, request);
    if (!path->empty() && !path->ends_with('/')) { // or its links would lead elsewhere
        Reply reply = refusal(http::status::moved_permanently);
        std::string place(request.target());
        place.insert(std::min(place.find('?'), place.size()), "/");
        reply.head.set(http::field::location, "/" + place.substr(place.find_first_not_of('/')));
        co_return reply;
    }
    if (auto index = folder.open(*path + "index.html", error); index && index->is_file())
        co_return file_reply(std::move(index), "index.html", request);
    const std::vector<std::string> names = co_await to_thread(&SharedFolder::Entry::names, entry);
    co_return page(http::status::ok, listing(*path, names));
}

Coroutine<std::string> read_piece(std::shared_ptr<const SharedFolder::Entry> file,
                                  std::uint64_t offset, std::size_t size) {
    std::optional<std::string> piece = file->read(offset, size, true);
    if (!piece)
        piece = co_await to_thread(&SharedFolder::Entry::read, file, offset, size, false);
    if (piece->empty()) // it has been cut since: nobody must take the rest for the whole
        throw std::runtime_error("a file became shorter while it was sent");
    co_return std::move(*piece);
}

Coroutine<> send(tcp::socket& socket, Reply& reply, bool with_body) {
    std::ostringstream head;
    head << reply.head.base();
    std::string bytes = head.str();
    std::uint64_t sent = 0;
    if (with_body && !reply.file)
        bytes += reply.text;
    const std::uint64_t of_file = with_body && reply.file ? reply.size : 0;
    do { // the head goes with the first piece
        if (sent < of_file) {
            const auto size = std::size_t(std::min<std::uint64_t>(piece_bytes, of_file - sent));
            const std::string piece = co_await read_piece(reply.file, reply.begin + sent, size);
            bytes += piece;
            sent += piece.size();
        }
        co_await asio::async_write(socket, asio::buffer(bytes), use_coroutine);
        bytes.clear();
    } while (sent < of_file);
}

Coroutine<error_code> read_request(tcp::socket& socket, boost::beast::flat_buffer& buffer,
                                   http::request_parser<http::string_body>& parser) {
    const auto [error, size] =
        co_await http::async_read(socket, buffer, parser, asio::as_tuple(use_coroutine));
    co_return error;
}

/// As what ends a connection, if anything does: the other end has gone.
Coroutine<> serve_until_end(tcp::socket& socket, const SharedFolder& folder,
                            const std::function<void(const ServedRequest&)>& served) {
    boost::beast::flat_buffer buffer;
    for (bool goes_on = true; goes_on;) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(longest_request_body);
        const error_code error =
            co_await timeout(idle_patience, read_request(socket, buffer, parser));
        const bool is_http =
            error && &error.category() == &make_error_code(http::error::end_of_stream).category();
        if (error && (!is_http || error == http::error::end_of_stream ||
                      error == http::error::partial_message))
            co_return;
        const Request& request = parser.get();
        Reply reply;
        if (error)
            reply = refusal(error == http::error::body_limit ? http::status::payload_too_large
                                                             : http::status::bad_request);
        else
            reply = co_await answer(folder, request);
        goes_on = !error && request.keep_alive();
        reply.head.version(11);
        reply.head.keep_alive(goes_on);
        reply.head.content_length(reply.size);
        reply.head.set("X-Content-Type-Options", "nosniff");
        co_await send(socket, reply, request.method() != http::verb::head);
        served({reply.head.result_int(), reply.size, std::string(request.method_string()),
                std::string(request.target())});
    }
    error_code ignored;
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

} // namespace

Coroutine<> serve_files(tcp::socket socket, const SharedFolder& folder,
                        std::function<void(const ServedRequest&)> served) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    try {
        co_await serve_until_end(socket, folder, served);
    } catch (const TimeoutError&) {                // it was idle
    } catch (const boost::system::system_error&) { // the other end has gone
    }
}

} // namespace braid
