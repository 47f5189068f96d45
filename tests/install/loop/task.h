// SPDX-License-Identifier: MIT
// A project's own header of the same name, which Braid's must not include.
#pragma once
#error "not Braid's"
