// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script_report.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <memory>
#include <optional>

struct winsize;

namespace braid {

/// The loop's end of a stream that a script writes to: hands what comes to the script's report, and
/// stops reading while that is full, so that writers wait. For the loop's thread.
///
/// It stays as long as anybody may write: a child of the script may outlive that.
class OutputReader : public std::enable_shared_from_this<OutputReader> {
public:
    OutputReader(EventLoop& loop, std::shared_ptr<ScriptReport> report, OutputStream stream);
    OutputReader(const OutputReader&) = delete;
    OutputReader& operator=(const OutputReader&) = delete;

    /// Takes over `descriptor`, and reads from now on.
    void open(int descriptor);
    /// Reads all that there is now, however much the report has already.
    void drain();
    /// If it is a terminal's.
    void set_terminal_size(const winsize& size);
    /// Nobody listens any more: who writes, fails.
    void close();

private:
    /// False if there is nothing now.
    bool read_portion();
    void wait();

    const std::shared_ptr<ScriptReport> report_;
    const OutputStream stream_;
    EventLoop& loop_;
    std::optional<boost::asio::posix::stream_descriptor> descriptor_; ///< while it is open
};

} // namespace braid
