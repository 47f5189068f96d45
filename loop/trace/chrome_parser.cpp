// SPDX-License-Identifier: MIT
#include "loop/trace/chrome_parser.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace braid::detail {

namespace json = boost::json;

namespace {

using Arguments = ChromeEvent::Arguments;

enum class Field { Other, Phase, Process, Thread, Time, Duration, Scope, Name, Args };

Field field_of(std::string_view key) {
    static const std::unordered_map<std::string_view, Field> fields{
        {"ph", Field::Phase},  {"pid", Field::Process},  {"tid", Field::Thread},
        {"ts", Field::Time},   {"dur", Field::Duration}, {"s", Field::Scope},
        {"name", Field::Name}, {"args", Field::Args}};
    const auto found = fields.find(key);
    return found == fields.end() ? Field::Other : found->second;
}

std::string Arguments::*text_of(std::string_view key) {
    static const std::unordered_map<std::string_view, std::string Arguments::*> texts{
        {"name", &Arguments::name},       {"kind", &Arguments::kind},
        {"what", &Arguments::what},       {"where", &Arguments::where},
        {"file", &Arguments::file},       {"function", &Arguments::function},
        {"message", &Arguments::message}, {"text", &Arguments::text}};
    const auto found = texts.find(key);
    return found == texts.end() ? nullptr : found->second;
}

std::int64_t Arguments::*number_of(std::string_view key) {
    static const std::unordered_map<std::string_view, std::int64_t Arguments::*> numbers{
        {"line", &Arguments::line},    {"creator", &Arguments::creator},
        {"id", &Arguments::id},        {"by id", &Arguments::by},
        {"tasks", &Arguments::tasks},  {"slices", &Arguments::slices},
        {"amount", &Arguments::amount}};
    const auto found = numbers.find(key);
    return found == numbers.end() ? nullptr : found->second;
}

/// What the parser calls: knows where in the file it stands by the depth of nesting.
class Handler {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    std::function<void(ChromeEvent&)> on_event;
    bool ours = false;

    /// Only the closing of what is around the events is missing.
    bool between_events() const { return events_depth_ > 0 && depth_ == events_depth_; }
    bool is_array() const { return events_depth_ == 1; }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }

    bool on_array_begin(json::error_code&) {
        ++depth_;
        if (events_depth_ == 0 && (depth_ == 1 || (depth_ == 2 && key_ == "traceEvents")))
            events_depth_ = depth_;
        return true;
    }
    bool on_array_end(std::size_t, json::error_code&) { return leave(); }
    bool on_object_begin(json::error_code&) {
        ++depth_;
        if (in_event() && depth_ == events_depth_ + 1)
            event_ = {};
        return true;
    }
    bool on_object_end(std::size_t, json::error_code&) {
        if (events_depth_ > 0 && depth_ == events_depth_ + 1)
            on_event(event_);
        return leave();
    }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return add(part); }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        add(part);
        if (depth_ == 1 || (depth_ == 2 && !in_event()))
            key_ = text_;
        else if (in_event() && depth_ == events_depth_ + 1)
            field_ = field_of(text_);
        else if (in_arguments()) {
            text_argument_ = text_of(text_);
            number_argument_ = number_of(text_);
            is_seconds_ = text_ == "seconds";
        }
        text_.clear();
        return true;
    }

    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        return add(part);
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        add(part);
        if (in_event())
            take_text();
        else if (depth_ == 2 && key_ == "writer" && text_ == "braid")
            ours = true;
        text_.clear();
        return true;
    }

    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
        return take_number(double(number), number);
    }
    bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
        return take_number(double(number), std::int64_t(number));
    }
    bool on_double(double number, json::string_view, json::error_code&) {
        const bool fits = number > -9e18 && number < 9e18;
        return take_number(number, fits ? std::int64_t(number) : 0);
    }
    bool on_bool(bool, json::error_code&) { return true; }
    bool on_null(json::error_code&) { return true; }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    bool leave() {
        --depth_;
        if (depth_ < events_depth_)
            events_depth_ = -1; // what comes behind them is not theirs
        return true;
    }
    bool in_event() const { return events_depth_ > 0 && depth_ > events_depth_; }
    bool in_arguments() const {
        return in_event() && depth_ == events_depth_ + 2 && field_ == Field::Args;
    }

    bool add(json::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }

    void take_text() {
        if (in_arguments() && text_argument_)
            event_.args.*text_argument_ = text_;
        if (depth_ != events_depth_ + 1)
            return;
        switch (field_) {
        case Field::Phase:
            event_.phase = text_.empty() ? char(0) : text_.front();
            break;
        case Field::Scope:
            event_.scope = text_.empty() ? char(0) : text_.front();
            break;
        case Field::Name:
            event_.name = text_;
            break;
        // Some writers have names for ids.
        case Field::Process:
            event_.process = number_for(text_);
            break;
        case Field::Thread:
            event_.thread = number_for(text_);
            event_.has_thread = true;
            break;
        default:
            break;
        }
    }

    bool take_number(double number, std::int64_t whole) {
        if (in_arguments()) {
            if (number_argument_)
                event_.args.*number_argument_ = whole;
            if (is_seconds_)
                event_.args.seconds = number;
        }
        if (!in_event() || depth_ != events_depth_ + 1)
            return true;
        switch (field_) {
        case Field::Process:
            event_.process = whole;
            break;
        case Field::Thread:
            event_.thread = whole;
            event_.has_thread = true;
            break;
        case Field::Time:
            event_.time_us = number;
            break;
        case Field::Duration:
            event_.duration_us = number;
            break;
        default:
            break;
        }
        return true;
    }

    std::int64_t number_for(const std::string& name) {
        return names_.emplace(name, -1 - std::int64_t(names_.size())).first->second;
    }

    int depth_ = 0;
    int events_depth_ = 0; ///< that of the array of events; 0 before it, -1 behind it
    std::string key_;      ///< of what is around the events
    std::string text_;     ///< as far as it has come
    Field field_ = Field::Other;
    std::string Arguments::*text_argument_ = nullptr;
    std::int64_t Arguments::*number_argument_ = nullptr;
    bool is_seconds_ = false;
    ChromeEvent event_;
    std::unordered_map<std::string, std::int64_t> names_;
};

json::parse_options options() {
    json::parse_options options;
    options.allow_trailing_commas = true; // of arrays that were not closed in time
    options.allow_invalid_utf8 = true;
    options.max_depth = 1000;
    return options;
}

} // namespace

struct ChromeParser::Private {
    json::basic_parser<Handler> parser{options()};
    std::uint64_t position = 0;
    json::error_code error;
};

ChromeParser::ChromeParser(std::function<void(ChromeEvent&)> on_event)
    : d(std::make_unique<Private>()) {
    d->parser.handler().on_event = std::move(on_event);
}

ChromeParser::~ChromeParser() = default;

bool ChromeParser::feed(std::string_view text) {
    while (!text.empty() && !d->error) {
        if (d->parser.done()) {
            const std::size_t more = text.find_first_not_of(" \t\r\n");
            d->position += std::min(more, text.size());
            if (more != text.npos)
                d->error = json::error::extra_data;
            break;
        }
        const std::size_t taken = d->parser.write_some(true, text.data(), text.size(), d->error);
        d->position += taken;
        text.remove_prefix(taken);
    }
    return !d->error;
}

std::uint64_t ChromeParser::position() const noexcept { return d->position; }

std::string ChromeParser::problem() const { return d->error ? d->error.message() : std::string(); }

bool ChromeParser::may_end() const noexcept {
    const Handler& handler = d->parser.handler();
    return d->parser.done() || (handler.is_array() && handler.between_events());
}

bool ChromeParser::is_ours() const noexcept { return d->parser.handler().ours; }

} // namespace braid::detail
