// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// `braid diff A B`: what became slower or faster from one recorded run to another, task by task,
/// and which waits are new. Returns 0 if both could be read, whatever they say.
int diff_command(int argc, char** argv);

} // namespace braid
