// SPDX-License-Identifier: MIT
#include "loop/trace/recorder.h"

#include "loop/detail/task_state.h"
#include "loop/errors.h"
#include "loop/introspection.h"
#include "loop/trace/trace.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace braid {

using detail::TaskState;

ContextVar<StrandId> strand_of_new_tasks(StrandId::None);

struct Recorder::Private final : detail::TaskObserver {
    Private(EventLoop& loop, Trace& t, std::string_view name)
        : scheduler(detail::scheduler_of(loop))
        , clock(loop.clock())
        , trace(t)
        , strand_name(name) {}

    void task_created(TaskState& task) override {
        forget_what_may_be_gone();
        const std::int64_t now = clock.now_ns();
        TaskState* const creator = scheduler.current();
        const LocationId where =
            task.created_at.line() == 0 ? LocationId::None : location(task.created_at);
        const LaneName name = task.is_named() ? trace.intern_name(task.name())
                                              : LaneName{text("Task-"), std::uint32_t(task.id)};
        task.lane = trace.begin_lane(now, strand_of(task, now), name,
                                     creator ? creator->lane : LaneId::None, where);
    }
    void task_ready(TaskState& task, TaskState* by) noexcept override {
        if (by != &task) // one that yields is seen at the end of its step
            trace.record(clock.now_ns(), task.lane,
                         LaneState(Activity::Ready).with(by ? by->lane : LaneId::None));
    }
    void task_cancelled(TaskState& task, TaskState* by) noexcept override {
        trace.cancel_requested(task.lane, by ? by->lane : LaneId::None);
    }
    void step_began(TaskState& task) noexcept override {
        // One step begins where the one before it ended: one look at the clock for both.
        const std::int64_t now = scheduler.others_ran ? clock.now_ns() : last_end_ns;
        trace.record(now, task.lane, Activity::Running);
    }
    void step_ended(TaskState& task) noexcept override {
        forget_what_may_be_gone();
        last_end_ns = clock.now_ns();
        const LocationId where = location(task.leaf->awaits_at);
        if (task.leaf->queued()) {
            trace.record(last_end_ns, task.lane,
                         {Activity::Ready, WaitKind::Nothing, TextId::None, where});
            return;
        }
        detail::WaitDescription wait;
        if (task.suspension)
            wait = task.suspension->describe();
        const LaneId other = wait.other && wait.other->is_task()
                                 ? static_cast<const TaskState*>(wait.other)->lane
                                 : LaneId::None;
        trace.record(last_end_ns, task.lane,
                     LaneState(Activity::Waiting, wait.kind, text(wait.what), where).with(other));
    }
    void task_finished(TaskState& task) noexcept override {
        const std::int64_t now = clock.now_ns();
        if (task.status() == detail::FutureState::Status::Cancelled)
            trace.end_lane(now, task.lane, Outcome::Cancelled);
        else if (task.error())
            trace.end_lane(now, task.lane, Outcome::Failed, message(task.error()));
        else
            trace.end_lane(now, task.lane, Outcome::Finished);
        end_threads_after(task.lane, now);
    }

    void job_ended(const detail::ThreadJob& job) noexcept override {
        const Lane* const asked_by = trace.find(job.asked_by);
        const StrandId for_strand = asked_by ? asked_by->strand : strand;
        if (for_strand == StrandId::None)
            return; // whoever asked has never been seen
        const std::int64_t began = clock.ns_of(job.began);
        const LaneId lane = lane_of(job.thread, for_strand, began);
        const LocationId where =
            asked_by && !asked_by->empty() ? asked_by->back().where : LocationId::None;
        trace.record(began, lane,
                     LaneState(Activity::Running, WaitKind::Nothing, TextId::None, where)
                         .with(job.asked_by));
        trace.record(clock.ns_of(job.ended), lane,
                     {Activity::Waiting, WaitKind::Queue, text("jobs")});
    }

    StrandId strand_of(const TaskState& task, std::int64_t now) {
        const void* const chosen = task.context.find(&strand_of_new_tasks);
        const StrandId other = chosen ? *static_cast<const StrandId*>(chosen) : StrandId::None;
        if (trace.find(other))
            return other;
        if (strand == StrandId::None)
            strand = trace.begin_strand(now, StrandKind::Cpp, strand_name);
        return strand;
    }

    /// A thread that works for tasks of several strands has a lane in each.
    LaneId lane_of(std::thread::id thread, StrandId for_strand, std::int64_t began) {
        std::uint32_t number = 1;
        for (const ThreadLane& known : threads) {
            if (known.strand != for_strand)
                continue;
            if (known.thread == thread)
                return known.lane;
            ++number;
        }
        const LaneName name{text("thread-"), number};
        const LaneId lane = trace.begin_thread(began, for_strand, name);
        threads.push_back({thread, for_strand, lane});
        return lane;
    }

    /// With the first task of another strand ends what worked for it.
    void end_threads_after(LaneId first, std::int64_t now) {
        const Lane* const lane = threads.empty() ? nullptr : trace.find(first);
        if (!lane || lane->strand == strand)
            return;
        const Lane* const creator = trace.find(lane->creator);
        if (creator && creator->strand == lane->strand)
            return;
        std::erase_if(threads, [&, ended = lane->strand](const ThreadLane& thread) {
            if (thread.strand != ended)
                return false;
            trace.end_lane(now, thread.lane, Outcome::Finished);
            return true;
        });
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

    /// What the trace has dropped must not be found here.
    void forget_what_may_be_gone() noexcept {
        if (generation == trace.generation()) [[likely]]
            return;
        generation = trace.generation();
        locations.fill({});
        texts.fill({});
    }

    detail::Scheduler& scheduler;
    LoopClock& clock;
    Trace& trace;
    const std::string strand_name;
    StrandId strand = StrandId::None;
    std::int64_t last_end_ns = 0;
    std::uint32_t generation = 0; ///< of the trace's texts, when these here were asked for
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
    struct ThreadLane {
        std::thread::id thread;
        StrandId strand;
        LaneId lane;
    };
    std::vector<ThreadLane> threads;
};

Recorder::Recorder(EventLoop& loop, Trace& trace, std::string_view strand_name)
    : d(std::make_unique<Private>(loop, trace, strand_name)) {
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
    const std::int64_t now = d->clock.now_ns();
    for (const Private::ThreadLane& thread : d->threads)
        d->trace.end_lane(now, thread.lane, Outcome::Finished);
    d->trace.end_strand(now, d->strand, Outcome::Finished);
}

StrandId Recorder::strand() const noexcept { return d->strand; }

} // namespace braid
