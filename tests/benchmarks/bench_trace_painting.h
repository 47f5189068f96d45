// SPDX-License-Identifier: MIT
#pragma once

namespace bench {
class Suite;
}

/// What it costs to show a frame of a long trace, beside others' ways to do it. Needs a
/// QApplication.
void add_painting(bench::Suite& suite);
