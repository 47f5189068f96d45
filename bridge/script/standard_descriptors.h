// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdio>

namespace braid {

class StackRun;

/// The descriptors that one script's code knows as 0, 1 and 2.
///
/// They have numbers of their own, above those that programs use, and lie on 0-2 as well while the
/// script's stack is entered: so whatever runs there, C libraries and children that are started
/// included, finds them where a process has them. Everywhere else 0-2 are the program's; in threads
/// of a script `own_descriptor` tells. For the loop's thread, unless it says otherwise.
class StandardDescriptors {
public:
    StandardDescriptors() = default;
    ~StandardDescriptors();
    StandardDescriptors(const StandardDescriptors&) = delete;
    StandardDescriptors& operator=(const StandardDescriptors&) = delete;

    /// Takes over the script's ends of its three streams. `others` are the other ends: a child that
    /// is forked closes them, or nobody would ever see that they are closed here.
    void open(const std::array<int, 3>& ends, const std::array<int, 3>& others);
    /// There is nothing behind the numbers from now on; they stay taken until this object goes,
    /// because threads may still use them.
    void empty() noexcept;

    /// The script's stack is entered: 0-2 are these.
    void show() noexcept;
    /// It is left: 0-2 are the program's again.
    void hide() noexcept;
    /// Code on the script's stack gives 0, 1 or 2 another meaning, from now on.
    void will_change() noexcept { changed_ = true; }
    /// A thread of the script does, by dup2 or, with -1, by closing it; as dup2 it returns the
    /// number or, with errno, -1. On the stack it is seen when that is entered the next time.
    int replace(int number, int descriptor) noexcept;

    /// Which of the three streams the script was given stands behind 0, 1 or 2 by now, if it is not
    /// another file: -1. On the script's stack.
    int stream_behind(int number) const noexcept;
    /// Standard input as it was given stands behind this one of the script's descriptors: 0, a copy
    /// of it, the terminal opened once more. On the script's stack.
    bool is_input(int descriptor) const noexcept;
    /// The own number of 0, 1 or 2. Any thread.
    int number_of(int standard) const noexcept { return own_[std::size_t(standard)]; }

    /// From now on it is known what the program's own 0-2 are. The loop's thread.
    static void keep_the_programs();
    /// The program's standard output is a terminal.
    static bool program_has_terminal() noexcept;
    /// Forks wait for these, as for any lock.
    static void lock() noexcept;
    static void unlock() noexcept;
    /// In a child that was forked by code of `run` (null: of the program): its 0-2 are right and
    /// the others are closed. `on_stack`: they are shown already.
    static void after_fork(StackRun* run, bool on_stack) noexcept;

private:
    void take_back(std::size_t standard) noexcept;

    std::array<int, 3> own_{-1, -1, -1};
    std::array<int, 3> others_{-1, -1, -1};
    struct File {
        dev_t device;
        ino_t inode;
        bool operator==(const File&) const = default;
    };
    static File file_of(int number) noexcept;
    std::array<File, 3> files_{}; ///< at first
    std::array<bool, 3> closed_{};
    bool changed_ = false;
    /// What C calls stdin while 0-2 are shown: curses reads its descriptor. It has the own number,
    /// by which Python's input() sees that it is not sys.stdin, and leaves it alone: the lock
    /// around C's reading is one for all scripts.
    std::FILE* c_input_ = nullptr;
    std::FILE* others_c_input_ = nullptr;
};

namespace detail {
int own_standard_descriptor(int number) noexcept;
}

/// The descriptor that `number` means to the code of this thread: in the threads of a script 0-2
/// are the script's; in the program's, the program's. Any thread.
inline int own_descriptor(int number) noexcept {
    return unsigned(number) > 2 ? number : detail::own_standard_descriptor(number);
}

/// Gives a descriptor a number above those that programs use; the old number is closed, and the new
/// one will be in children that execute something. Throws std::system_error.
int move_out_of_the_way(int descriptor);

} // namespace braid
