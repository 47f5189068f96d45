// SPDX-License-Identifier: MIT
#include "loop/diagnosis/cause.h"
#include "loop/diagnosis/critical_path.h"
#include "loop/trace/trace.h"

#include <QTest>

#include <deque>
#include <map>
#include <random>
#include <set>

using namespace braid;

namespace {

/// What a task does at the end of a step.
struct Op {
    enum Kind { Sleep, Wait, Set, Create, Yield } kind = Yield;
    int which = 0; ///< an event, or a task
    std::int64_t run_ns = 0;
    std::int64_t sleep_ns = 0;
};

/// Tasks on one loop, first in first out, as asyncio runs them: a timer that is due while a step
/// runs is seen when the step is over.
struct Program {
    std::vector<std::vector<Op>> tasks;

    struct Step {
        int task;
        int op;
        auto operator<=>(const Step&) const = default;
    };

    static Program random(unsigned seed) {
        std::mt19937 random(seed);
        const auto below = [&](int n) { return int(random() % unsigned(n)); };
        const auto time = [&] { return 1'000'000 + std::int64_t(random() % 50'000'000); };
        Program program;
        program.tasks.resize(std::size_t(3 + below(4)));
        for (auto& ops : program.tasks)
            for (int n = 2 + below(4); n > 0; --n)
                ops.push_back({Op::Kind(below(3)), below(3), time(), time()});
        for (int task = 1; task < int(program.tasks.size()); ++task)
            program.tasks[0].insert(program.tasks[0].begin() + below(2),
                                    {Op::Create, task, time(), 0});
        return program;
    }

    /// Runs it, into a trace if there is one; returns when the last step was over. `shorter` is so
    /// much shorter than it is.
    std::int64_t run(Trace* trace, std::map<LaneId, int>* lanes = nullptr, Step shorter = {-1, -1},
                     std::int64_t by = 0) const {
        struct State {
            std::size_t op = 0;
            LaneId lane = LaneId::None;
        };
        std::vector<State> states(tasks.size());
        std::deque<int> ready;
        std::multimap<std::int64_t, int> timers;
        std::map<int, std::vector<int>> waiting;
        std::set<int> set;
        std::int64_t now = 1000, end = now;
        const StrandId strand =
            trace ? trace->begin_strand(now, StrandKind::Script, "a.py") : StrandId::None;
        const auto record = [&](int task, LaneState state) {
            if (trace)
                trace->record(now, states[std::size_t(task)].lane, state);
        };
        const auto begin = [&](int task, LaneId creator) {
            if (trace) {
                const LaneId lane = trace->begin_lane(now, strand, "task", creator);
                states[std::size_t(task)].lane = lane;
                (*lanes)[lane] = task;
            }
            record(task, LaneState(Activity::Ready).with(creator));
            ready.push_back(task);
        };
        begin(0, LaneId::None);
        for (;;) {
            while (!timers.empty() && timers.begin()->first <= now) {
                record(timers.begin()->second, Activity::Ready);
                ready.push_back(timers.begin()->second);
                timers.erase(timers.begin());
            }
            if (ready.empty()) {
                if (timers.empty())
                    return end;
                now = timers.begin()->first;
                continue;
            }
            const int task = ready.front();
            ready.pop_front();
            State& state = states[std::size_t(task)];
            const Op& op = tasks[std::size_t(task)][state.op];
            record(task, Activity::Running);
            now += op.run_ns - (shorter == Step{task, int(state.op)} ? by : 0);
            end = now;
            ++state.op;
            const bool last = state.op == tasks[std::size_t(task)].size();
            switch (op.kind) {
            case Op::Sleep:
                if (last)
                    break;
                record(task, LaneState(Activity::Waiting, WaitKind::Timer)
                                 .for_seconds(double(op.sleep_ns) / 1e9));
                timers.emplace(now + op.sleep_ns, task);
                continue;
            case Op::Wait:
                if (last || set.contains(op.which))
                    break;
                record(task, {Activity::Waiting, WaitKind::Event});
                waiting[op.which].push_back(task);
                continue;
            case Op::Set:
                set.insert(op.which);
                for (const int waiter : waiting[op.which]) {
                    record(waiter, LaneState(Activity::Ready).with(state.lane));
                    ready.push_back(waiter);
                }
                waiting[op.which].clear();
                break;
            case Op::Create:
                begin(op.which, state.lane);
                break;
            case Op::Yield:
                break;
            }
            if (last) {
                if (trace)
                    trace->end_lane(now, state.lane, Outcome::Finished);
            } else {
                record(task, Activity::Ready);
                ready.push_back(task);
            }
        }
    }
};

} // namespace

class tst_CriticalPath : public QObject {
    Q_OBJECT

private slots:
    /// By doing it: each step of a random program is made a little shorter, and the program run
    /// again.
    void whatLiesOnThePathMakesTheProgramFasterAndNothingElseDoes() {
        int on = 0, off = 0;
        for (unsigned seed = 0; seed < 300; ++seed) {
            const Program program = Program::random(seed);
            Trace trace;
            std::map<LaneId, int> tasks;
            const std::int64_t end = program.run(&trace, &tasks);
            const LaneId last = last_at_work(trace, StrandId::None, end);
            const auto path = critical_path(trace, last, 1000, end);

            std::int64_t time = 1000;
            std::set<Program::Step> steps;
            for (const PathStretch& stretch : path) {
                QCOMPARE(stretch.begin_ns, time);
                QVERIFY(stretch.end_ns > stretch.begin_ns);
                time = stretch.end_ns;
                QVERIFY(stretch.lane != LaneId::None);
                const Lane& lane = trace.lane(stretch.lane);
                int step = 0;
                for (std::size_t i = 0; i < stretch.index; ++i)
                    step += has_loop(lane[i].activity);
                if (has_loop(lane[stretch.index].activity))
                    steps.insert({tasks[lane.id], step});
            }
            QCOMPARE(time, end);

            constexpr std::int64_t little = 3;
            for (int task = 0; task < int(program.tasks.size()); ++task)
                for (int op = 0; op < int(program.tasks[std::size_t(task)].size()); ++op) {
                    const Program::Step step{task, op};
                    const std::int64_t saved = end - program.run(nullptr, nullptr, step, little);
                    const bool isOn = steps.contains(step);
                    ++(isOn ? on : off);
                    QVERIFY2(saved == (isOn ? little : 0),
                             qPrintable(QString("seed %1, task %2, step %3: %4 saved")
                                            .arg(seed)
                                            .arg(task)
                                            .arg(op)
                                            .arg(saved)));
                }
        }
        QVERIFY(on > 500 && off > 500);
    }

    void causesLeadBackToTheFirstStep() {
        for (unsigned seed = 0; seed < 100; ++seed) {
            Trace trace;
            std::map<LaneId, int> tasks;
            const std::int64_t end = Program::random(seed).run(&trace, &tasks);
            const Lane* lane = &trace.lane(last_at_work(trace, StrandId::None, end));
            std::size_t index = lane->size() - 1;
            while (!has_loop((*lane)[index].activity))
                --index;
            int links = 0;
            while (const auto cause = cause_of(trace, *lane, index, end)) {
                QVERIFY2(++links < 1000, "round in a circle");
                lane = &trace.lane(cause->lane);
                index = cause->index;
                QVERIFY(index < lane->size());
            }
            // There, or at a timer.
            QVERIFY((*lane)[index].begin_ns == 1000 || (*lane)[index].wait == WaitKind::Timer);
        }
    }

    void whoLetsTheOthersGoFirstGoesOnAfterThem() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId module = trace.begin_lane(0, strand, "module");
        const LaneId task = trace.begin_lane(10, strand, "task", module);
        trace.record(0, module, Activity::Running);
        trace.record(10, task, LaneState(Activity::Ready).with(module));
        trace.record(20, module, {Activity::Waiting, WaitKind::Nothing});
        trace.record(25, task, Activity::Running);
        trace.record(90, task, {Activity::Waiting, WaitKind::Io});
        trace.record(95, module, Activity::Running);
        const auto path = critical_path(trace, module, 0, 100);
        std::vector<LaneId> lanes;
        for (const PathStretch& stretch : path)
            lanes.push_back(stretch.lane);
        QCOMPARE(lanes, (std::vector{module, LaneId::None, task, LaneId::None, module}));
        QCOMPARE(path[2].length_ns(), 65);
        QCOMPARE(cause_of(trace, trace.lane(module), 1, 100)->lane, task);
    }

    void whatHappensAfterItsEndDecidedNothing() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId early = trace.begin_lane(0, strand, "early");
        const LaneId late = trace.begin_lane(0, strand, "late");
        trace.record(0, early, Activity::Running);
        trace.record(20, late, {Activity::Waiting, WaitKind::Io});
        trace.end_lane(20, early, Outcome::Finished);
        QCOMPARE(last_at_work(trace, StrandId::None, 500), early);
        const auto path = critical_path(trace, early, 0, 500);
        QCOMPARE(path.size(), std::size_t(1));
        QCOMPARE(path.front().lane, early);
        QCOMPARE(path.front().end_ns, 20);
    }

    void theWindowIsNoPartOfAProgram() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const StrandId window = trace.begin_strand(0, StrandKind::Window, "Window");
        const LaneId task = trace.begin_lane(0, strand, "task");
        const LaneId events = trace.begin_lane(0, window, "events");
        trace.record(0, events, {Activity::Waiting, WaitKind::Nothing});
        trace.record(0, task, Activity::Running);
        trace.record(10, task, LaneState(Activity::Waiting, WaitKind::Timer).for_seconds(40e-9));
        trace.record(45, events, Activity::Running); // when the timer is due
        trace.record(55, events, {Activity::Waiting, WaitKind::Nothing});
        trace.record(55, task, Activity::Running);
        trace.end_lane(70, task, Outcome::Finished);
        const auto path = critical_path(trace, task, 0, 70);
        QCOMPARE(path.front().begin_ns, 0);
        for (const PathStretch& stretch : path)
            QVERIFY(stretch.lane == task || stretch.lane == LaneId::None);
        QCOMPARE(path.front().lane, task);
    }

    void whoWaitsForWhomIsAChainAndACycleIsCalledOut() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        std::vector<LaneId> lanes;
        for (const char* name : {"root", "middle", "leaf"})
            lanes.push_back(trace.begin_lane(0, strand, name));
        const auto waits = [&](int lane, int other, std::int64_t time) {
            trace.record(
                time, lanes[std::size_t(lane)],
                LaneState(Activity::Waiting, WaitKind::Task).with(lanes[std::size_t(other)]));
        };
        waits(0, 1, 10);
        waits(1, 2, 20);
        const Lane& root = trace.lane(lanes[0]);
        QCOMPARE(waits_for(trace, root, 30, 100).lanes, (std::vector{lanes[1], lanes[2]}));
        QVERIFY(!waits_for(trace, root, 30, 100).is_cycle);
        QCOMPARE(waits_for(trace, root, 15, 100).lanes, (std::vector{lanes[1]}));
        QCOMPARE(who_waits_for(trace, trace.lane(lanes[2]), 30, 100), (std::vector{lanes[1]}));
        waits(2, 1, 40);
        QVERIFY(waits_for(trace, root, 50, 100).is_cycle);
    }
};

QTEST_GUILESS_MAIN(tst_CriticalPath)
#include "tst_critical_path.moc"
