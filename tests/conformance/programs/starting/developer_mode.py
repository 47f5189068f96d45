# SPDX-License-Identifier: MIT
# shell: $PYTHON -X dev $FILE; PYTHONDEVMODE=1 $PYTHON $FILE
import asyncio
import faulthandler
import sys


async def main():
    return asyncio.get_running_loop().get_debug()


print(sys.flags.dev_mode, faulthandler.is_enabled(), sys._xoptions, sys.warnoptions)
print(asyncio.run(main()))
open(__file__)
