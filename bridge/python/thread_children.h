// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Sees to it that children which threads of scripts start by `subprocess` or `multiprocessing`
/// have the standard streams of their script: CPython starts them by vfork, where 0-2 are whoever's
/// they are at the moment. With the GIL; false with a Python exception set if that cannot be.
bool give_children_of_threads_their_streams();

} // namespace braid
