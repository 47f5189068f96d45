// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Sees to it that children which scripts start by `subprocess` or `multiprocessing`, where CPython
/// uses vfork, are known as theirs; and that those which their threads start have the standard
/// streams of their script, where 0-2 are whoever's they are at the moment. With the GIL; false
/// with a Python exception set if that cannot be.
bool know_children_of_scripts();

} // namespace braid
