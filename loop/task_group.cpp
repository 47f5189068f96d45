// SPDX-License-Identifier: MIT
#include "loop/task_group.h"

#include "loop/errors.h"

namespace braid {

namespace {
std::string describe(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& e) {
        return e.what();
    } catch (...) {
        return "an exception of unknown type";
    }
}
} // namespace

ExceptionGroup::ExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions)
    : what_(std::move(message))
    , exceptions_(std::move(exceptions)) {
    const char* separator = ": ";
    for (const std::exception_ptr& error : exceptions_) {
        what_ += separator + describe(error);
        separator = "; ";
    }
}

struct TaskGroup::Child final : detail::ListNode, detail::Pooled {
    struct Hook final : detail::DoneHook {
        explicit Hook(Child& c) noexcept
            : child(c) {}
        void done(detail::FutureState&) noexcept override { child.group.child_done(child); }
        detail::TaskState* waiting_task() const noexcept override { return child.group.parent_; }
        Child& child;
    };
    Child(TaskGroup& owner, detail::StateRef<detail::TaskState> state) noexcept
        : group(owner)
        , task(std::move(state)) {
        task->add_hook(hook);
    }
    TaskGroup& group;
    detail::StateRef<detail::TaskState> task;
    Hook hook{*this};
};

/// Waits, in the parent, until there are no children.
class TaskGroup::AllDone final : public detail::Suspension {
public:
    explicit AllDone(TaskGroup& group) noexcept
        : group_(group) {}
    ~AllDone() { group_.waiter_ = nullptr; }
    bool await_ready() const noexcept { return group_.children_.empty(); }
    template<typename Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
        if (suspend(coroutine))
            group_.waiter_ = this;
    }
    void await_resume() {
        if (suspended() && resumed())
            throw_cancelled();
    }
    void all_done() noexcept {
        group_.waiter_ = nullptr;
        wake();
    }
    bool cancel() noexcept override {
        group_.waiter_ = nullptr;
        wake_cancelled();
        return true;
    }
    detail::WaitDescription describe() const noexcept override {
        return {.kind = WaitKind::Task,
                .what = "TaskGroup",
                .other = group_.children_.empty() ? nullptr : group_.children_.front().task.get()};
    }

private:
    TaskGroup& group_;
};

TaskGroup::~TaskGroup() {
    while (!children_.empty()) {
        Child& child = children_.back();
        const auto task = child.task;
        child.unlink();
        delete &child;
        if (task->scheduler.on_stack(*task)) // it destroys its own group: all it can do is end
            task->cancel("its group was destroyed");
        else
            task->unwind("its group was destroyed");
    }
}

void TaskGroup::check_open() const {
    if (exited_ || aborting_)
        throw InvalidStateError("TaskGroup.create_task: the group has ended or is about to");
}

void TaskGroup::adopt(const AnyTask& task) {
    children_.push_back(*new Child(*this, task.any_state()));
}

void TaskGroup::child_done(Child& child) noexcept {
    const auto task = child.task;
    child.unlink();
    delete &child;
    if (children_.empty() && waiter_)
        waiter_->all_done();
    if (!task->error() || task->status() == detail::FutureState::Status::Cancelled)
        return;
    task->retrieve();
    errors_.push_back(task->error());
    if (aborting_)
        return;
    abort();
    // The parent may still be in the body: it has to come out.
    if (parent_ && !waiter_) {
        parent_cancel_requested_ = true;
        parent_->cancel("a task of its group failed");
    }
}

void TaskGroup::abort() noexcept {
    aborting_ = true;
    children_.for_each([](Child& child) { child.task->cancel("its group ends"); });
}

void TaskGroup::cancel() {
    if (aborting_ || exited_)
        return;
    abort();
    if (parent_ && !waiter_) {
        parent_cancel_requested_ = true;
        parent_->cancel("its group was cancelled");
    }
}

Coroutine<> TaskGroup::join() {
    return run([]() -> Coroutine<> { co_return; }());
}

Coroutine<> TaskGroup::run(Coroutine<> body) {
    if (std::exchange(entered_, true))
        throw InvalidStateError("TaskGroup.run: once only");
    parent_ = detail::scheduler_of_this_thread().current();
    detail::TaskState& parent = *parent_;

    std::exception_ptr cancellation;
    std::exception_ptr failure;
    if (!aborting_) {
        try {
            co_await std::move(body);
        } catch (const CancelledError&) {
            cancellation = std::current_exception();
        } catch (...) {
            failure = std::current_exception();
        }
        if ((cancellation || failure) && !aborting_)
            abort();
    }
    while (!children_.empty()) {
        try {
            AllDone all_done(*this);
            co_await all_done;
        } catch (const CancelledError&) {
            if (!aborting_) {
                cancellation = std::current_exception();
                abort();
            }
        }
    }
    exited_ = true;
    parent_ = nullptr;

    if (parent_cancel_requested_ && parent.uncancel() == 0)
        cancellation = nullptr; // it was ours alone
    if (cancellation && errors_.empty())
        std::rethrow_exception(cancellation);
    if (failure)
        errors_.push_back(failure);
    if (!errors_.empty()) {
        if (parent.cancelling > 0) { // by somebody else: it still has to hear of that
            parent.uncancel();
            parent.cancel("");
        }
        throw ExceptionGroup("unhandled errors in a TaskGroup", std::move(errors_));
    }
}

} // namespace braid
