// SPDX-License-Identifier: MIT
#include "bridge/script/script_children.h"

#include "bridge/script/current_run.h"
#include "bridge/script/process_signals.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace braid {

namespace {

struct Child {
    const StackRun* owner;
    int told = 0; ///< what has become of it, as `si_code` says
};

// Never destroyed: threads may have children at any time.
auto& children = *new std::map<pid_t, Child>;
/// A child of these has ended and was waited for before they were told.
auto& owed = *new std::set<const StackRun*>;
auto& mutex = *new std::mutex;

/// What has become of it; 0: nothing that anybody could wait for.
int news_of(pid_t child) noexcept {
    siginfo_t found{};
    const int any = WEXITED | WSTOPPED | WCONTINUED | WNOHANG | WNOWAIT;
    return syscall(SYS_waitid, P_PID, child, &found, any, nullptr) == 0 && found.si_pid == child
               ? found.si_code
               : 0;
}

bool is_end(int code) noexcept {
    return code == CLD_EXITED || code == CLD_KILLED || code == CLD_DUMPED;
}

bool reap(pid_t child) noexcept {
    return syscall(SYS_wait4, child, nullptr, WNOHANG, nullptr) != 0;
}

/// As init does for those whose parents have gone.
void await_orphan(pid_t child, boost::asio::io_context& io) {
    const int descriptor = reap(child) ? -1 : int(syscall(SYS_pidfd_open, child, 0));
    if (descriptor < 0)
        return;
    const auto end = std::make_shared<boost::asio::posix::stream_descriptor>(io, descriptor);
    end->async_wait(boost::asio::posix::stream_descriptor::wait_read,
                    [end, child](boost::system::error_code error) {
                        if (!error)
                            reap(child);
                    });
}

} // namespace

void ScriptChildren::add(pid_t child) noexcept {
    const StackRun* const owner = CurrentRun::of_thread();
    if (!owner || child <= 0)
        return;
    {
        const std::lock_guard guard(mutex);
        children[child] = {owner};
    }
    if (!CurrentRun::on_stack()) // it may have ended, and nobody knew whose it was
        ProcessSignals::look_at_children();
}

void ScriptChildren::remove(pid_t child) noexcept {
    const std::lock_guard guard(mutex);
    const auto found = children.find(child);
    if (found == children.end())
        return;
    if (!is_end(found->second.told))
        owed.insert(found->second.owner);
    children.erase(found);
}

std::vector<pid_t> ScriptChildren::of(const StackRun& run) {
    const std::lock_guard guard(mutex);
    std::vector<pid_t> own;
    for (const auto& [child, known] : children)
        if (known.owner == &run)
            own.push_back(child);
    return own;
}

bool ScriptChildren::is_strange_to(const StackRun& run, pid_t child) noexcept {
    const std::lock_guard guard(mutex);
    const auto found = children.find(child);
    return found != children.end() && found->second.owner != &run;
}

bool ScriptChildren::any_news(const StackRun& run) noexcept {
    const std::lock_guard guard(mutex);
    bool any = owed.erase(&run) > 0;
    for (auto& [child, known] : children) {
        if (known.owner != &run || is_end(known.told))
            continue;
        const int now = news_of(child);
        any = any || (now != 0 && now != known.told);
        known.told = now;
    }
    return any;
}

void ScriptChildren::orphan(const StackRun& run, boost::asio::io_context& io) {
    for (const pid_t child : of(run)) {
        remove(child);
        await_orphan(child, io);
    }
    const std::lock_guard guard(mutex);
    owed.erase(&run);
}

} // namespace braid
