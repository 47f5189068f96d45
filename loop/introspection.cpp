// SPDX-License-Identifier: MIT
#include "loop/introspection.h"

#include "loop/detail/task_state.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace braid {

namespace {

using detail::TaskState;

AnyTask handle(const detail::FutureState* future) {
    if (!future || !future->is_task())
        return {};
    auto* const task = const_cast<TaskState*>(static_cast<const TaskState*>(future));
    return AnyTask(detail::StateRef<TaskState>(task));
}

bool opens(char c) { return c == '(' || c == '<' || c == '{' || c == '['; }
bool closes(char c) { return c == ')' || c == '>' || c == '}' || c == ']'; }

/// Where the bracket that ends `text` was opened; npos if it ends with none.
std::size_t opening_of_last_bracket(std::string_view text) {
    int depth = 0;
    for (std::size_t i = text.size(); i-- > 0;) {
        depth += closes(text[i]) - opens(text[i]);
        if (depth == 0)
            return closes(text.back()) ? i : text.npos;
    }
    return text.npos;
}

/// The tree of who waits for whom.
class CallGraph {
public:
    explicit CallGraph(detail::Scheduler& scheduler) {
        scheduler.tasks.for_each([&](TaskState& task) {
            all_.push_back(&task);
            task.for_each_waiting_task([&](TaskState& waiting) {
                awaited_by_[&waiting].push_back(&task);
                has_parent_.insert(&task);
            });
        });
    }

    std::string format() {
        for (TaskState* task : all_)
            if (!has_parent_.contains(task))
                print_from(task);
        for (TaskState* task : all_) // what is left waits in a circle
            if (!printed_.contains(task))
                print_from(task);
        return std::move(text_);
    }

private:
    /// Without recursion: chains of tasks may be long.
    void print_from(TaskState* root) {
        std::vector<std::pair<TaskState*, std::size_t>> left{{root, 0}};
        while (!left.empty()) {
            const auto [task, depth] = left.back();
            left.pop_back();
            const bool first_time = printed_.insert(task).second;
            print(*task, depth, first_time);
            const auto awaited = awaited_by_.find(task);
            if (!first_time || awaited == awaited_by_.end())
                continue;
            for (auto i = awaited->second.rbegin(); i != awaited->second.rend(); ++i)
                left.emplace_back(*i, depth + 1);
        }
    }

    void print(TaskState& task, std::size_t depth, bool first_time) {
        const std::string indent(2 * std::min<std::size_t>(depth, 40), ' ');
        text_ += indent + task.name();
        if (!first_time) {
            text_ += ": see above\n";
            return;
        }
        const TaskActivity now = inspect(AnyTask(detail::StateRef<TaskState>(&task)));
        text_ += ": " + std::string(to_string(now.activity));
        if (!now.what.empty())
            text_ += " in " + now.what;
        if (now.other)
            text_ += " for " + now.other.name();
        if (now.time_left)
            text_ += ", " + std::to_string(std::chrono::duration<double>(*now.time_left).count()) +
                     " s left";
        text_ += '\n';
        for (const std::source_location& where : now.stack)
            text_ += indent + "    " + describe(where) + '\n';
    }

    std::vector<TaskState*> all_;
    std::unordered_map<TaskState*, std::vector<TaskState*>> awaited_by_;
    std::unordered_set<TaskState*> has_parent_;
    std::unordered_set<TaskState*> printed_;
    std::string text_;
};

} // namespace

TaskActivity inspect(const AnyTask& any) {
    TaskActivity now;
    TaskState& task = *any.any_state();
    if (task.done())
        return now;
    if (task.scheduler.on_stack(task)) {
        now.activity = Activity::Running;
        return now;
    }
    for (const detail::PromiseBase* p = task.leaf; p; p = p->caller)
        now.stack.push_back(p->awaits_at);
    std::reverse(now.stack.begin(), now.stack.end());
    if (task.leaf->queued())
        return now;
    now.activity = Activity::Waiting;
    if (!task.suspension)
        return now;
    const detail::WaitDescription wait = task.suspension->describe();
    now.wait = wait.kind;
    now.what = wait.what;
    now.other = handle(wait.other);
    if (wait.until)
        now.time_left = std::max(*wait.until - task.scheduler.time(), Duration::zero());
    return now;
}

std::string format_call_graph(EventLoop& loop) {
    return CallGraph(detail::scheduler_of(loop)).format();
}

void print_call_graph(std::FILE* file) {
    const std::string text = format_call_graph(detail::scheduler_of_this_thread().loop);
    std::fwrite(text.data(), 1, text.size(), file);
}

std::string function_name(const std::source_location& where) {
    // g++: "void ns::f(ns::f(int)::_Z1fi.Frame*)", clang: "Coroutine<int> ns::f(int)".
    std::string_view name = where.function_name();
    name = name.substr(0, name.find(" [with "));
    if (name.ends_with(" const"))
        name.remove_suffix(6);
    if (const std::size_t parameters = opening_of_last_bracket(name);
        parameters != name.npos && name[parameters] == '(')
        name = name.substr(0, parameters);
    int depth = 0;
    for (std::size_t i = name.size(); i-- > 0;) {
        depth += closes(name[i]) - opens(name[i]);
        if (depth == 0 && name[i] == ' ')
            return std::string(name.substr(i + 1));
    }
    return std::string(name);
}

std::string describe(const std::source_location& where) {
    if (where.line() == 0)
        return "an unknown place";
    std::string_view file = where.file_name();
    file = file.substr(file.rfind('/') + 1); // npos + 1 is 0
    return std::string(file) + ':' + std::to_string(where.line()) + " in " + function_name(where);
}

} // namespace braid
