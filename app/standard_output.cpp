// SPDX-License-Identifier: MIT
#include "app/standard_output.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace braid {

StandardOutput::StandardOutput(const std::vector<std::string>& files)
    : sources_(files.size()) {
    if (files.size() < 2)
        return;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < files.size(); ++i) {
        names.push_back(std::filesystem::path(files[i]).filename().string());
        const auto same = std::count(names.begin(), names.end(), names.back());
        sources_[i].prefix =
            '[' + names.back() + (same > 1 ? '#' + std::to_string(same) : std::string()) + "] ";
    }
}

void StandardOutput::put(OutputStream stream, std::string_view text) {
    const int descriptor = stream == OutputStream::Out ? STDOUT_FILENO : STDERR_FILENO;
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            // Any other error (a full disk) loses the text, as there is nowhere left to say so.
            broken_ |= errno == EPIPE && stream == OutputStream::Out;
            return;
        }
        text.remove_prefix(std::size_t(written));
    }
}

bool StandardOutput::write(std::size_t script, OutputStream stream, std::string_view text) {
    if (broken_ && stream == OutputStream::Out)
        return true;
    Source& source = sources_[script];
    if (source.prefix.empty()) {
        put(stream, text);
        return !broken_;
    }
    std::string& line = source.lines[int(stream)];
    std::string out;
    for (std::size_t end; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
        if (!std::exchange(source.continued[int(stream)], false))
            out += source.prefix;
        out.append(line).append(text.substr(0, end + 1));
        line.clear();
    }
    line += text;
    put(stream, out);
    return !broken_;
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
