// SPDX-License-Identifier: MIT
#include "bridge/tasks/parameter.h"

#include "bridge/tasks/words.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace braid {

namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

/// Null if it is no number, or not written to its end.
std::optional<double> number_of(std::string_view text, bool whole) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end || !std::isfinite(number) ||
        (whole && number != std::floor(number)))
        return {};
    return number;
}

std::string problem_with_number(const Parameter& parameter, std::string_view text) {
    const bool whole = parameter.kind == Parameter::Kind::Number;
    const auto number = number_of(text, whole);
    if (!number)
        return in_quotes(text) + (whole ? " is no whole number" : " is no number of seconds");
    if (*number < parameter.least)
        return "at least " + plain_number(parameter.least);
    if (*number > parameter.most)
        return "at most " + plain_number(parameter.most);
    return {};
}

std::string problem_with_folder(std::string_view text) {
    std::error_code error;
    const auto status = std::filesystem::status(path_of(text), error);
    if (!std::filesystem::exists(status))
        return in_quotes(text) + (error && error != std::errc::no_such_file_or_directory
                                      ? ": " + error.message()
                                      : " is not there");
    return std::filesystem::is_directory(status) ? "" : in_quotes(text) + " is no folder";
}

} // namespace

std::string Parameter::problem_with(std::string_view text) const {
    const std::vector<std::string> words = words_of(text);
    if (words.empty())
        return may_be_empty || !fallback.empty() ? "" : "this is needed";
    if (kind == Kind::Number || kind == Kind::Seconds)
        return problem_with_number(*this, text);
    if (kind == Kind::Folder)
        return problem_with_folder(text);
    if (!check)
        return {};
    if (kind == Kind::Text) {
        const std::string problem = check(text);
        return problem.empty() ? "" : in_quotes(text) + " " + problem;
    }
    for (const std::string& word : words)
        if (const std::string problem = check(word); !problem.empty())
            return in_quotes(word) + " " + problem;
    return {};
}

std::vector<std::string> words_of(std::string_view text) {
    constexpr std::string_view space = " \t\r\n\f\v";
    std::vector<std::string> words;
    for (std::size_t begin = text.find_first_not_of(space); begin != text.npos;) {
        const std::size_t end = std::min(text.find_first_of(space, begin), text.size());
        words.emplace_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(space, end);
    }
    return words;
}

std::filesystem::path path_of(std::string_view text) {
    const char* const home = std::getenv("HOME");
    if (home && (text == "~" || text.starts_with("~/")))
        return std::filesystem::path(home) / text.substr(std::min<std::size_t>(2, text.size()));
    return text;
}

} // namespace braid
