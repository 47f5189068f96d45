// SPDX-License-Identifier: MIT
#pragma once

#include "loop/clock.h"
#include "loop/detail/context.h"
#include "loop/detail/frame_pool.h"
#include "loop/detail/list.h"
#include "loop/detail/ready_queue.h"
#include "loop/detail/timer_queue.h"
#include "loop/event_loop.h"
#include "loop/trace/record.h"

#include <cassert>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <thread>

namespace braid {

namespace detail {

class FutureState;
class TaskState;
class PromiseBase;

/// What a suspended task waits for, for people: see `AnyTask::waits_for`.
struct WaitDescription {
    WaitKind kind = WaitKind::Nothing;
    const char* what = "";              ///< the operation: "sleep", "Queue.get"
    const FutureState* other = nullptr; ///< the task or future waited for
    std::optional<TimerQueue::TimePoint> until = std::nullopt;
};

/// A function that ran in another thread for a task.
struct ThreadJob {
    std::thread::id thread;
    std::chrono::steady_clock::time_point began;
    std::chrono::steady_clock::time_point ended;
    LaneId asked_by = LaneId::None; ///< the task's lane
};

/// Hears of every step of every task of a loop. Costs nothing while there is none.
class TaskObserver {
public:
    virtual ~TaskObserver() = default;
    virtual void task_created(TaskState& task) = 0;
    /// `by` is the task that ran when it was woken, null if it was a callback.
    virtual void task_ready(TaskState& task, TaskState* by) noexcept = 0;
    /// It was asked to give up; `by` as above.
    virtual void task_cancelled(TaskState& task, TaskState* by) noexcept = 0;
    virtual void step_began(TaskState& task) noexcept = 0;
    /// Not called when the step was the last one: then `task_finished` is.
    virtual void step_ended(TaskState& task) noexcept = 0;
    virtual void task_finished(TaskState& task) noexcept = 0;
    /// Told when it is over, which the loop hears last.
    virtual void job_ended(const ThreadJob& job) noexcept = 0;
};

/// Handlers of Asio that run one after the other, without the loop in between.
class HandlerStream {
public:
    /// Something else should have its turn.
    virtual void end_stream() noexcept = 0;
    /// The last act of a handler: makes the job ready, and runs what is.
    virtual void go_on_with(Job& job) noexcept = 0;

protected:
    ~HandlerStream() = default;
};

/// The heart of a loop: what is ready, what is due, which tasks live. For the loop's thread only.
/// It knows neither Asio nor the window: `EventLoop` asks it to run what is ready.
class Scheduler {
public:
    using TimePoint = TimerQueue::TimePoint;

    explicit Scheduler(EventLoop& event_loop) noexcept
        : loop(event_loop) {}
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    /// Appends a job that is in no queue.
    void schedule(Job& job) noexcept {
        if (attentive_) [[unlikely]]
            notice_ready(job);
        ready.push(job);
    }

    /// The same as the last act of an Asio handler: if the loop has just called that, the job runs
    /// at once, as it would next anyway.
    void schedule_at_end_of_handler(Job& job) noexcept {
        if (stream_ && !step)
            stream_->go_on_with(job);
        else
            schedule(job);
    }
    void add_timer(Timer& timer, TimePoint when, Job& job) {
        timers.add(timer, when, job);
        if (stream_) [[unlikely]]
            stream_->end_stream(); // to wait for this one, too
    }

    /// Runs ready jobs, at most `count`.
    inline void run_some(int count) noexcept;
    /// What the callable throws is reported.
    template<typename Callable>
    void guarded(Callable&& callable) noexcept {
        try {
            callable();
        } catch (...) {
            report_callback();
        }
    }

    /// What await_suspend returns to go on in another coroutine of the same task. With compilers
    /// and options that do not turn this into a jump, where a long loop would eat up the stack, the
    /// scheduler resumes it instead.
    std::coroutine_handle<> transfer(std::coroutine_handle<> to) noexcept {
#if defined(BRAID_SANITIZED) || !defined(__OPTIMIZE__)
        step_goes_on = true;
        transfer_ = to;
        return std::noop_coroutine();
#else
        return to;
#endif
    }
    /// The same at the end of a task.
    std::coroutine_handle<> finish_task(TaskState& task) noexcept {
        step_goes_on = true;
        finished = &task;
        return std::noop_coroutine();
    }

    /// Makes the jobs of all due timers ready.
    void collect_due_timers() noexcept {
        if (timers.next() == TimePoint::max())
            return;
        const TimePoint now = time();
        while (Job* const job = timers.take_due(now))
            schedule(*job);
    }

    TimePoint time() const { return clock.now(); }

    TaskObserver* observer() const noexcept { return observer_; }
    void set_observer(TaskObserver* observer) noexcept;
    void set_stream(HandlerStream* stream) noexcept {
        stream_ = stream;
        attentive_ = observer_ || stream_;
    }
    void set_debug(bool on) noexcept;
    bool debug() const noexcept { return debug_; }

    /// What nobody else would hear of goes to the loop's exception handler.
    void report(LostException lost) noexcept;

    /// A warning of debug mode.
    void warn(const std::string& text) noexcept;
    /// In debug mode, throws InvalidStateError in another thread than the loop's.
    void check_thread(const char* operation) const {
        if (debug_) [[unlikely]]
            check_thread_really(operation);
    }

    /// The end of the loop: unwinds every task where it stands and drops all callbacks.
    void drop_everything() noexcept;

    EventLoop& loop;
    ReadyQueue ready;
    /// One step of a task, while it is on the stack: more than one if a task's own code opened a
    /// nested loop.
    struct Step {
        TaskState* task;
        Step* outer;
    };
    Step* step = nullptr; ///< what runs now; null, or without a task, in a callback
    TaskState* current() const noexcept { return step ? step->task : nullptr; }
    bool on_stack(const TaskState& task) const noexcept {
        for (const Step* s = step; s; s = s->outer)
            if (s->task == &task)
                return true;
        return false;
    }

    bool step_goes_on = false;     ///< after a resume: see `transfer` and `finished`
    TaskState* finished = nullptr; ///< its last step is just over
    bool others_ran = true;        ///< something else than a step has run since the last step
    LoopClock clock;
    TimerQueue timers;
    List<TaskState> tasks; ///< alive, oldest first
    std::function<void(const LostException&)> exception_handler;
    std::function<void(std::string_view)> warning_handler;
    std::uint64_t tasks_created = 0;
    Context context; ///< outside of tasks
    std::chrono::nanoseconds slow_step = std::chrono::milliseconds(100);

private:
    inline void resume(PromiseBase& coroutine);
    void run_callback(CallbackJob& job);
    void run_observed(PromiseBase& coroutine);
    void notice_ready(Job& job) noexcept;
    void report_callback() noexcept;
    TaskObserver* observer_ = nullptr;
    HandlerStream* stream_ = nullptr;
    bool attentive_ = false;    ///< an observer or a stream wants to know what becomes ready
    bool instrumented_ = false; ///< an observer listens, or slow steps are looked for
    bool debug_ = false;
    std::coroutine_handle<> transfer_;
    void settle();
    void check_thread_really(const char* operation) const;
    void warn_if_slow(std::chrono::steady_clock::time_point began,
                      const std::string& what) noexcept;
    std::thread::id thread_ = std::this_thread::get_id();
};

/// What every coroutine of a task has: its place in the chain of awaits, and in the ready queue.
class PromiseBase : public Job, public Pooled {
public:
    PromiseBase* caller = nullptr;  ///< the coroutine that awaits this one; null for a task's first
    std::source_location awaits_at; ///< of its latest co_await

    /// Computed, not stored: a promise begins with this base, and at the same place in every frame,
    /// because none is aligned more strictly than frames are (see ResultSlot).
    std::coroutine_handle<> handle() noexcept {
        return std::coroutine_handle<PromiseBase>::from_promise(*this);
    }

protected:
    explicit PromiseBase([[maybe_unused]] std::coroutine_handle<> self) noexcept {
        assert(handle() == self);
    }
    inline ~PromiseBase();
};

inline void Scheduler::resume(PromiseBase& coroutine) {
    coroutine.handle().resume();
    if (step_goes_on) [[unlikely]]
        settle();
}

inline void Scheduler::run_some(int count) noexcept {
    Step this_step{nullptr, step};
    step = &this_step;
    guarded([&] {
        while (count-- > 0 && !ready.empty()) {
            Job& job = ready.pop();
            if (!job.task) {
                run_callback(static_cast<CallbackJob&>(job));
            } else {
                this_step.task = job.task;
                if (!instrumented_) [[likely]]
                    resume(static_cast<PromiseBase&>(job));
                else
                    run_observed(static_cast<PromiseBase&>(job));
                this_step.task = nullptr;
            }
        }
    });
    step = this_step.outer;
}

/// One wait of one coroutine: base of the awaiters that can be told to give up.
class Suspension {
public:
    Suspension(const Suspension&) = delete;
    Suspension& operator=(const Suspension&) = delete;

    /// The task is cancelled: stops waiting and wakes it, or hands the request on to what is
    /// waited for. False if there is nothing left to stop.
    virtual bool cancel() noexcept = 0;
    virtual WaitDescription describe() const noexcept = 0;

protected:
    Suspension() = default;
    /// What is awaited may be handed on before: to `timeout`, to a task.
    Suspension([[maybe_unused]] Suspension&& other) noexcept { assert(!other.promise_); }
    inline ~Suspension();

    /// First thing in await_suspend. False if the task was cancelled before it came here: then it
    /// is already on its way back and must not be registered anywhere.
    template<typename Promise>
    bool suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        return suspend(static_cast<PromiseBase&>(coroutine.promise()));
    }
    inline bool suspend(PromiseBase& promise) noexcept;
    bool suspended() const noexcept { return promise_ != nullptr; }
    /// Queues the coroutine. Once per suspension.
    inline void wake() noexcept;
    /// The same in a handler of Asio, which must not touch this any more.
    inline void wake_at_end_of_handler() noexcept;
    /// As `wake`; `resumed` will throw CancelledError.
    inline void wake_cancelled() noexcept;
    /// First thing in await_resume. True if the task was cancelled meanwhile: then give back what
    /// was got and call `throw_cancelled`.
    inline bool resumed() noexcept;
    [[noreturn]] inline void throw_cancelled();

    inline Scheduler& scheduler() const noexcept;
    inline TaskState& task() const noexcept;
    PromiseBase* promise() const noexcept { return promise_; }

private:
    PromiseBase* promise_ = nullptr;
};

} // namespace detail
} // namespace braid
