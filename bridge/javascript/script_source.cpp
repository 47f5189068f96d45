// SPDX-License-Identifier: MIT
#include "bridge/javascript/script_source.h"

#include <fstream>
#include <iterator>

namespace braid {

std::optional<std::string> read_script(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error))
        return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad())
        return std::nullopt;
    if (text.starts_with("\xef\xbb\xbf"))
        text.erase(0, 3);
    if (text.starts_with("#!"))
        text.replace(0, 2, "//");
    return text;
}

} // namespace braid
