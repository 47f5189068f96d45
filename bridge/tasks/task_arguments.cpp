// SPDX-License-Identifier: MIT
#include "bridge/tasks/task_arguments.h"

#include "bridge/tasks/task_kind.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace braid {

namespace {

using Kind = Parameter::Kind;

const Parameter* find(const TaskKind& kind, auto&& is_it) {
    const auto found = std::find_if(kind.parameters.begin(), kind.parameters.end(), is_it);
    return found == kind.parameters.end() ? nullptr : &*found;
}

/// Of a text that was checked.
double number_in(std::string_view text) {
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Takes words for the parameters of a kind.
class Parser {
public:
    Parser(const TaskKind& kind, const std::vector<std::string>& words)
        : kind_(kind)
        , words_(words)
        , positional_(find(kind, [](const Parameter& p) { return p.is_positional; })) {}

    std::map<std::string, std::string, std::less<>> parse() {
        while (at_ < words_.size()) {
            const std::string& word = words_[at_++];
            if (!options_end_ && word == "--")
                options_end_ = true;
            else if (!options_end_ && word.size() > 1 && word[0] == '-')
                take_option(word);
            else
                take_positional(word);
        }
        for (const Parameter& parameter : kind_.parameters) {
            std::string& value = values_[parameter.name];
            if (value.empty())
                value = parameter.fallback;
            const std::string problem = parameter.problem_with(value);
            if (!problem.empty())
                throw ArgumentError(called(parameter) + ": " + problem);
        }
        return std::move(values_);
    }

private:
    static std::string called(const Parameter& parameter) {
        return parameter.is_positional ? parameter.value_name : "--" + parameter.name;
    }

    void take_option(const std::string& word) {
        const std::size_t equals = std::min(word.find('='), word.size());
        const std::string name = word.substr(0, equals);
        const Parameter* const parameter = find(
            kind_, [&](const Parameter& p) { return !p.is_positional && name == "--" + p.name; });
        if (!parameter)
            throw ArgumentError("there is no option " + name);
        if (equals == word.size() && at_ == words_.size())
            throw ArgumentError(name + " needs a value: " + parameter->value_name);
        set(*parameter, equals < word.size() ? word.substr(equals + 1) : words_[at_++]);
    }

    void take_positional(const std::string& word) {
        if (!positional_)
            throw ArgumentError("'" + word + "': this task takes options only");
        std::string& value = values_[positional_->name];
        const bool takes_several =
            positional_->kind == Kind::Words || positional_->kind == Kind::Text;
        if (!value.empty() && !takes_several)
            throw ArgumentError("'" + word + "': there can be only one " + positional_->value_name);
        if (!value.empty())
            value += ' ';
        value += word;
        // A command has options of its own.
        options_end_ |= positional_->kind == Kind::Text;
    }

    void set(const Parameter& parameter, std::string value) {
        values_[parameter.name] = std::move(value);
    }

    const TaskKind& kind_;
    const std::vector<std::string>& words_;
    const Parameter* const positional_;
    std::size_t at_ = 0;
    bool options_end_ = false;
    std::map<std::string, std::string, std::less<>> values_;
};

} // namespace

TaskArguments::TaskArguments(const TaskKind& kind, const std::vector<std::string>& words)
    : values_(Parser(kind, words).parse()) {}

std::vector<std::string> TaskArguments::words(const TaskKind& kind,
                                              const std::map<std::string, std::string>& values) {
    std::vector<std::string> options;
    std::vector<std::string> positional;
    for (const Parameter& parameter : kind.parameters) {
        const auto value = values.find(parameter.name);
        if (value == values.end() || words_of(value->second).empty())
            continue;
        if (!parameter.is_positional)
            options.push_back("--" + parameter.name + "=" + value->second);
        else if (parameter.kind == Kind::Words)
            positional = words_of(value->second);
        else
            positional = {value->second};
    }
    if (!positional.empty())
        options.emplace_back("--");
    options.insert(options.end(), positional.begin(), positional.end());
    return options;
}

const std::string& TaskArguments::text(std::string_view name) const {
    const auto value = values_.find(name);
    if (value == values_.end())
        throw std::logic_error("there is no parameter " + std::string(name));
    return value->second;
}

std::vector<std::string> TaskArguments::list(std::string_view name) const {
    return words_of(text(name));
}

std::uint64_t TaskArguments::number(std::string_view name) const {
    return std::uint64_t(number_in(text(name)));
}

Duration TaskArguments::time(std::string_view name) const {
    const std::chrono::duration<double> seconds(number_in(text(name)));
    return std::chrono::duration_cast<Duration>(seconds);
}

std::filesystem::path TaskArguments::folder(std::string_view name) const {
    return path_of(text(name));
}

} // namespace braid
