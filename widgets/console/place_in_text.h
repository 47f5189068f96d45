// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace braid {

/// A place in a source file that a line of output names, as tracebacks, compilers and tests do:
/// `File "fetch.py", line 41`, `fetch.py:41`.
struct PlaceInText {
    QString file;
    int line = 0;
    int start = 0, end = 0; ///< the part of the text that names it
    bool isFrame = false;   ///< of a traceback

    static std::optional<PlaceInText> find(const QString& text);
    /// Nothing that the user wrote: the language's own library, installed packages.
    bool isInLibrary() const;
};

/// Follows one script's lines, and tells which are frames of libraries in a traceback, that nobody
/// wants to see at first.
class TracebackFrames {
public:
    enum class Line {
        Other,
        FirstOfLibrary, ///< begins a row of frames of libraries
        NextOfLibrary,  ///< one more frame
        InLibrary,      ///< source of that frame
    };
    Line take(const QString& text);

private:
    bool inLibrary_ = false;
    QString margin_; ///< before each line of the frame
};

} // namespace braid
