// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"

#include <string>
#include <string_view>
#include <vector>

namespace braid {

/// Writes what scripts print to this process's stdout and stderr: as it comes if there is one
/// script; line by line, with the script's name before each, if there are several.
class StandardOutput {
public:
    /// One file or name per script; scripts are known by their index in it.
    explicit StandardOutput(const std::vector<std::string>& files);

    /// From now on each line of the script begins with this name, also if there is no other.
    void rename(std::size_t script, const std::string& name);

    /// False if it cannot be written: see `error`.
    bool write(std::size_t script, OutputStream stream, std::string_view bytes);
    /// Shows a line that is not complete: a prompt.
    void flush(std::size_t script);
    /// The script has ended: completes its last line.
    void finish(std::size_t script);

    /// Why nothing can be written to a stream any more: an errno, or 0.
    int error(OutputStream stream) const noexcept { return errors_[int(stream)]; }

private:
    void put(OutputStream stream, std::string_view bytes);

    struct Source {
        std::string prefix;
        std::string lines[2]; ///< begun, by stream
        bool continued[2] = {false, false};
    };
    std::vector<Source> sources_;
    int errors_[2] = {0, 0};
};

} // namespace braid
