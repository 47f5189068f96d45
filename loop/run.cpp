#include "loop/run.h"

#include "loop/detail/scheduler.h"

namespace braid {

void run_until_done(EventLoop& loop, const AnyTask& task) {
    struct StopHook final : detail::DoneHook {
        EventLoop& loop;
        explicit StopHook(EventLoop& l)
            : loop(l) {}
        void done(detail::FutureState&) noexcept override { loop.stop(); }
    } hook(loop);
    if (task.done())
        return;
    task.any_state()->add_hook(hook);
    while (!task.done())
        loop.run_forever();
}

} // namespace braid
