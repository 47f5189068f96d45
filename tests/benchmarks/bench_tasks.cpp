// SPDX-License-Identifier: MIT
// Built-in tasks beside the programs that people know for the same: whole runs, start included.
#include "bench.h"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

namespace fs = std::filesystem;

namespace {

constexpr int fetches = 1000;

/// Files in a folder of its own: a few large ones and many small ones.
class Folder {
public:
    Folder() {
        char name[] = "/tmp/braid-bench-XXXXXX";
        if (!mkdtemp(name))
            throw std::runtime_error("no folder");
        path_ = name;
        for (int i = 0; i < 40; ++i)
            fill("large-" + std::to_string(i), 16 << 20);
        for (int i = 0; i < 4000; ++i)
            fill("small-" + std::to_string(i), 4 << 10);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return path_; }

private:
    void fill(const std::string& name, std::size_t size) const {
        std::ofstream(path_ + "/" + name, std::ios::binary) << std::string(size, name.back());
    }
    std::string path_;
};

/// `braid task serve` in another process, while it lives.
class Server {
public:
    explicit Server(const std::string& folder)
        : log_(folder + "/server.log") {
        const std::string command = "exec '" BRAID_PROGRAM "' task serve --port 0 '" + folder + "'";
        pid_ = fork();
        if (pid_ == 0) {
            std::freopen(log_.c_str(), "w", stdout);
            execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            _exit(127);
        }
        for (int i = 0; i < 500 && url_.empty(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            std::ifstream(log_) >> url_;
        }
    }
    ~Server() { kill(pid_, SIGKILL); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    const std::string& url() const { return url_; }

private:
    std::string log_;
    std::string url_; ///< with a slash at its end
    pid_t pid_ = -1;
};

/// Wall time of a command, in ms.
double run(const std::string& command) {
    return bench::wall_ns(1e6, [&] {
        if (std::system((command + " >/dev/null 2>&1").c_str()) != 0)
            throw std::runtime_error(command.substr(0, 60) + " failed");
    });
}

} // namespace

int main(int argc, char** argv) {
    const Folder folder;
    const Folder served;
    const Server server(served.path());
    const std::string braid = "'" BRAID_PROGRAM "' task ";
    const std::string cores = std::to_string(std::max(1u, std::thread::hardware_concurrency()));

    bench::Suite suite("tasks", 7);
    const std::string urls =
        "$(seq -f '" + server.url() + "small-7?%g' " + std::to_string(fetches) + ")";
    suite.lower_is_better("1000 fetches, 100 at once", "braid task fetch", "ms",
                          [&] { return run(braid + "fetch --at-once 100 " + urls); });
    suite.lower_is_better("1000 fetches, 100 at once", "curl -Z", "ms", [&] {
        return run("curl -s -Z --parallel-max 100 -o /dev/null '" + server.url() + "small-7?[1-" +
                   std::to_string(fetches) + "]'");
    });
    suite.lower_is_better("hashing 640 MB in 4040 files", "braid task hash", "ms",
                          [&] { return run(braid + "hash " + folder.path()); });
    suite.lower_is_better("hashing 640 MB in 4040 files", "xargs -P sha256sum", "ms", [&] {
        return run("find " + folder.path() + " -type f -print0 | xargs -0 -P " + cores +
                   " -n 16 sha256sum");
    });
    suite.lower_is_better("hashing 640 MB in 4040 files", "xargs -P openssl dgst", "ms", [&] {
        return run("find " + folder.path() + " -type f -print0 | xargs -0 -P " + cores +
                   " -n 64 openssl dgst -sha256");
    });
    return suite.run(argc, argv);
}
