// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/tasks/shared_folder.h"
#include "loop/coroutine.h"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace braid {

/// A request that was answered, for a log.
struct ServedRequest {
    unsigned status = 0;
    std::uint64_t bytes = 0; ///< of the body
    std::string method;
    std::string target;
};

/// Answers the requests of one connection with what is in `folder`, over HTTP/1.1: files, also in
/// part, listings, index.html. Only browsers that were told this machine's own name are answered,
/// so that no page from elsewhere can look into the folder. Ends with the connection.
Coroutine<> serve_files(boost::asio::ip::tcp::socket socket, const SharedFolder& folder,
                        std::function<void(const ServedRequest&)> served);

} // namespace braid
