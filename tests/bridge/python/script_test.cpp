// SPDX-License-Identifier: MIT
#include "script_test.h"

#include <QDir>
#include <QFile>

using namespace braid;
using namespace std::chrono_literals;

ScriptTest::ScriptTest(const Trace::Limits& limits)
    : Gathering(limits) {}

ScriptTest::~ScriptTest() {
    scripts_.clear();
    engine.shut_down(5s);
}

Script& ScriptTest::load(const QString& name, const QByteArray& source,
                         std::vector<std::string> arguments) {
    const QDir directory(directory_.filePath(QString::number(++directories_)));
    directory.mkpath(".");
    QFile file(directory.filePath(name));
    if (!file.open(QFile::WriteOnly) || file.write(source) != source.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.close();
    scripts_.push_back(engine.load(file.fileName().toStdString(), std::move(arguments), *this));
    return *scripts_.back();
}

Script& ScriptTest::start(const QString& name, const QByteArray& source,
                          std::vector<std::string> arguments) {
    Script& script = load(name, source, std::move(arguments));
    script.start();
    return script;
}

Script& ScriptTest::load_file(const std::filesystem::path& file) {
    scripts_.push_back(engine.load(file, {}, *this));
    return *scripts_.back();
}

void ScriptTest::write_beside(Script& script, const QString& name, const QByteArray& text) {
    const QString path =
        QString::fromStdString((script.path().parent_path() / name.toStdString()).string());
    QDir().mkpath(path.section('/', 0, -2));
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}
