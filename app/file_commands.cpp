// SPDX-License-Identifier: MIT
#include "app/file_commands.h"

#include "app/lessons.h"
#include "app/opener.h"
#include "app/picture_export.h"
#include "app/recent_files.h"
#include "app/trace_comparison.h"
#include "app/trace_export.h"
#include "widgets/session/session.h"
#include "widgets/visible_marks.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QWidget>

namespace braid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(braid::FileCommands)
};

using Category = Command::Category;

/// A text from outside, as a menu has to be told it.
QString asMenuText(const QString& text) {
    return withVisibleMarks(text).replace(QLatin1Char('&'), QLatin1String("&&"));
}

std::function<void()> opening(Opener& opener, const QString& path) {
    return [&opener, path] { opener.open({path.toStdString()}); };
}

} // namespace

std::vector<Command> recentCommands(const RecentFiles& recent, Opener& opener) {
    std::vector<Command> commands;
    for (const QString& path : recent.list())
        commands.push_back({.id = recentPrefix + path,
                            .category = Category::File,
                            .text = asMenuText(path),
                            .tip = Words::tr("Open %1 once more").arg(withVisibleMarks(path)),
                            .submenu = Words::tr("Open &recent"),
                            .run = opening(opener, path)});
    return commands;
}

std::vector<Command> fileCommands(Session& session, Opener& opener, TraceExport& traceExport,
                                  PictureExport& pictures, TraceComparison& comparison,
                                  QWidget& window) {
    std::vector<Command> commands{
        {.id = QStringLiteral("file.open"),
         .category = Category::File,
         .text = Words::tr("&Open…"),
         .tip = Words::tr("Open scripts, which run, and notes"),
         .keys = {{QKeySequence::Open}},
         .glyph = Glyph::Open,
         .run = [&opener, &window] { opener.ask(&window); }},
        {.id = QStringLiteral("file.cancelOpening"),
         .category = Category::File,
         .text = Words::tr("&Cancel opening"),
         .tip = Words::tr("Look no further through a large folder, and run nothing of it"),
         .glyph = Glyph::Close,
         .run = [&opener] { opener.work().cancel(); },
         .isEnabled = [&opener] { return opener.work().isRunning(); }},
    };
    for (const WelcomeEntry& lesson : lessons())
        commands.push_back(
            {.id = QStringLiteral("file.lesson.") + QFileInfo(lesson.path).completeBaseName(),
             .category = Category::File,
             .text = asMenuText(lesson.title),
             .tip = Words::tr("Run %1").arg(lesson.path),
             .submenu = Words::tr("&Lessons"),
             .run = opening(opener, lesson.path)});
    commands.push_back({.id = QStringLiteral("file.export"),
                        .category = Category::File,
                        .text = Words::tr("&Export trace…"),
                        .tip = Words::tr("Save what happened, for ui.perfetto.dev"),
                        .keys = {{Qt::CTRL | Qt::Key_E}},
                        .beginsGroup = true,
                        .run = [&traceExport, &window] { traceExport.ask(&window); },
                        .isEnabled = [&session] { return session.present() > 0; }});
    commands.push_back({.id = QStringLiteral("file.picture"),
                        .category = Category::File,
                        .text = Words::tr("Save &picture…"),
                        .tip = Words::tr("Save the timeline as it is shown, with a legend, as SVG "
                                         "or PNG"),
                        .run = [&pictures, &window] { pictures.ask(&window); },
                        .isEnabled = [&session] { return session.present() > 0; }});
    commands.push_back({.id = QStringLiteral("file.compare"),
                        .category = Category::File,
                        .text = Words::tr("Co&mpare with…"),
                        .tip = Words::tr("Read what changed since another trace, task by task"),
                        .run = [&comparison, &window] { comparison.ask(&window); },
                        .isEnabled = [&session] { return session.present() > 0; }});
    commands.push_back({.id = QStringLiteral("file.cancelComparison"),
                        .category = Category::File,
                        .text = Words::tr("Cancel comparison"),
                        .tip = Words::tr("Read no more of the other trace"),
                        .glyph = Glyph::Close,
                        .run = [&comparison] { comparison.work().cancel(); },
                        .isEnabled = [&comparison] { return comparison.work().isRunning(); }});
    commands.push_back({.id = QStringLiteral("file.cancelExport"),
                        .category = Category::File,
                        .text = Words::tr("Ca&ncel export"),
                        .tip = Words::tr("Save no trace after all"),
                        .glyph = Glyph::Close,
                        .run = [&traceExport] { traceExport.work().cancel(); },
                        .isEnabled = [&traceExport] { return traceExport.work().isRunning(); }});
    commands.push_back({.id = QStringLiteral("file.quit"),
                        .category = Category::File,
                        .text = Words::tr("&Quit"),
                        .tip = Words::tr("Stop all scripts and quit"),
                        .keys = {{Qt::CTRL | Qt::Key_Q}},
                        .beginsGroup = true,
                        .run = [&window] { window.close(); }});
    return commands;
}

} // namespace braid
