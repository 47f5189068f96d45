// SPDX-License-Identifier: MIT
#undef _FORTIFY_SOURCE // whose headers define some of these
#include "bridge/script/descriptor_calls.h"

#include "bridge/script/current_run.h"
#include "bridge/script/stack_run.h"
#include "bridge/script/standard_descriptors.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>

#include <cstdarg>

/// The C library's function of that name, or a sanitizer's.
#define BRAID_SYSTEM(name)                                                                         \
    ([] {                                                                                          \
        static const auto function = reinterpret_cast<decltype(&::name)>(dlsym(RTLD_NEXT, #name)); \
        return function;                                                                           \
    }())

using namespace braid;

namespace {

bool is_standard(int descriptor) { return unsigned(descriptor) <= STDERR_FILENO; }

/// The run whose stack calls.
StackRun* calling(int descriptor) {
    return is_standard(descriptor) ? CurrentRun::on_stack() : nullptr;
}

/// A script's, if it is a thread of the script that calls: to it they are not what is on 0-2.
StandardDescriptors* of_script_thread(int descriptor) {
    return own_descriptor(descriptor) != descriptor && CurrentRun::of_thread()
               ? &CurrentRun::of_thread()->streams().descriptors()
               : nullptr;
}

/// Code on a script's stack makes something else of 0, 1 or 2.
void will_change(int descriptor) {
    if (StackRun* run = calling(descriptor))
        run->streams().descriptors().will_change();
}

/// A thread of a script is about to wait for standard input.
void ask_from_thread(int descriptor) {
    if (descriptor != STDIN_FILENO || CurrentRun::in_forked_child())
        return;
    StackRun* run = CurrentRun::of_thread();
    if (!run)
        return;
    if (run == CurrentRun::on_stack())
        run->asks_for_input();
    else
        run->ask_for_input_threadsafe();
}

} // namespace

namespace braid {

ssize_t system_read(int descriptor, void* buffer, std::size_t size) noexcept {
    return BRAID_SYSTEM(read)(descriptor, buffer, size);
}

ssize_t system_write(int descriptor, const void* bytes, std::size_t size) noexcept {
    return BRAID_SYSTEM(write)(descriptor, bytes, size);
}

} // namespace braid

extern "C" {

// -- reading and writing ----------------------------------------------------------------------

ssize_t read(int descriptor, void* buffer, size_t size) {
    if (descriptor != STDIN_FILENO)
        return BRAID_SYSTEM(read)(own_descriptor(descriptor), buffer, size);
    if (StackRun* run = CurrentRun::on_stack())
        return run->read_input(buffer, size);
    ask_from_thread(descriptor);
    return BRAID_SYSTEM(read)(own_descriptor(descriptor), buffer, size);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
    if (StackRun* run = calling(descriptor))
        return run->write_output(descriptor, bytes, size);
    return BRAID_SYSTEM(write)(own_descriptor(descriptor), bytes, size);
}

ssize_t readv(int descriptor, const iovec* parts, int count) {
    if (descriptor == STDIN_FILENO)
        ask_from_thread(descriptor);
    return BRAID_SYSTEM(readv)(own_descriptor(descriptor), parts, count);
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
    StackRun* run = calling(descriptor);
    if (!run)
        return BRAID_SYSTEM(writev)(own_descriptor(descriptor), parts, count);
    ssize_t done = 0;
    for (int i = 0; i < count; ++i) {
        const ssize_t written = run->write_output(descriptor, parts[i].iov_base, parts[i].iov_len);
        if (written < 0)
            return done ? done : -1;
        done += written;
        if (std::size_t(written) < parts[i].iov_len)
            break;
    }
    return done;
}

// -- what they are ----------------------------------------------------------------------------

int isatty(int descriptor) noexcept { return BRAID_SYSTEM(isatty)(own_descriptor(descriptor)); }

int fstat(int descriptor, struct stat* status) noexcept {
    return BRAID_SYSTEM(fstat)(own_descriptor(descriptor), status);
}

int fstat64(int descriptor, struct stat64* status) noexcept {
    return BRAID_SYSTEM(fstat64)(own_descriptor(descriptor), status);
}

int ioctl(int descriptor, unsigned long request, ...) noexcept {
    va_list arguments;
    va_start(arguments, request);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    return BRAID_SYSTEM(ioctl)(own_descriptor(descriptor), request, argument);
}

int tcgetattr(int descriptor, termios* settings) noexcept {
    return BRAID_SYSTEM(tcgetattr)(own_descriptor(descriptor), settings);
}

int tcsetattr(int descriptor, int when, const termios* settings) noexcept {
    return BRAID_SYSTEM(tcsetattr)(own_descriptor(descriptor), when, settings);
}

// -- what becomes of them ---------------------------------------------------------------------

int dup(int descriptor) noexcept { return BRAID_SYSTEM(dup)(own_descriptor(descriptor)); }

int dup2(int descriptor, int number) noexcept {
    if (StandardDescriptors* threads = of_script_thread(number))
        return threads->replace(number, own_descriptor(descriptor));
    will_change(number);
    return BRAID_SYSTEM(dup2)(own_descriptor(descriptor), number);
}

int dup3(int descriptor, int number, int flags) noexcept {
    if (StandardDescriptors* threads = of_script_thread(number))
        return threads->replace(number, own_descriptor(descriptor));
    will_change(number);
    return BRAID_SYSTEM(dup3)(own_descriptor(descriptor), number, flags);
}

int close(int descriptor) {
    if (StandardDescriptors* threads = of_script_thread(descriptor))
        return threads->replace(descriptor, -1);
    will_change(descriptor);
    return BRAID_SYSTEM(close)(descriptor);
}

int close_range(unsigned first, unsigned last, int flags) noexcept {
    will_change(int(first));
    return BRAID_SYSTEM(close_range)(first, last, flags);
}

// -- the end ----------------------------------------------------------------------------------

void _exit(int status) {
    StackRun* run = CurrentRun::of_thread();
    if (run && !CurrentRun::in_any_child())
        run->exit_process(status);
    BRAID_SYSTEM(_exit)(status);
    __builtin_unreachable();
}

void _Exit(int status) noexcept { _exit(status); }

} // extern "C"
