// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace braid {

struct ScratchFile {
    QString path;    ///< empty if it could not be saved
    QString problem; ///< why not
};

/// Saves text that was dropped on the window as a script of its own, among the user's data, so that
/// it can be run again and found again. Its name ends with `suffix`.
ScratchFile saveScratchFile(const QString& text, const QString& suffix);

} // namespace braid
