// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/output_reader.h"
#include "bridge/script/script_input.h"
#include "bridge/script/standard_descriptors.h"

#include <sys/ioctl.h>
#include <sys/types.h>

#include <array>
#include <atomic>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

struct pollfd;

namespace braid {

/// A script's standard streams: real descriptors on its side, and what writes and reads at the
/// other ends. For the loop's thread.
class ScriptStreams {
public:
    ScriptStreams(EventLoop& loop, std::shared_ptr<ScriptReport> report);

    /// Throws std::system_error.
    void open(Audience audience);
    /// The script has ended. What it has written is in the report then.
    void finish();
    /// Nobody listens to this stream any more.
    void close_output(OutputStream stream);

    /// Of its terminals; false if it has none, or they had it already.
    bool set_terminal_size(int columns, int rows);
    /// The name of its terminal's device; empty if it has none. Any thread.
    const std::string& terminal_name() const noexcept { return terminal_name_; }

    StandardDescriptors& descriptors() noexcept { return descriptors_; }
    ScriptInput& input() noexcept { return *input_; }

    // -- also on the script's stack, where its code may be in any call --------------------

    /// What was written until now is in the report then.
    void drain();
    /// The stack was left: what it has written comes before what its threads and children write
    /// now.
    void stack_left();
    /// A thread of the script is about to write to this stream. Any thread.
    void thread_writes(OutputStream stream) noexcept {
        written_by_threads_[std::size_t(stream)].store(true, std::memory_order_relaxed);
    }
    /// As write(2) of `number`, behind which this stream stands; it takes no more than a part of
    /// much. What was written to the other stream before is in the report then.
    ssize_t write(OutputStream stream, int number, std::string_view bytes);
    /// The script would not have to wait for something to read.
    bool readable() const noexcept;
    /// See `ScriptInput`.
    bool input_runs_dry();

    /// Does a call wait for standard input that waits for these?
    bool is_input(std::span<const pollfd> descriptors) const noexcept;
    /// An epoll of the script's own watches standard input.
    void input_is_watched_by(int epoll) { watching_epolls_.insert(epoll); }

private:
    void open_pipes();
    void open_terminals();
    void drain(OutputStream stream);

    StandardDescriptors descriptors_;
    const std::shared_ptr<ScriptInput> input_;
    std::array<std::shared_ptr<OutputReader>, 2> readers_; ///< until the end
    /// From then on they belong to who still writes, on the loop, which may end before this object.
    std::array<std::weak_ptr<OutputReader>, 2> late_readers_;
    OutputStream last_written_ = OutputStream::Out;
    std::size_t undrained_ = 0; ///< at most, of what its stack wrote to that stream
    std::array<std::atomic<bool>, 2> written_by_threads_{}; ///< since it was drained
    std::set<int> watching_epolls_;
    std::string terminal_name_;
    winsize terminal_size_{24, 80, 0, 0};
};

} // namespace braid
