// SPDX-License-Identifier: MIT
#include "app/progress_line.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace braid {

namespace {

/// Nobody reads faster.
constexpr auto between_two = std::chrono::milliseconds(50);

bool understands_cursor_keys() {
    const char* const kind = std::getenv("TERM");
    return kind && *kind && std::string_view(kind) != "dumb";
}

} // namespace

ProgressLine::ProgressLine()
    : is_terminal_(isatty(STDERR_FILENO) && understands_cursor_keys()) {}

void ProgressLine::show(const Progress& progress) {
    progress_ = progress;
    known_ = true;
    const TimePoint now = Clock::now();
    if (!is_terminal_ || now - drawn_at_ < between_two)
        return;
    drawn_at_ = now;
    draw();
}

void ProgressLine::draw() {
    if (progress_.fraction >= 0)
        std::fprintf(stderr, "\r\033[K%3.0f %%  %s", 100 * progress_.fraction,
                     progress_.text.c_str());
    else
        std::fprintf(stderr, "\r\033[K%s", progress_.text.c_str());
    std::fflush(stderr);
    drawn_ = true;
}

void ProgressLine::clear() {
    if (!std::exchange(drawn_, false))
        return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
}

void ProgressLine::finish() {
    if (!is_terminal_ || !known_)
        return;
    draw();
    std::fputc('\n', stderr);
    drawn_ = false;
}

} // namespace braid
