// SPDX-License-Identifier: MIT
#include "app/window_command.h"

#include "app/appearance.h"
#include "app/desk.h"
#include "app/main_window.h"
#include "app/screenshot.h"
#include "app/settings.h"
#include "app/trace_output.h"
#include "app/translations.h"
#include "bridge/python/python_engine.h"
#include "bridge/qt/event_dispatcher.h"
#include "bridge/qt/window_strand.h"
#include "bridge/tasks/task_engine.h"
#include "bridge/tasks/task_kind.h"
#include "loop/event_loop.h"
#include "loop/trace/recorder.h"
#include "loop/trace/trace.h"
#include "loop/trace/trace_import.h"
#include "widgets/console/terminal.h"
#include "widgets/session/session.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QProcess>

#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <unistd.h>

namespace braid {

namespace {

struct Options {
    QString trace;
    QString screenshot;
    QString theme;
    QSize size;
    QList<QStringList> tasks; ///< built-in ones, each with what it is told
    std::vector<std::filesystem::path> files;
};

QSize sizeOf(const QString& text) {
    const QStringList sides = text.split(QLatin1Char('x'));
    return sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
}

/// Ends the process if the command line makes no sense.
Options parse(const QCoreApplication& application) {
    const auto withValue = [](const char* name) {
        return QCommandLineOption(QLatin1String(name), QString(), QStringLiteral("VALUE"));
    };
    const QCommandLineOption trace = withValue("trace"), screenshot = withValue("screenshot"),
                             theme = withValue("theme"), size = withValue("size"),
                             task = withValue("task");
    QCommandLineParser parser;
    parser.addOptions({trace, screenshot, theme, size, task});
    const auto require = [](bool understood, const QString& problem) {
        if (understood)
            return;
        std::fprintf(stderr, "braid: %s\nTry 'braid --help'.\n", qPrintable(problem));
        std::exit(2);
    };
    require(parser.parse(application.arguments()), parser.errorText());

    Options options;
    options.trace = parser.value(trace);
    options.screenshot = parser.value(screenshot);
    options.theme = parser.value(theme);
    options.size = sizeOf(parser.value(size));
    require(options.theme.isEmpty() || options.theme == QLatin1String("system") ||
                Appearance::kindOf(options.theme),
            QApplication::translate("braid::Options", "there is no theme '%1'").arg(options.theme));
    require(!parser.isSet(size) || !options.size.isEmpty(),
            QApplication::translate("braid::Options", "'%1' is no size, as 1200x800 is")
                .arg(parser.value(size)));
    for (const QString& value : parser.values(task)) {
        const QStringList words = QProcess::splitCommand(value);
        require(!words.isEmpty() && find_task_kind(words.front().toStdString()),
                QApplication::translate("braid::Options",
                                        "there is no task '%1'. 'braid task' lists them.")
                    .arg(words.value(0)));
        options.tasks << words;
    }
    for (const QString& file : parser.positionalArguments())
        options.files.emplace_back(file.toStdString());
    return options;
}

/// Qt would abort without one; somebody who chose a platform by hand knows better.
bool hasDisplay(const QStringList& arguments) {
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ||
           arguments.contains(QStringLiteral("-platform"));
}

void start(const QList<QStringList>& tasks, Scripts& scripts) {
    for (const QStringList& task : tasks) {
        std::vector<std::string> words;
        for (const QString& word : task.mid(1))
            words.push_back(word.toStdString());
        scripts.start(TaskEngine::file_for(task.front().toStdString()), std::move(words));
    }
}

} // namespace

int window_command(int argc, char** argv) {
    QCoreApplication::setOrganizationName(QStringLiteral("Braid"));
    QCoreApplication::setApplicationName(QStringLiteral("braid"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BRAID_VERSION));
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (!hasDisplay(arguments)) {
        std::fputs("braid: no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is "
                   "set.\n'braid run FILE…' runs scripts without one.\n",
                   stderr);
        return 1;
    }

    Terminal::describeInEnvironment();
    EventLoop loop;
    auto* const dispatcher = new EventDispatcher(loop); // Qt owns it
    QCoreApplication::setEventDispatcher(dispatcher);
    QApplication application(argc, argv);
    const Translations translations;
    QGuiApplication::setDesktopFileName(QStringLiteral("org.braid.Braid"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/braid.svg")));
    const Options options = parse(application);

    Appearance appearance;
    appearance.choose(Appearance::kindOf(options.theme.isEmpty() ? Settings().get(setting::theme)
                                                                 : options.theme));

    // A record takes the place of what happens here.
    std::unique_ptr<TraceImport> record;
    try {
        if (options.files.size() == 1 && is_trace_file(options.files.front()))
            record = std::make_unique<TraceImport>(options.files.front());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "braid: %s\n", error.what());
        return 1;
    }

    Trace trace;
    const Recorder recorder(loop, trace);
    const WindowStrand windowStrand(*dispatcher, trace);
    PythonEngine python(loop, trace);
    Session session(record ? record->trace() : trace,
                    [&loop, &record] { return record ? record->end_ns() : loop.clock().now_ns(); });
    Scripts& scripts = session.scripts();
    TaskEngine tasks(loop, trace);
    if (!record) {
        scripts.addEngine(python);
        scripts.addEngine(tasks);
    }
    std::optional<TraceOutput> traceOutput;
    if (!options.trace.isEmpty()) {
        traceOutput.emplace("braid", trace, loop.clock(), options.trace.toStdString());
        traceOutput->follow(loop);
    }
    int status = 0;
    bool allEnded = false;
    {
        MainWindow window(session, appearance);
        if (!options.size.isEmpty())
            window.resize(options.size);
        std::optional<Desk> desk; // which a picture of the window, or a record, does not touch
        if (options.screenshot.isEmpty() && !record)
            desk.emplace(window, window.settings());
        window.show();
        if (record) {
            const QFileInfo file(QString::fromStdString(options.files.front().string()));
            window.setWindowTitle(file.fileName() + QStringLiteral(" — ") + window.windowTitle());
            window.opener().openRecord(*record, file.fileName());
        } else if (!options.tasks.empty() || !options.files.empty()) {
            start(options.tasks, scripts);
            if (!options.files.empty())
                window.opener().open(options.files);
        } else if (desk)
            desk->comeBack();
        if (!options.screenshot.isEmpty())
            saveScreenshotAndQuit(window, scripts, options.screenshot);
        // Ctrl-C in the terminal closes the window, so that the trace is written as on any quit.
        // Once more ends the process as signals do.
        boost::asio::signal_set terminations(loop.io_context(), SIGINT, SIGTERM);
        terminations.async_wait([&](const boost::system::error_code& error, int) {
            if (error)
                return;
            terminations.clear();
            QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
        });
        status = application.exec();
        terminations.cancel();
        scripts.refuseStarts();
        tasks.shut_down(std::chrono::seconds(2));
        allEnded = python.shut_down(std::chrono::seconds(2));
    }
    if (traceOutput && !traceOutput->complete())
        status = 1;
    if (!allEnded) {
        // A script stands on its stack and will not leave: nothing under it can be taken down.
        std::fflush(nullptr);
        ::_exit(status);
    }
    scripts.removeEngines();
    return status;
}

} // namespace braid
