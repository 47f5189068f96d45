// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

namespace braid {

/// Sees to it that threads reach the standard streams of their own script.
///
/// sys.stdout is one name, which shows the stream of the script that runs on the loop; a thread of
/// another script finds it there, too. So the methods of text streams ask, in threads of scripts,
/// whose stream is meant. They cost nothing worth mentioning elsewhere, and are no different to
/// look at. With the GIL; false with a Python exception set if that cannot be.
bool share_text_streams();

/// `stream` is a script's sys.stdin, stdout or stderr (0, 1, 2) from now on, until `forget`.
void know_text_stream(PyObject* stream, int number);
void forget_text_stream(PyObject* stream) noexcept;

} // namespace braid
