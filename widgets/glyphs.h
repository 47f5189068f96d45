// SPDX-License-Identifier: MIT
#pragma once

#include "loop/trace/trace.h"

#include <QIcon>
#include <QRectF>

class QPainter;

namespace braid {

/// Braid's signs, drawn and not taken from a font, so that they are there on every machine, crisp
/// at every scale and in the colour of the text beside them.
enum class Glyph {
    None,
    // activities and ends
    Running,
    Ready,
    Waiting,
    Blocked,
    Finished,
    Cancelled,
    Failed,
    Lost,
    // what is waited for
    Timer,
    Io,
    Lock,
    Event,
    Queue,
    Task,
    Thread,
    Process,
    Input,
    // actions
    Add,
    Open,
    RunAgain,
    Stop,
    Live,
    Fit,
    Search,
    Close,
    Clear,
    Checked,
};

Glyph glyphOf(Activity activity);
Glyph glyphOf(WaitKind kind);
/// None while pending.
Glyph glyphOf(Outcome outcome);

/// Paints `glyph` into the largest square in the middle of `rect`.
void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& rect, const QColor& color);

/// An icon in the colour of the application's text, whatever that is when it is painted.
QIcon glyphIcon(Glyph glyph);

} // namespace braid
