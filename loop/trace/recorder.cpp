// SPDX-License-Identifier: MIT
#include "loop/trace/recorder.h"

#include "loop/detail/task_state.h"
#include "loop/errors.h"
#include "loop/introspection.h"

#include <array>
#include <cstdint>

namespace braid {

using detail::TaskState;

struct Recorder::Private final : detail::TaskObserver {
    Private(detail::Scheduler& s, Trace& t, std::string_view strand_name)
        : scheduler(s)
        , trace(t)
        , strand(t.begin_strand(strand_name, StrandKind::Cpp)) {}

    void task_created(TaskState& task) override {
        TaskState* const creator = scheduler.current();
        const LocationId where =
            task.created_at.line() == 0 ? LocationId::None : location(task.created_at);
        task.lane =
            trace.begin_lane(strand, task.name(), creator ? creator->lane : LaneId::None, where);
    }
    void task_ready(TaskState& task, TaskState* by) noexcept override {
        if (by != &task) // one that yields is seen at the end of its step
            trace.record(task.lane, Activity::Ready, WaitKind::Nothing, TextId::None,
                         LocationId::None, by ? by->lane : LaneId::None);
    }
    void step_began(TaskState& task) noexcept override {
        // One step begins where the one before it ended: one look at the clock for both.
        const std::int64_t now = scheduler.others_ran ? trace.now_ns() : last_end_ns;
        trace.record_at(now, task.lane, Activity::Running);
    }
    void step_ended(TaskState& task) noexcept override {
        last_end_ns = trace.now_ns();
        if (task.leaf->queued()) {
            trace.record_at(last_end_ns, task.lane, Activity::Ready, WaitKind::Nothing,
                            TextId::None, location(task.leaf->awaits_at));
        } else {
            show_wait(task);
        }
    }
    void task_finished(TaskState& task) noexcept override {
        if (task.status() == detail::FutureState::Status::Cancelled)
            trace.end_lane(task.lane, Outcome::Cancelled);
        else if (task.error())
            trace.end_lane(task.lane, Outcome::Failed, message(task.error()));
        else
            trace.end_lane(task.lane, Outcome::Finished);
    }

    void show_wait(TaskState& task) {
        detail::WaitDescription wait;
        if (task.suspension)
            wait = task.suspension->describe();
        const LaneId other = wait.other && wait.other->is_task()
                                 ? static_cast<const TaskState*>(wait.other)->lane
                                 : LaneId::None;
        trace.record_at(last_end_ns, task.lane, Activity::Waiting, wait.kind, text(wait.what),
                        location(task.leaf->awaits_at), other);
    }

    static std::string message(const std::exception_ptr& error) {
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& e) {
            return e.what();
        } catch (...) {
            return "an exception of unknown type";
        }
    }

    // The same few places and words come again and again; they are compared by address, because
    // interning means hashing text.
    LocationId location(const std::source_location& where) {
        const auto key = std::uintptr_t(where.file_name()) ^ (std::uintptr_t(where.line()) << 4);
        auto& entry = locations[(key * 0x9e3779b97f4a7c15u) >> 56];
        if (entry.file != where.file_name() || entry.line != where.line()) {
            entry.file = where.file_name();
            entry.line = where.line();
            entry.id = trace.intern(where.file_name(), int(where.line()), function_name(where));
        }
        return entry.id;
    }
    TextId text(const char* words) {
        auto& entry = texts[(std::uintptr_t(words) * 0x9e3779b97f4a7c15u) >> 58];
        if (entry.words != words) {
            entry.words = words;
            entry.id = *words ? trace.intern(words) : TextId::None;
        }
        return entry.id;
    }

    detail::Scheduler& scheduler;
    Trace& trace;
    StrandId strand;
    std::int64_t last_end_ns = 0;
    struct KnownLocation {
        const char* file = nullptr;
        std::uint32_t line = 0;
        LocationId id = LocationId::None;
    };
    struct KnownText {
        const char* words = nullptr;
        TextId id = TextId::None;
    };
    std::array<KnownLocation, 256> locations;
    std::array<KnownText, 64> texts;
};

Recorder::Recorder(EventLoop& loop, Trace& trace, std::string_view strand_name)
    : d(std::make_unique<Private>(detail::scheduler_of(loop), trace, strand_name)) {
    detail::Scheduler& scheduler = d->scheduler;
    if (scheduler.observer())
        throw InvalidStateError("Recorder: the loop is recorded already");
    scheduler.set_observer(d.get());
    scheduler.tasks.for_each([&](TaskState& task) {
        d->task_created(task);
        if (scheduler.on_stack(task))
            d->step_began(task);
        else
            d->step_ended(task);
    });
}

Recorder::~Recorder() {
    d->scheduler.set_observer(nullptr);
    d->trace.end_strand(d->strand, Outcome::Finished);
}

StrandId Recorder::strand() const noexcept { return d->strand; }

} // namespace braid
