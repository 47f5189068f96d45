// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/welcome/welcome.h"

#include <QList>

namespace braid {

/// The example scripts that come with Braid: beside the installed program, or in the sources it
/// was built from. They are plain files, to be opened and changed.
QList<WelcomeEntry> lessons();

/// A file as the empty window offers it: its first line, without comment signs, is its title; if
/// there is nothing in it, its name.
WelcomeEntry lessonOf(const QString& path);

} // namespace braid
