# SPDX-License-Identifier: MIT
# shell: PYTHONMALLOC=debug PYTHONTRACEMALLOC=2 PYTHONFAULTHANDLER=1 PYTHONASYNCIODEBUG=1 PYTHONNOUSERSITE=1 PYTHONDONTWRITEBYTECODE=1 $PYTHON $FILE
import asyncio
import faulthandler
import sys
import tracemalloc


async def main():
    return asyncio.get_running_loop().get_debug()


print(sys.flags, faulthandler.is_enabled(), tracemalloc.is_tracing(), asyncio.run(main()))
