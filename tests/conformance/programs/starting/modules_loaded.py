# SPDX-License-Identifier: MIT
# alone: the modules of the library are shared
# Nothing is imported but what python3 imports.
import sys

print(sorted(sys.modules))
