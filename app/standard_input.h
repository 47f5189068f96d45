// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/event_loop.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace braid {

/// Gives this process's standard input to the scripts that ask, first come, first served: a line to
/// each that waits. One that asks again and again gets twice as much each time, so that a torrent
/// is not a matter of single lines.
///
/// A thread reads, from the first question on: so it does not matter whether stdin is a terminal,
/// a pipe or a file, and nothing is changed about a terminal that others use too.
class StandardInput {
public:
    explicit StandardInput(EventLoop& loop);
    ~StandardInput();

    /// `script` gets something to read; or learns that there is no more.
    void serve(Script& script);
    void forget(Script& script);

private:
    struct Reader;

    void serve();
    void start_reader();
    void got(const std::string& bytes);
    std::size_t end_of(std::size_t lines) const;

    EventLoop& loop_;
    std::deque<Script*> waiting_;
    std::map<Script*, std::size_t> lines_; ///< how many it gets the next time
    std::shared_ptr<Reader> reader_;
    std::string rest_; ///< read, and not given to anybody yet
    bool reading_ = false;
    bool ended_ = false;
};

} // namespace braid
