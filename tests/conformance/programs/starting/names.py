# SPDX-License-Identifier: MIT
# args: one -x --two=2 -- ""
import os
import sys

print(__name__, __file__, __doc__, __package__, __spec__, __builtins__, type(__loader__).__name__,
      __cached__)
print(sys.argv, sys.path[0] == os.path.dirname(os.path.abspath(__file__)))
print(sys.orig_argv[-6:])
print(sorted(globals()))
print(sys.modules['__main__'].__dict__ is globals())
