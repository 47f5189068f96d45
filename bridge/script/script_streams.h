// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/output_reader.h"
#include "bridge/script/script_input.h"
#include "bridge/script/standard_descriptors.h"

#include <array>
#include <memory>

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
    void close_output(OutputStream stream) { reader(stream).close(); }

    StandardDescriptors& descriptors() noexcept { return descriptors_; }
    ScriptInput& input() noexcept { return *input_; }

    /// What was written until now is in the report then.
    void drain();
    /// The script's stack is about to write `bytes` to this stream: what came before is in the
    /// report then, and so much surely fits.
    void prepare_to_write(OutputStream stream, std::size_t bytes);
    /// The script would not have to wait for something to read.
    bool readable() const noexcept;

    /// What fits at once into a stream that was drained: half of a pipe, whose pages need not be
    /// full.
    static constexpr std::size_t most_at_once = 32 << 10;

private:
    OutputReader& reader(OutputStream stream) { return *readers_[std::size_t(stream)]; }

    StandardDescriptors descriptors_;
    const std::shared_ptr<ScriptInput> input_;
    const std::array<std::shared_ptr<OutputReader>, 2> readers_;
    OutputStream last_written_ = OutputStream::Out;
    std::size_t undrained_ = 0; ///< at most, of what its stack wrote to that stream
};

} // namespace braid
