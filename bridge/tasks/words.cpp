// SPDX-License-Identifier: MIT
#include "bridge/tasks/words.h"

#include "loop/task_group.h"

#include <boost/system/system_error.hpp>

#include <array>
#include <charconv>

namespace braid {

namespace {

/// Three significant digits of what is below 1000.
std::string three_digits(double value) {
    std::array<char, 32> text{};
    const int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    const auto [end, error] =
        std::to_chars(text.begin(), text.end(), value, std::chars_format::fixed, digits);
    return error == std::errc() ? std::string(text.begin(), end) : std::to_string(value);
}

} // namespace

std::string in_bytes(std::uint64_t bytes) {
    if (bytes < 1000)
        return std::to_string(bytes) + " B";
    double value = double(bytes);
    const char* unit = "";
    for (const char* next : {"kB", "MB", "GB", "TB", "PB", "EB"}) {
        if (value < 999.5)
            break;
        value /= 1000;
        unit = next;
    }
    return three_digits(value) + " " + unit;
}

std::string in_time(Duration duration) {
    const double seconds = std::chrono::duration<double>(duration).count();
    if (seconds < 0.0009995)
        return three_digits(seconds * 1e6) + " µs";
    if (seconds < 0.9995)
        return three_digits(seconds * 1e3) + " ms";
    if (seconds < 59.95)
        return three_digits(seconds) + " s";
    const auto whole = std::uint64_t(seconds + 0.5);
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

std::string in_groups(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, "\u202f");
    return text;
}

std::string counted(std::uint64_t number, std::string_view noun) {
    return in_groups(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string plain_number(double number) {
    std::array<char, 32> text{};
    const auto [end, error] =
        std::to_chars(text.begin(), text.end(), number, std::chars_format::fixed);
    return error == std::errc() ? std::string(text.begin(), end) : std::to_string(number);
}

std::string reason_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const boost::system::system_error& e) {
        // what() would add the place in Asio's source.
        return e.code().message();
    } catch (const ExceptionGroup& group) {
        return group.exceptions().empty() ? group.what() : reason_of(group.exceptions().front());
    } catch (const std::exception& e) {
        return e.what();
    } catch (...) {
        return "an exception of unknown type";
    }
}

} // namespace braid
