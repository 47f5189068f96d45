// SPDX-License-Identifier: MIT
#pragma once

#include "loop/diagnosis/critical_path.h"
#include "widgets/timeline/geometry.h"

#include <QPainter>
#include <QRect>

namespace braid {

class Theme;

/// A critical path as rectangles over the rows: a line under what is on it, and lines up or down
/// where it goes to another task. Where its task has no row in view there is a gap.
///
/// `thick` pixels are the lines. The price depends on the pixels, not on the path's length.
std::vector<QRect> layOutPath(const std::vector<PathStretch>& path,
                              const TimelineGeometry& geometry, const TimeScale& scale, int thick);

void drawPath(QPainter& painter, const Theme& theme, const std::vector<QRect>& line);

} // namespace braid
