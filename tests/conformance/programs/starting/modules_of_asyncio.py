# SPDX-License-Identifier: MIT
# differs: braid_loop is in sys.modules
import sys
import asyncio

print(sorted(name for name in sys.modules if not name.startswith('_')))
