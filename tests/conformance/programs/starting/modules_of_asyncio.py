# SPDX-License-Identifier: MIT
import sys
import asyncio

print(sorted(name for name in sys.modules if not name.startswith('_')))
