// SPDX-License-Identifier: MIT
#include "bridge/script/standard_descriptors.h"

#include "bridge/script/current_run.h"
#include "bridge/script/stack_run.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

namespace braid {

namespace {

std::array<int, 3> programs{-1, -1, -1};
pthread_t loop_thread;
bool known = false; ///< the two

/// All that are open, for forked children. Never destroyed: threads may fork at any time.
auto& all = *new std::vector<StandardDescriptors*>;
auto& all_mutex = *new std::mutex;

// The exported calls of the same names ask whose descriptors are meant: here that is known.
void put(int descriptor, int number, int flags = 0) noexcept {
    syscall(SYS_dup3, descriptor, number, flags);
}
void close_number(int number) noexcept { syscall(SYS_close, number); }

/// The first number that is out of the way of programs: they find as many below it as before,
/// select() included, which takes none above 1023.
int first_number() {
    constexpr rlim_t room = 4096;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= 2 * room)
        return int(room); // further up the kernel's table would be large, which forks copy
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = std::min(limit.rlim_max, before + room);
    setrlimit(RLIMIT_NOFILE, &limit);
    return int(limit.rlim_cur >= before + room ? before : before / 2);
}

/// What stands for a closed descriptor: its number is taken, and every use of it fails as if it
/// were not.
void put_nothing(int number) noexcept {
    const int nothing = ::open("/", O_PATH | O_CLOEXEC);
    put(nothing, number, O_CLOEXEC);
    close_number(nothing);
}

} // namespace

int move_out_of_the_way(int descriptor) {
    static const int first = first_number();
    const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, first);
    const int error = errno;
    close_number(descriptor);
    if (moved < 0)
        throw std::system_error(error, std::generic_category(), "a script's standard streams");
    return moved;
}

void StandardDescriptors::keep_the_programs() {
    loop_thread = pthread_self();
    known = true;
    for (std::size_t i = 0; i < programs.size(); ++i)
        if (programs[i] < 0)
            if (const int copy = fcntl(int(i), F_DUPFD_CLOEXEC, 3); copy >= 0)
                programs[i] = move_out_of_the_way(copy);
}

StandardDescriptors::~StandardDescriptors() {
    const std::lock_guard guard(all_mutex);
    std::erase(all, this);
    if (c_input_) {
        std::fclose(c_input_);
        own_[STDIN_FILENO] = -1;
    }
    for (const int number : own_)
        if (number >= 0)
            close_number(number);
}

void StandardDescriptors::open(const std::array<int, 3>& ends, const std::array<int, 3>& others) {
    const std::lock_guard guard(all_mutex);
    own_ = ends;
    others_ = others;
    for (std::size_t i = 0; i < own_.size(); ++i)
        files_[i] = file_of(own_[i]);
    c_input_ = fdopen(own_[STDIN_FILENO], "r");
    all.push_back(this);
}

void StandardDescriptors::empty() noexcept {
    const std::lock_guard guard(all_mutex);
    std::erase(all, this);
    for (const int number : own_)
        if (number >= 0)
            put_nothing(number);
}

void StandardDescriptors::show() noexcept {
    for (std::size_t i = 0; i < own_.size(); ++i)
        if (closed_[i])
            close_number(int(i));
        else
            put(own_[i], int(i));
    if (c_input_)
        others_c_input_ = std::exchange(stdin, c_input_);
}

void StandardDescriptors::hide() noexcept {
    if (c_input_)
        stdin = others_c_input_;
    for (std::size_t i = 0; i < own_.size(); ++i) {
        if (changed_)
            take_back(i);
        if (programs[i] >= 0)
            put(programs[i], int(i));
        else
            close_number(int(i));
    }
}

void StandardDescriptors::take_back(std::size_t standard) noexcept {
    closed_[standard] = fcntl(int(standard), F_GETFD) < 0;
    if (closed_[standard])
        put_nothing(own_[standard]);
    else
        put(int(standard), own_[standard], O_CLOEXEC);
}

StandardDescriptors::File StandardDescriptors::file_of(int number) noexcept {
    struct stat status {};
    fstat(number, &status);
    return {status.st_dev, status.st_ino};
}

int StandardDescriptors::stream_behind(int number) const noexcept {
    if (!changed_)
        return number;
    const File file = file_of(number);
    // Terminals have one file in common: then the number decides.
    if (files_[std::size_t(number)] == file)
        return number;
    const auto found = std::find(files_.begin(), files_.end(), file);
    return found == files_.end() ? -1 : int(found - files_.begin());
}

bool StandardDescriptors::is_input(int descriptor) const noexcept {
    return (descriptor == STDIN_FILENO && !changed_) || file_of(descriptor) == files_[STDIN_FILENO];
}

int StandardDescriptors::replace(int number, int descriptor) noexcept {
    const auto standard = std::size_t(number);
    if (descriptor >= 0 && syscall(SYS_dup3, descriptor, own_[standard], O_CLOEXEC) < 0)
        return -1;
    if (descriptor < 0)
        put_nothing(own_[standard]);
    closed_[standard] = descriptor < 0;
    return descriptor < 0 ? 0 : number;
}

bool StandardDescriptors::program_has_terminal() noexcept {
    return isatty(programs[STDOUT_FILENO]);
}

void StandardDescriptors::lock() noexcept { all_mutex.lock(); }
void StandardDescriptors::unlock() noexcept { all_mutex.unlock(); }

void StandardDescriptors::after_fork(StackRun* run, bool on_stack) noexcept {
    if (run && !on_stack)
        run->streams().descriptors().show();
    for (StandardDescriptors* each : all)
        for (std::size_t i = 0; i < each->own_.size(); ++i) {
            close_number(each->own_[i]);
            close_number(each->others_[i]);
        }
}

int detail::own_standard_descriptor(int number) noexcept {
    // A child has them as 0-2, also one that shares the parent's memory until it executes
    // something.
    if (CurrentRun::on_stack() || !known || pthread_equal(pthread_self(), loop_thread) ||
        !CurrentRun::in_own_process())
        return number;
    if (StackRun* owner = CurrentRun::of_thread())
        return owner->streams().descriptors().number_of(number);
    return programs[std::size_t(number)];
}

} // namespace braid
