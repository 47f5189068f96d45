// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace braid::detail {

/// An event of Chrome's trace format, as far as a trace has a use for it.
struct ChromeEvent {
    /// What its arguments say, those that `ChromeEvents` writes.
    struct Arguments {
        std::string name, kind, what, where, file, function, message, text;
        std::int64_t line = 0, creator = 0, id = 0, by = 0, tasks = -1, slices = 0, amount = 0;
        double seconds = -1;
    };

    char phase = 0;
    std::int64_t process = 0;
    std::int64_t thread = 0;
    bool has_thread = false;
    double time_us = 0;
    double duration_us = 0;
    char scope = 0; ///< of an instant
    std::string name;
    Arguments args;
};

/// Takes the text of a trace file in pieces, and tells of each event as it is complete. Memory is
/// that of one event. An array of events, or an object with such an array: anything else in it is
/// passed over.
class ChromeParser {
public:
    explicit ChromeParser(std::function<void(ChromeEvent&)> on_event);
    ~ChromeParser();
    ChromeParser(const ChromeParser&) = delete;
    ChromeParser& operator=(const ChromeParser&) = delete;

    /// False if the text is no JSON from `position()` on: it takes no more then.
    bool feed(std::string_view text);
    /// How much of the text has been understood, in bytes.
    std::uint64_t position() const noexcept;
    /// What is wrong at `position()`; empty if nothing is.
    std::string problem() const;
    /// It could end here. An array of events need not be closed.
    bool may_end() const noexcept;
    /// Braid has written it.
    bool is_ours() const noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace braid::detail
