# SPDX-License-Identifier: MIT
import pydoc
import sys


class Example:
    """An example.

    Of some lines.
    """

    value = 3

    def method(self, argument=None):
        """What it does."""


sys.stdout.write(pydoc.render_doc(Example, renderer=pydoc.plaintext))
help(Example.method)
print(__builtins__.copyright.__class__.__name__, repr(exit), dir())
