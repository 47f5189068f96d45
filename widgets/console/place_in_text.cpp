// SPDX-License-Identifier: MIT
#include "widgets/console/place_in_text.h"

#include <QRegularExpression>

namespace braid {

std::optional<PlaceInText> PlaceInText::find(const QString& text) {
    constexpr int longest = 1000; // whatever is longer is no traceback
    if (text.size() > longest)
        return {};
    if (text.contains(QLatin1String("File \""))) {
        static const QRegularExpression frame(QStringLiteral("File \"([^\"]+)\", line (\\d+)"));
        if (const auto match = frame.match(text); match.hasMatch())
            return PlaceInText{match.captured(1), match.capturedView(2).toInt(),
                               int(match.capturedStart(1) - 1), int(match.capturedEnd(2)), true};
    }
    if (text.contains(QLatin1Char(':'))) {
        static const QRegularExpression place(
            QStringLiteral("((?:[\\w.~-]*/)*[\\w.-]+\\.[A-Za-z]{1,4}):(\\d{1,7})\\b"));
        if (const auto match = place.match(text); match.hasMatch())
            return PlaceInText{match.captured(1), match.capturedView(2).toInt(),
                               int(match.capturedStart(0)), int(match.capturedEnd(0)), false};
    }
    return {};
}

bool PlaceInText::isInLibrary() const {
    return file.startsWith(QLatin1String("/usr/")) || file.startsWith(QLatin1String("<frozen ")) ||
           file.contains(QLatin1String("/site-packages/")) ||
           file.contains(QLatin1String("/dist-packages/"));
}

TracebackFrames::Line TracebackFrames::take(const QString& text) {
    if (const auto place = PlaceInText::find(text); place && place->isFrame) {
        const bool before = inLibrary_;
        inLibrary_ = place->isInLibrary();
        // `File "` stands two columns into the traceback, source four.
        margin_ = text.left(text.indexOf(QLatin1String("File \""))) + QStringLiteral("  ");
        return !inLibrary_ ? Line::Other : before ? Line::NextOfLibrary : Line::FirstOfLibrary;
    }
    if (inLibrary_ && (text.startsWith(margin_) ||
                       text.trimmed().startsWith(QLatin1String("[Previous line repeated"))))
        return Line::InLibrary;
    inLibrary_ = false;
    return Line::Other;
}

} // namespace braid
