// SPDX-License-Identifier: MIT
#include "loop/run.h"

#include "loop/detail/task_state.h"

#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <memory>

namespace braid {

void run_until_done(EventLoop& loop, const AnyTask& task) {
    struct StopHook final : detail::DoneHook {
        explicit StopHook(EventLoop& l)
            : loop(l) {}
        void done(detail::FutureState&) noexcept override { loop.stop(); }
        EventLoop& loop;
    } hook(loop);
    if (task.done())
        return;
    task.any_state()->add_hook(hook);
    while (!task.done())
        loop.run_forever();
}

void Runner::run_main(const AnyTask& main) {
    struct sigaction before {};
    sigaction(SIGINT, nullptr, &before);
    if (before.sa_handler != SIG_DFL) // somebody else's, like an application around us
        return run_until_done(loop_, main);
    boost::asio::signal_set signals(loop_.io_context(), SIGINT);
    // The second one ends the process also while a step holds the loop, and nobody hears of the
    // first: the system itself takes Asio's handler away when it is called.
    struct sigaction ours {};
    sigaction(SIGINT, nullptr, &ours);
    ours.sa_flags |= SA_RESETHAND;
    sigaction(SIGINT, &ours, nullptr);
    bool interrupted = false;
    const auto running = std::make_shared<bool>(true); // its handler may come later
    signals.async_wait([&, running](boost::system::error_code error, int) {
        if (error || !*running)
            return;
        interrupted = true;
        signals.clear(); // the second one is not ours
        main.cancel("Ctrl-C");
    });
    run_until_done(loop_, main);
    *running = false;
    if (interrupted && main.cancelled()) {
        main.any_state()->retrieve();
        throw KeyboardInterrupt();
    }
}

} // namespace braid
