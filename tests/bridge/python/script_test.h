// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/python_engine.h"
#include "loop/event_loop.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

#include <map>
#include <memory>
#include <string>
#include <vector>

/// One loop, trace and engine for all tests of a binary, as in a program; and scripts written as
/// text. Conditions are waited for by turning the loop.
class ScriptTest : public braid::ScriptListener {
public:
    ScriptTest();
    ~ScriptTest();

    /// Writes `source` into a file of this name in a directory of its own, and loads it.
    braid::Script& load(const QString& name, const QByteArray& source,
                        std::vector<std::string> arguments = {});
    /// As above, and starts it.
    braid::Script& start(const QString& name, const QByteArray& source,
                         std::vector<std::string> arguments = {});
    braid::Script& load_file(const std::filesystem::path& file);
    /// Puts a file beside the script's.
    void write_beside(braid::Script& script, const QString& name, const QByteArray& text);

    /// Turns the loop until `done()`; false if that takes too long.
    template<typename Condition>
    bool turn_until(Condition done) {
        return loop.run_until(done, braid::Clock::now() + std::chrono::seconds(30));
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
    braid::PythonEngine engine{loop, trace};

private:
    void script_wrote(braid::Script& script, braid::OutputStream stream,
                      std::string_view text) override;
    void script_changed(braid::Script& script) override;

    struct Texts {
        QString out, err, all;
    };
    const Texts& texts(const braid::Script& script) const {
        static const Texts none;
        const auto found = texts_.find(&script);
        return found == texts_.end() ? none : found->second;
    }

    QTemporaryDir directory_;
    int directories_ = 0;
    std::map<const braid::Script*, Texts> texts_;
    std::vector<std::unique_ptr<braid::Script>> scripts_;
};
