// SPDX-License-Identifier: MIT
#include "loop/file.h"

#include "loop/executor.h"

#include <cerrno>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <system_error>

namespace braid {

namespace {
[[noreturn]] void throw_errno(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}
} // namespace

struct File::Stream {
    std::FILE* file;
    std::string name;
    std::mutex mutex; ///< an operation whose task was cancelled may still go on

    Stream(const std::filesystem::path& path, const std::string& mode)
        : file(std::fopen(path.c_str(), mode.c_str()))
        , name(path.string()) {
        if (!file)
            throw_errno(name);
    }
    ~Stream() {
        if (file)
            std::fclose(file);
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// For the length of one operation.
    std::unique_lock<std::mutex> use() {
        std::unique_lock lock(mutex);
        if (!file)
            throw std::logic_error("the file is closed: " + name);
        return lock;
    }

    std::string read(std::size_t size) {
        const auto lock = use();
        std::string data(size, '\0');
        data.resize(std::fread(data.data(), 1, size, file));
        if (data.size() < size && std::ferror(file))
            throw_errno(name);
        return data;
    }
    std::string read_line() {
        const auto lock = use();
        std::string line;
        for (int c = 0; (c = std::getc(file)) != EOF;) {
            line += char(c);
            if (c == '\n')
                break;
        }
        if (std::ferror(file))
            throw_errno(name);
        return line;
    }
    void write(const std::string& data) {
        const auto lock = use();
        if (std::fwrite(data.data(), 1, data.size(), file) != data.size())
            throw_errno(name);
    }
    void seek(std::size_t position) {
        const auto lock = use();
        if (std::fseek(file, long(position), SEEK_SET) != 0)
            throw_errno(name);
    }
    void close() {
        const auto lock = use();
        if (std::fclose(std::exchange(file, nullptr)) != 0)
            throw_errno(name);
    }
};

File::File(std::shared_ptr<Stream> stream) noexcept
    : stream_(std::move(stream)) {}

Coroutine<File> open_file(std::filesystem::path path, std::string mode) {
    auto opening =
        to_thread([](const std::filesystem::path& p,
                     const std::string& m) { return std::make_shared<File::Stream>(p, m); },
                  std::move(path), std::move(mode));
    auto stream = co_await std::move(opening);
    co_return File(std::move(stream));
}

Coroutine<std::string> File::read(std::size_t size) {
    return to_thread([stream = stream_, size] { return stream->read(size); });
}
Coroutine<std::string> File::read_line() {
    return to_thread([stream = stream_] { return stream->read_line(); });
}
Coroutine<> File::write(std::string data) {
    return to_thread([stream = stream_, data = std::move(data)] { stream->write(data); });
}
Coroutine<> File::seek(std::size_t position) {
    return to_thread([stream = stream_, position] { stream->seek(position); });
}
Coroutine<> File::close() {
    return to_thread([stream = stream_] { stream->close(); });
}

Coroutine<std::string> read_file(std::filesystem::path path) {
    File file = co_await open_file(std::move(path), "rb");
    std::string content;
    for (;;) {
        constexpr std::size_t chunk_size = 1 << 20;
        const std::string chunk = co_await file.read(chunk_size);
        content += chunk;
        if (chunk.size() < chunk_size)
            co_return content;
    }
}

Coroutine<> write_file(std::filesystem::path path, std::string content) {
    File file = co_await open_file(std::move(path), "wb");
    co_await file.write(std::move(content));
    co_await file.close();
}

} // namespace braid
