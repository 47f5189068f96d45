// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace braid {

class MainWindow;
class Scripts;

/// Saves a picture of the window once no script runs any more, or after a few seconds, and quits;
/// with exit status 1 if the picture could not be saved.
void saveScreenshotAndQuit(MainWindow& window, const Scripts& scripts, const QString& file);

} // namespace braid
