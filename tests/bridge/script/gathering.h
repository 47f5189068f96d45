// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/script/script.h"
#include "loop/event_loop.h"

#include <QString>

#include <chrono>
#include <map>
#include <utility>

/// Hears what scripts say, and turns the loop until they have said or done something.
class Gathering : public braid::ScriptListener {
public:
    explicit Gathering(const braid::Trace::Limits& limits = {})
        : trace(limits) {}

    /// One turn; it does not wait for long.
    void turn() {
        bool turned = false;
        loop.run_until([&] { return std::exchange(turned, true); }, braid::TimePoint::max());
    }
    /// Turns the loop until `done()`; false if that takes too long.
    template<typename Condition>
    bool turn_until(Condition done) {
        return loop.run_until(done, braid::Clock::now() + std::chrono::seconds(100));
    }
    bool finish(const braid::Script& script) {
        return turn_until([&] { return script.state() == braid::Script::State::Ended; });
    }

    QString out(const braid::Script& script) const { return texts(script).out; }
    QString err(const braid::Script& script) const { return texts(script).err; }
    /// Both, in the order in which they came.
    QString all(const braid::Script& script) const { return texts(script).all; }

    braid::EventLoop loop;
    braid::Trace trace;

protected:
    void script_wrote(braid::Script& script, braid::OutputStream stream,
                      std::string_view text) override {
        const QString string = QString::fromUtf8(text.data(), qsizetype(text.size()));
        Texts& heard = texts_[&script];
        (stream == braid::OutputStream::Out ? heard.out : heard.err) += string;
        heard.all += string;
    }
    void script_changed(braid::Script&) override {}

    void forget_texts() { texts_.clear(); }

private:
    struct Texts {
        QString out, err, all;
    };
    const Texts& texts(const braid::Script& script) const {
        static const Texts none;
        const auto found = texts_.find(&script);
        return found == texts_.end() ? none : found->second;
    }

    std::map<const braid::Script*, Texts> texts_;
};
