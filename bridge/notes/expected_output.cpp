// SPDX-License-Identifier: MIT
#include "bridge/notes/expected_output.h"

#include <algorithm>

namespace braid {

namespace {

constexpr std::string_view anything = "...";

std::string_view trimmed(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t\r");
    return line.substr(0, last == line.npos ? 0 : last + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return lines;
}

/// `line` is `pattern`, in which "..." stands for anything.
bool fits(std::string_view pattern, std::string_view line) {
    std::size_t hole = pattern.find(anything);
    if (hole == pattern.npos)
        return pattern == line;
    if (!line.starts_with(pattern.substr(0, hole)))
        return false;
    line.remove_prefix(hole);
    for (;;) {
        pattern.remove_prefix(hole + anything.size());
        hole = pattern.find(anything);
        if (hole == pattern.npos)
            return line.ends_with(pattern);
        const std::size_t found = line.find(pattern.substr(0, hole));
        if (found == line.npos)
            return false;
        line.remove_prefix(found + hole);
    }
}

} // namespace

ExpectedOutput ExpectedOutput::of(std::string_view text, int first_line) {
    ExpectedOutput result;
    for (const std::string_view line : lines_of(text))
        result.lines.push_back({std::string(line), first_line++});
    return result;
}

std::optional<ExpectedOutput::Difference> ExpectedOutput::differs(std::string_view output) const {
    return is_all ? differs_from_all(lines_of(output)) : lacks(lines_of(output));
}

std::optional<ExpectedOutput::Difference>
ExpectedOutput::differs_from_all(const std::vector<std::string_view>& got) const {
    std::size_t at = 0; // in `got`
    bool skipping = false;
    for (const Line& line : lines) {
        const std::string_view expected = trimmed(line.text);
        if (expected == anything) {
            skipping = true;
            continue;
        }
        const std::size_t before = at;
        while (skipping && at < got.size() && !fits(expected, got[at]))
            ++at;
        if (at == got.size() || !fits(expected, got[at]))
            return Difference{line.number, line.text,
                              before < got.size() ? std::string(got[before]) : std::string()};
        ++at;
        skipping = false;
    }
    if (at < got.size() && !skipping)
        return Difference{lines.empty() ? 0 : lines.back().number, {}, std::string(got[at])};
    return {};
}

std::optional<ExpectedOutput::Difference>
ExpectedOutput::lacks(std::vector<std::string_view> got) const {
    for (const Line& line : lines) {
        const auto found = std::find_if(got.begin(), got.end(), [&](std::string_view each) {
            return fits(trimmed(line.text), each);
        });
        if (found == got.end())
            return Difference{line.number, line.text, {}};
        got.erase(found);
    }
    return {};
}

} // namespace braid
