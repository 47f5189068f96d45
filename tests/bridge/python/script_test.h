// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/python_engine.h"
#include "gathering.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

/// One loop, trace and engine for all tests of a binary, as in a program; and scripts written as
/// text.
class ScriptTest : public Gathering {
public:
    explicit ScriptTest(const braid::Trace::Limits& limits = {});
    ~ScriptTest();

    /// Writes `source` into a file of this name in a directory of its own, and loads it.
    braid::Script& load(const QString& name, const QByteArray& source,
                        std::vector<std::string> arguments = {});
    /// As above, and starts it.
    braid::Script& start(const QString& name, const QByteArray& source,
                         std::vector<std::string> arguments = {});
    braid::Script& load_file(const std::filesystem::path& file);
    /// Lets go of all scripts, as a window does that shows them no more.
    void forget_all() {
        scripts_.clear();
        forget_texts();
    }
    /// Puts a file beside the script's.
    void write_beside(braid::Script& script, const QString& name, const QByteArray& text);

    braid::PythonEngine engine{loop, trace};

private:
    QTemporaryDir directory_;
    int directories_ = 0;
    std::vector<std::unique_ptr<braid::Script>> scripts_;
};
