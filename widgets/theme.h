// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPalette>

namespace braid {

/// What a colour means. Views ask for the meaning, never for a hue.
enum class ColorRole {
    Ground,       ///< behind the timeline and the lists
    StrandGround, ///< behind the row that heads a strand
    Text,
    DimText,
    Grid, ///< hairlines: time grid, row and pane borders
    Running,
    RunningText, ///< on a running bar
    RunningPale, ///< the part of a folded stretch that was not busy
    Ready,
    Waiting,
    Blocked,
    BlockedText,   ///< on a blocked bar
    BlockedBand,   ///< over the lanes of the strand that stands still
    BlockedShadow, ///< over all other lanes
    Finished,
    Cancelled,
    Failed,
    Lost, ///< the edges of a gap in the data
    Instant,
    Path, ///< the critical path
    Range,
    RowSelected,
    RowHovered,
    Warning, ///< a message bar that tells of a failure
    Notice,  ///< any other message bar
    CodeKeyword,
    CodeString,
    CodeNumber,
    CodeComment,
    CodeName, ///< of what is defined here
};

/// The one table of colours, by meaning and by ground.
class Theme {
public:
    enum class Kind { Light, Dark, HighContrast };

    /// The theme that suits a palette: by the luminance of its ground, and high contrast if ground
    /// and text are pure black and white.
    static Theme of(const QPalette& palette);
    explicit Theme(Kind kind)
        : kind_(kind) {}

    Kind kind() const { return kind_; }
    QColor color(ColorRole role) const;
    /// To tell scripts apart in the console; the hues repeat, so the name always stands beside it.
    QColor scriptColor(int index) const;

    /// One of the 256 colours of terminals. The first 16, which programs name by hue, can be read
    /// on the ground of lists.
    QColor terminalColor(int number) const;

    /// The palette in which Braid looks its best.
    static QPalette palette(Kind kind);

private:
    Kind kind_;
};

/// Relative luminance, as WCAG 2 defines it: 0 black, 1 white.
double luminance(const QColor& color);
/// Contrast ratio, as WCAG 2 defines it: 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace braid
