# SPDX-License-Identifier: MIT
# Nothing is imported but what python3 imports.
import sys

print(sorted(sys.modules))
