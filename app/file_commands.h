// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/command.h"

class QWidget;

namespace braid {

class Opener;
class PictureExport;
class RecentFiles;
class Session;
class TraceComparison;
class TraceExport;

/// What is opened, saved and left. `window` is closed to quit, and dialogs lie over it; all that is
/// named here must outlive the commands.
std::vector<Command> fileCommands(Session& session, Opener& opener, TraceExport& traceExport,
                                  PictureExport& pictures, TraceComparison& comparison,
                                  QWidget& window);

/// A command for each of the files that were run of late, ids from `recentPrefix` on; they belong
/// behind the command `recentBehind`.
std::vector<Command> recentCommands(const RecentFiles& recent, Opener& opener);
inline constexpr QLatin1String recentPrefix("file.recent.");
inline constexpr QLatin1String recentBehind("file.open");

} // namespace braid
