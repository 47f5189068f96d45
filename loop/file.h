// SPDX-License-Identifier: MIT
#pragma once

#include "loop/coroutine.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace braid {

/// The whole file. Throws std::system_error. As everything here, it is done in the loop's threads,
/// because files block whatever one does; the loop goes on meanwhile.
Coroutine<std::string> read_file(std::filesystem::path path);
/// Replaces the file's content, or makes the file.
Coroutine<> write_file(std::filesystem::path path, std::string content);

/// An open file that is read and written without holding the loop, one operation at a time. A task
/// that is cancelled goes on at once; its operation is done all the same, before the next one.
///
///     File log = co_await open_file("log.txt", "a");
///     co_await log.write("started\n");
class File {
public:
    /// Up to `size` bytes; less at the end of the file, nothing after it. Throws std::system_error,
    /// as the others.
    Coroutine<std::string> read(std::size_t size);
    /// Up to and with the next newline; empty at the end.
    Coroutine<std::string> read_line();
    Coroutine<> write(std::string data);
    Coroutine<> seek(std::size_t position);
    /// Writes what is buffered and closes. Without it, the destructor does so, blocking, and
    /// errors are lost.
    Coroutine<> close();

private:
    friend Coroutine<File> open_file(std::filesystem::path path, std::string mode);
    struct Stream;
    explicit File(std::shared_ptr<Stream> stream) noexcept;
    std::shared_ptr<Stream> stream_; ///< shared with a thread that works on it
};

/// `mode` as for std::fopen.
Coroutine<File> open_file(std::filesystem::path path, std::string mode = "r");

} // namespace braid
