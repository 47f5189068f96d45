// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace braid {

/// A script's standard input: a pipe, so that the script may also read it through its descriptor.
///
/// Lines wait here when the pipe is full. The loop's thread writes; the script reads.
class ScriptInput {
public:
    ScriptInput() = default;
    ~ScriptInput();
    ScriptInput(const ScriptInput&) = delete;
    ScriptInput& operator=(const ScriptInput&) = delete;

    void send(std::string_view text);
    void end();

    /// Where the script reads.
    int descriptor();
    /// There is something to read, be it the end.
    bool readable();

private:
    void open();
    void flush();

    std::string pending_;
    int read_end_ = -1;
    int write_end_ = -1;
    bool ended_ = false;
};

} // namespace braid
