# SPDX-License-Identifier: MIT
import asyncio
import inspect
import traceback


async def main():
    traceback.print_stack()
    print([frame.function for frame in inspect.stack()])


asyncio.run(main())
