// SPDX-License-Identifier: MIT
#pragma once

namespace braid {

/// Makes timelines speak to screen readers, from now on: as tables. A row is a task, or what else
/// the list beside has; its cell says what that does at the moment that all panes show, and has the
/// slices of the visible time as its children, each with its facts.
void makeTimelinesAccessible();

} // namespace braid
