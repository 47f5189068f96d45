// SPDX-License-Identifier: MIT
#include "bridge/script/stop_request.h"

#include <utility>

namespace braid {

StopRequest::StopRequest(EventLoop& loop, std::function<void(Stage)> act)
    : loop_(loop)
    , act_(std::move(act)) {}

StopRequest::~StopRequest() { patience_.cancel(); }

void StopRequest::gently() {
    if (over_ || asked())
        return;
    stage_ = Stage::Gentle;
    act_(stage_);
}

void StopRequest::ask() {
    if (!asked())
        return gently();
    at_least(Stage(int(stage_) + 1));
}

void StopRequest::at_least(Stage stage) {
    if (over_ || stage_ >= stage)
        return;
    patience_.cancel();
    stage_ = stage;
    if (stage_ != Stage::Abandon)
        patience_ = loop_.call_later(loop_.budget.harder_stop, [this] { ask(); });
    act_(stage_);
}

void StopRequest::over() noexcept {
    over_ = true;
    patience_.cancel();
}

} // namespace braid
