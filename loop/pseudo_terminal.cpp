// SPDX-License-Identifier: MIT
#include "loop/pseudo_terminal.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <system_error>
#include <termios.h>
#include <unistd.h>

namespace braid {

namespace {

int checked(int result) {
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), "a pseudo-terminal");
    return result;
}

} // namespace

int open_pseudo_terminal() {
    const int terminal = checked(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    try {
        checked(::grantpt(terminal));
        checked(::unlockpt(terminal));
        termios settings;
        checked(::tcgetattr(terminal, &settings)); // on Linux, these are the other end's
        settings.c_iflag |= IUTF8;
        checked(::tcsetattr(terminal, TCSANOW, &settings));
    } catch (...) {
        ::close(terminal);
        throw;
    }
    return terminal;
}

std::string pseudo_terminal_name(int terminal) {
    char name[64];
    if (const int error = ::ptsname_r(terminal, name, sizeof name))
        throw std::system_error(error, std::generic_category(), "a pseudo-terminal's name");
    return name;
}

int open_program_end(int terminal) {
    return checked(::ioctl(terminal, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
}

} // namespace braid
