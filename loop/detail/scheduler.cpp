// SPDX-License-Identifier: MIT
#include "loop/detail/scheduler.h"

#include "loop/coroutine.h"
#include "loop/introspection.h"
#include "loop/task.h"

#include <cstdio>
#include <typeinfo>

namespace braid::detail {

void Scheduler::run_callback(CallbackJob& job) {
    others_ran = true;
    if (!debug_)
        return job.run();
    const auto began = std::chrono::steady_clock::now();
    job.run();
    warn_if_slow(began, "a callback");
}

void Scheduler::run_observed(PromiseBase& coroutine) {
    const StateRef<TaskState> task(coroutine.task);
    if (observer_)
        observer_->step_began(*task);
    const auto began = debug_ ? std::chrono::steady_clock::now() : TimePoint();
    resume(coroutine);
    if (debug_)
        warn_if_slow(began, task->name() + " (" + describe(task->created_at) + ")");
    others_ran = false;
    if (observer_ && !task->done())
        observer_->step_ended(*task);
    else
        others_ran = true;
}

void Scheduler::warn_if_slow(std::chrono::steady_clock::time_point began,
                             const std::string& what) noexcept {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (took >= slow_step)
        warn("a step of " + what + " held the loop for " + std::to_string(took.count()) + " s");
}

void Scheduler::warn(const std::string& text) noexcept {
    try {
        if (warning_handler)
            return warning_handler(text);
    } catch (...) {
        // The warning matters more than its handler.
    }
    std::fprintf(stderr, "braid: %s\n", text.c_str());
}

void Scheduler::check_thread_really(const char* operation) const {
    if (std::this_thread::get_id() != thread_)
        throw InvalidStateError(std::string(operation) +
                                ": not in the loop's thread; use call_soon_threadsafe");
}

void Scheduler::notice_ready(Job& job) noexcept {
    if (stream_)
        stream_->end_stream();
    if (observer_ && job.task)
        observer_->task_ready(*job.task, current());
}

void Scheduler::set_observer(TaskObserver* observer) noexcept {
    observer_ = observer;
    attentive_ = observer_ || stream_;
    instrumented_ = observer_ || debug_;
}

void Scheduler::set_debug(bool on) noexcept {
    debug_ = on;
    instrumented_ = observer_ || debug_;
}

void Scheduler::settle() {
    step_goes_on = false;
    while (transfer_) {
        std::exchange(transfer_, nullptr).resume();
        step_goes_on = false;
    }
    if (finished)
        std::exchange(finished, nullptr)->conclude();
}

namespace {
/// What happens to a lost exception that nobody handles.
void print(const LostException& lost) noexcept {
    std::string what;
    try {
        std::rethrow_exception(lost.error);
    } catch (const std::exception& e) {
        what = e.what();
    } catch (const CancelledError& e) {
        what = "CancelledError " + e.message();
    } catch (...) {
        what = "an exception of unknown type";
    }
    std::fprintf(stderr, "braid: %s: %s\n", lost.message.c_str(), what.c_str());
    if (lost.where)
        std::fprintf(stderr, "  its task was made at %s\n", describe(*lost.where).c_str());
}
} // namespace

void Scheduler::report_callback() noexcept {
    report({std::current_exception(), "Exception in a callback of the loop"});
}

void Scheduler::report(LostException lost) noexcept {
    if (exception_handler) {
        try {
            // A copy, because the handler may set another one.
            const auto handler = exception_handler;
            return handler(lost);
        } catch (...) {
            std::fprintf(stderr, "braid: the exception handler itself failed, on this:\n");
        }
    }
    print(lost);
}

void Scheduler::drop_everything() noexcept {
    // First the queue, as a whole: taking coroutines out one by one would search it each time.
    while (!ready.empty() || !timers.empty() || !tasks.empty()) {
        while (!ready.empty()) {
            Job& job = ready.pop();
            if (!job.task)
                static_cast<CallbackJob&>(job).drop();
        }
        while (Job* const job = timers.take_due(TimePoint::max()))
            if (!job->task)
                static_cast<CallbackJob*>(job)->drop();
        if (!tasks.empty())
            tasks.back().unwind("the loop has ended"); // the newest first, as a stack would
    }
}

// -- futures and tasks ------------------------------------------------------------------------

void FutureState::check_result() {
    if (!done())
        throw InvalidStateError("the result is not there yet");
    retrieve();
    if (error_)
        std::rethrow_exception(error_);
}

std::exception_ptr FutureState::check_exception() {
    if (!done())
        throw InvalidStateError("the result is not there yet");
    retrieve();
    if (status_ == Status::Cancelled)
        std::rethrow_exception(error_);
    return error_;
}

void FutureState::finish(Status status, std::exception_ptr error) noexcept {
    status_ = status;
    error_ = std::move(error);
    while (!hooks_.empty())
        hooks_.pop_front().done(*this);
}

void FutureState::dispose() noexcept {
    if (error_ && status_ == Status::Finished && !retrieved_) {
        retain(); // the handler may look at it
        retrieved_ = true;
        LostException lost{error_, "A future's exception was never asked for"};
        if (is_task_) {
            auto& task = static_cast<TaskState&>(*this);
            lost.message = task.name() + " failed, and nobody asked for its result";
            if (task.created_at.line() > 0)
                lost.where = task.created_at;
        }
        if (lives_in_this_thread(scheduler)) // a handle may outlive the loop
            scheduler.report(std::move(lost));
        else
            print(lost);
        return release(); // deletes it now, unless the handler kept it
    }
    delete this;
}

TaskState::TaskState(Scheduler& loop_scheduler, PromiseBase& first, std::string task_name,
                     std::source_location created) noexcept
    : FutureState(loop_scheduler)
    , created_at(created)
    , id(++loop_scheduler.tasks_created)
    , first_(&first) {
    is_task_ = true;
    if (!task_name.empty())
        set_name(std::move(task_name));
}

std::string TaskState::name() const {
    return words && words->name ? *words->name : "Task-" + std::to_string(id);
}

void TaskState::set_name(std::string name) {
    if (!words)
        words = std::make_unique<Words>();
    words->name = std::move(name);
}

const std::string& TaskState::cancel_message() const noexcept {
    static const std::string none;
    return words ? words->cancel_message : none;
}

void TaskState::throw_cancelled() {
    must_cancel = false;
    // Nothing here needs to be destroyed on the way out: a stop more costs the unwinder a third.
    if (words)
        throw CancelledError(std::move(words->cancel_message));
    throw CancelledError();
}

void TaskState::start() {
    retain();
    if (const TaskState* const creator = scheduler.current())
        context = creator->context;
    else
        context = scheduler.context;
    first_->task = this;
    leaf = first_;
    scheduler.tasks.push_back(*this);
    if (scheduler.observer()) [[unlikely]]
        scheduler.observer()->task_created(*this);
    scheduler.schedule(*first_);
}

bool TaskState::cancel(std::string message) {
    if (done())
        return false;
    ++cancelling;
    if (scheduler.observer()) [[unlikely]]
        scheduler.observer()->task_cancelled(*this, scheduler.current());
    if (!words && !message.empty())
        words = std::make_unique<Words>();
    if (words)
        words->cancel_message = std::move(message);
    if (!suspension || leaf->queued() || !suspension->cancel())
        must_cancel = true;
    return true;
}

void TaskState::conclude() noexcept {
    std::exception_ptr error = take_outcome();
    if (must_cancel && !error) // cancelled between its last wait and its end
        error = make_cancelled_error(cancel_message());
    std::exchange(first_, nullptr)->handle().destroy();
    unlink();
    const Status status = is_cancelled_error(error) ? Status::Cancelled : Status::Finished;
    finish(status, std::move(error));
    if (scheduler.observer()) [[unlikely]]
        scheduler.observer()->task_finished(*this);
    release();
}

void TaskState::unwind(const char* why) noexcept {
    unlink();
    std::exchange(first_, nullptr)->handle().destroy();
    finish(Status::Cancelled, make_cancelled_error(why));
    if (scheduler.observer())
        scheduler.observer()->task_finished(*this);
    release();
}

Context& current_context() {
    Scheduler& scheduler = scheduler_of_this_thread();
    TaskState* const task = scheduler.current();
    return task ? task->context : scheduler.context;
}

// -- errors -----------------------------------------------------------------------------------

std::exception_ptr make_cancelled_error(std::string message) {
    return std::make_exception_ptr(CancelledError(std::move(message)));
}

bool is_cancelled_error(const std::exception_ptr& error) noexcept {
    if (!error)
        return false;
#if defined(__GLIBCXX__)
    return *error.__cxa_exception_type() == typeid(CancelledError); // without throwing it again
#else
    try {
        std::rethrow_exception(error);
    } catch (const CancelledError&) {
        return true;
    } catch (...) {
        return false;
    }
#endif
}

void report_never_awaited(const std::source_location& where) noexcept {
    if (EventLoop* const loop = EventLoop::current(); loop && loop->debug())
        scheduler_of(*loop).warn("a coroutine was never awaited: " + describe(where));
}

} // namespace braid::detail
