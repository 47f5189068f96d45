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
    /// One file per script; scripts are named by their index in it.
    explicit StandardOutput(const std::vector<std::string>& files);

    /// False when it turns out that nobody reads stdout any more; only once.
    bool write(std::size_t script, OutputStream stream, std::string_view text);
    /// Shows a line that is not complete: a prompt.
    void flush(std::size_t script);
    /// The script has ended: completes its last line.
    void finish(std::size_t script);

    /// Somebody has closed the other end of stdout.
    bool broken() const noexcept { return broken_; }

private:
    void put(OutputStream stream, std::string_view text);

    struct Source {
        std::string prefix;
        std::string lines[2]; ///< begun, by stream
        bool continued[2] = {false, false};
    };
    std::vector<Source> sources_;
    bool broken_ = false;
};

} // namespace braid
