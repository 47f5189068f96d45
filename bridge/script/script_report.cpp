// SPDX-License-Identifier: MIT
#include "bridge/script/script_report.h"

#include "bridge/script/current_run.h"
#include "loop/detail/loop_gate.h"

#include <utility>

namespace braid {

ScriptReport::ScriptReport(EventLoop& loop, Trace& trace, std::filesystem::path path)
    : gate_(detail::gate_of(loop))
    , clock_(loop.clock())
    , trace_(trace)
    , path_(std::move(path))
    , name_(script_name(path_)) {}

void ScriptReport::tell(Script& script, ScriptListener& listener) noexcept {
    script_ = &script;
    listener_ = &listener;
    audience_ = listener.audience();
}

Outcome ScriptReport::outcome() const noexcept {
    return state_ == Script::State::Ended ? end_.outcome() : Outcome::Pending;
}

void ScriptReport::begin() {
    strand_ = trace_.begin_strand(clock_.now_ns(), StrandKind::Script, name_);
    change(Script::State::Running);
}

void ScriptReport::end(ScriptEnd end) {
    end_ = std::move(end);
    change(Script::State::Ended);
}

void ScriptReport::change(Script::State state) {
    // Who asks for a change sees it at once; of the end, everybody hears last.
    if (!CurrentRun::on_stack() && state != Script::State::Ended)
        state_ = state;
    if (output_.change(state))
        schedule_delivery();
}

void ScriptReport::tell_part(PartReport part) {
    if (output_.tell_part(std::move(part)))
        schedule_delivery();
}

void ScriptReport::progress(Progress progress) {
    progress_ = std::move(progress);
    const bool somebody_comes = std::exchange(progressed_, true) || !output_.empty();
    if (!somebody_comes)
        schedule_delivery();
}

void ScriptReport::write(OutputStream stream, std::string_view bytes) {
    if (output_.write(stream, bytes))
        schedule_delivery();
}

void ScriptReport::schedule_delivery() {
    const bool somebody_comes = gate_->call_soon([self = shared_from_this()] { self->deliver(); });
    if (!somebody_comes)
        output_.take(); // a thread has outlived the loop, and nobody listens
}

void ScriptReport::deliver() {
    if (std::exchange(progressed_, false) && listener_)
        listener_->script_progressed(*script_, progress_);
    for (const ScriptOutput::Item& item : output_.take()) {
        if (item.kind == ScriptOutput::Item::Kind::Text)
            deliver(item.stream, audience_ == Audience::Bytes
                                     ? item.text
                                     : text_[int(item.stream)].feed(item.text));
        else if (item.kind == ScriptOutput::Item::Kind::State)
            deliver(item.state);
        else if (listener_)
            listener_->script_part_changed(*script_, item.part);
    }
    if (!output_.full())
        for (const auto& call : std::exchange(when_room_, {}))
            call();
    if (!output_.empty())
        schedule_delivery();
}

void ScriptReport::deliver(OutputStream stream, const std::string& text) {
    if (listener_ && !text.empty())
        listener_->script_wrote(*script_, stream, text);
}

void ScriptReport::deliver(Script::State state) {
    if (state == Script::State::Ended)
        for (const OutputStream stream : {OutputStream::Out, OutputStream::Err})
            deliver(stream, text_[int(stream)].finish());
    state_ = state;
    if (state == Script::State::Ended && strand_ != StrandId::None)
        trace_.end_strand(clock_.now_ns(), strand_, outcome());
    if (listener_)
        listener_->script_changed(*script_);
}

} // namespace braid
