// SPDX-License-Identifier: MIT
#include "app/picture_command.h"

#include "app/appearance.h"
#include "app/translations.h"
#include "loop/trace/trace_import.h"
#include "widgets/timeline/figure.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace braid {

namespace {

constexpr int defaultWidth = 1200;
constexpr std::size_t mostRows = 200;

[[noreturn]] void refuse(const QString& problem) {
    std::fprintf(stderr, "braid: %s\nTry 'braid --help'.\n", qPrintable(problem));
    std::exit(2);
}

int savePicture(const QString& out, const QString& file, Theme::Kind theme, QSize size) {
    TraceImport record(file.toStdString());
    while (record.read_some(1 << 20)) {
    }
    if (!record.problem().empty())
        std::fprintf(stderr, "braid: %s is %s. What could be read is in the picture.\n",
                     qPrintable(file), record.problem().c_str());
    Trace& trace = record.trace();
    Figure::Content content;
    content.title = QFileInfo(file).fileName();
    content.rows = rowsOfAll(trace, mostRows, content.moreTasks);
    content.nowNs = record.end_ns();
    content.originNs = record.end_ns();
    for (const TimelineRow& row : content.rows)
        content.originNs = std::min(content.originNs, trace.strand(row.strand).begin_ns);
    const std::int64_t length = std::max<std::int64_t>(1, content.nowNs - content.originNs);
    content.span = {content.originNs - length / 100, content.nowNs + length / 50};

    Figure figure(trace, std::move(content), theme, size.isEmpty() ? defaultWidth : size.width());
    if (!size.isEmpty())
        figure.leaveOutRows(size.height());
    if (figure.save(out))
        return 0;
    std::fprintf(stderr, "braid: %s could not be written\n", qPrintable(out));
    return 1;
}

} // namespace

bool asks_for_picture(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](std::string_view word) {
        return word == "--svg" || word.starts_with("--svg=");
    });
}

int picture_command(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const Translations translations;
    const auto withValue = [](const char* name) {
        return QCommandLineOption(QLatin1String(name), QString(), QStringLiteral("VALUE"));
    };
    const QCommandLineOption svg = withValue("svg"), theme = withValue("theme"),
                             size = withValue("size");
    QCommandLineParser parser;
    parser.addOptions({svg, theme, size});
    if (!parser.parse(application.arguments()))
        refuse(parser.errorText());
    if (parser.positionalArguments().size() != 1)
        refuse(QApplication::translate("braid::Options", "--svg makes a picture of one trace"));
    const auto kind = Appearance::kindOf(parser.value(theme));
    if (parser.isSet(theme) && !kind)
        refuse(QApplication::translate("braid::Options", "there is no theme '%1'")
                   .arg(parser.value(theme)));
    const QStringList sides = parser.value(size).split(QLatin1Char('x'));
    const QSize wished = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
    if (parser.isSet(size) && wished.isEmpty())
        refuse(QApplication::translate("braid::Options", "'%1' is no size, as 1200x800 is")
                   .arg(parser.value(size)));
    try {
        return savePicture(parser.value(svg), parser.positionalArguments().front(),
                           kind.value_or(Theme::Kind::Light), wished);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "braid: %s\n", error.what());
        return 1;
    }
}

} // namespace braid
