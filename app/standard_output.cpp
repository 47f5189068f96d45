// SPDX-License-Identifier: MIT
#include "app/standard_output.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

namespace braid {

StandardOutput::StandardOutput(const std::vector<std::string>& files)
    : sources_(files.size()) {
    if (files.size() < 2)
        return;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < files.size(); ++i) {
        names.push_back(script_name(files[i]));
        const auto same = std::count(names.begin(), names.end(), names.back());
        sources_[i].prefix =
            '[' + names.back() + (same > 1 ? '#' + std::to_string(same) : std::string()) + "] ";
    }
}

void StandardOutput::rename(std::size_t script, const std::string& name) {
    finish(script);
    sources_[script].prefix = '[' + name + "] ";
}

void StandardOutput::put(OutputStream stream, std::string_view bytes) {
    const int descriptor = stream == OutputStream::Out ? STDOUT_FILENO : STDERR_FILENO;
    int& error = errors_[int(stream)];
    while (!bytes.empty() && error == 0) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(std::size_t(written));
        } else if (errno == EAGAIN) { // others have made it non-blocking
            pollfd poller{descriptor, POLLOUT, 0};
            poll(&poller, 1, -1);
        } else if (errno != EINTR) {
            error = errno;
        }
    }
}

bool StandardOutput::write(std::size_t script, OutputStream stream, std::string_view bytes) {
    Source& source = sources_[script];
    if (source.prefix.empty()) {
        put(stream, bytes);
        return error(stream) == 0;
    }
    std::string& line = source.lines[int(stream)];
    std::string out;
    for (std::size_t end; (end = bytes.find('\n')) != bytes.npos; bytes.remove_prefix(end + 1)) {
        if (!std::exchange(source.continued[int(stream)], false))
            out += source.prefix;
        out.append(line).append(bytes.substr(0, end + 1));
        line.clear();
    }
    line += bytes;
    put(stream, out);
    return error(stream) == 0;
}

void StandardOutput::flush(std::size_t script) {
    Source& source = sources_[script];
    for (const OutputStream stream : {OutputStream::Out, OutputStream::Err}) {
        std::string& line = source.lines[int(stream)];
        if (line.empty())
            continue;
        if (!std::exchange(source.continued[int(stream)], true))
            line.insert(0, source.prefix);
        put(stream, line);
        line.clear();
    }
}

void StandardOutput::finish(std::size_t script) {
    for (const OutputStream stream : {OutputStream::Out, OutputStream::Err})
        if (!sources_[script].lines[int(stream)].empty())
            write(script, stream, "\n");
}

} // namespace braid
