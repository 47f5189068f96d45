// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/event_loop.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace braid {

/// Gives the lines of this process's standard input to the scripts that ask, first come, first
/// served.
///
/// A thread reads, from the first question on: so it does not matter whether stdin is a terminal,
/// a pipe or a file, and nothing is changed about a terminal that others use too.
class StandardInput {
public:
    explicit StandardInput(EventLoop& loop);
    ~StandardInput();

    /// `script` gets the next line; or learns that there are no more.
    void give_line_to(Script& script);
    void forget(Script& script);

private:
    struct Reader;

    void serve();
    void start_reader();
    void got(std::optional<std::string> line);

    EventLoop& loop_;
    std::deque<Script*> waiting_;
    std::shared_ptr<Reader> reader_;
    std::optional<std::string> line_; ///< read, and not given to anybody yet
    bool reading_ = false;
    bool ended_ = false;
};

} // namespace braid
