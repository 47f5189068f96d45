// SPDX-License-Identifier: MIT
// Serves a folder to this machine's browsers.
#include "bridge/tasks/batch.h"
#include "bridge/tasks/http_files.h"
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"
#include "loop/asio.h"
#include "loop/sleep.h"

#include <boost/asio/as_tuple.hpp>

namespace braid::tasks {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::size_t most_connections = 1000;

struct Serving {
    TaskContext& task;
    SharedFolder folder;
    tcp::acceptor acceptor{EventLoop::current()->io_context()};
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;

    void listen(std::uint16_t port) {
        const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
        acceptor.open(here.protocol());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        boost::system::error_code error;
        acceptor.bind(here, error);
        if (!error)
            acceptor.listen(tcp::acceptor::max_listen_connections, error);
        if (error)
            throw TaskFailure("port " + std::to_string(port) + ": " + error.message());
    }
    void tell() const { task.progress(counted(requests, "request") + " · " + in_bytes(bytes)); }
    void served(const ServedRequest& request) {
        ++requests;
        bytes += request.bytes;
        task.print(std::to_string(request.status) + "  " + in_bytes(request.bytes) + "  " +
                   request.method + " " + request.target);
        tell();
    }
};

Coroutine<> accept_all(Serving& all, Batch& connections) {
    for (;;) {
        auto [error, socket] = co_await all.acceptor.async_accept(asio::as_tuple(use_coroutine));
        if (error) { // there are no more descriptors, or the caller has hung up
            all.task.complain("a connection failed: " + error.message());
            co_await sleep(std::chrono::milliseconds(100));
            continue;
        }
        boost::system::error_code gone;
        const tcp::endpoint other = socket.remote_endpoint(gone);
        co_await connections.start(
            serve_files(std::move(socket), all.folder, std::bind_front(&Serving::served, &all)),
            "port " + std::to_string(other.port()));
    }
}

Coroutine<> serve(TaskContext& task) {
    Serving all{task, SharedFolder(task.folder("folder"))};
    all.listen(std::uint16_t(task.number("port")));
    const std::uint16_t port = all.acceptor.local_endpoint().port();
    task.print("http://localhost:" + std::to_string(port) + "/ shows " +
               std::filesystem::canonical(task.folder("folder")).string());
    all.tell();
    Batch connections(most_connections);
    co_await connections.run(accept_all(all, connections));
}

} // namespace

TaskKind serve_folder() {
    return {.name = "serve",
            .title = "Serve a folder",
            .description = "Shows a folder to browsers on this machine, over HTTP, until it is "
                           "stopped. Nobody sees what is outside of it.",
            .parameters = {{.name = "folder",
                            .title = "Folder",
                            .description = "which one",
                            .value_name = "FOLDER",
                            .kind = Parameter::Kind::Folder,
                            .fallback = ".",
                            .is_positional = true},
                           {.name = "port",
                            .title = "Port",
                            .description = "where browsers find it; 0: one that is free",
                            .value_name = "PORT",
                            .kind = Parameter::Kind::Number,
                            .fallback = "8000",
                            .most = 65'535}},
            .run = serve};
}

} // namespace braid::tasks
