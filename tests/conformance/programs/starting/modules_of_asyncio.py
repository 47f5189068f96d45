# SPDX-License-Identifier: MIT
# alone: the modules of the library are shared
import sys
import asyncio

print(sorted(name for name in sys.modules if not name.startswith('_')))
