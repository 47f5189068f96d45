// SPDX-License-Identifier: MIT
// A program of its own that runs a built-in task.
#include <braid/tasks.h>

class Listener : public braid::ScriptListener {
    void script_wrote(braid::Script&, braid::OutputStream, std::string_view) override {}
    void script_changed(braid::Script&) override {}
};

int main() {
    braid::EventLoop loop;
    braid::Trace trace;
    braid::TaskEngine engine(loop, trace);
    Listener listener;
    const auto script =
        engine.load(braid::TaskEngine::file_for("count"), {"2", "--every", "0"}, listener);
    script->start();
    loop.run_until([&] { return script->state() == braid::Script::State::Ended; });
    return script->exit_status();
}
