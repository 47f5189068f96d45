// SPDX-License-Identifier: MIT
#include "bridge/script/terminal_settings.h"

#include <termios.h>

#include <algorithm>
#include <csignal>
#include <optional>

namespace braid {

namespace {

std::optional<termios> settings_of(int terminal) {
    termios settings;
    if (tcgetattr(terminal, &settings) < 0)
        return {};
    return settings;
}

} // namespace

TerminalMode terminal_mode(int terminal) {
    const auto settings = settings_of(terminal);
    if (!settings)
        return {};
    return {(settings->c_lflag & ICANON) != 0, (settings->c_lflag & ECHO) != 0};
}

char end_character(int terminal) {
    const auto settings = settings_of(terminal);
    return settings ? char(settings->c_cc[VEOF]) : '\4';
}

int signal_of_typed(int terminal, char typed) {
    const auto settings = settings_of(terminal);
    if (!settings || typed == '\0' || !(settings->c_lflag & ISIG))
        return 0;
    return cc_t(typed) == settings->c_cc[VINTR]   ? SIGINT
           : cc_t(typed) == settings->c_cc[VQUIT] ? SIGQUIT
                                                  : 0;
}

std::string as_typed(std::string_view text) {
    std::string typed(text);
    std::replace(typed.begin(), typed.end(), '\n', '\r');
    return typed;
}

winsize terminal_size(int columns, int rows) {
    const auto cells = [](int n) { return static_cast<unsigned short>(std::clamp(n, 1, 9999)); };
    return {cells(rows), cells(columns), 0, 0};
}

} // namespace braid
