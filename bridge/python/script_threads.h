// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Threads that scripts start work for the script that started them; and what asks for threads by
/// their number (`sys._current_frames`, `PyThreadState_SetAsyncExc`) sees those of the script that
/// asks, whose own stack is its main thread. All scripts have that number in common.
///
/// False with a Python exception set. The GIL must be held.
bool share_threads();

} // namespace braid
