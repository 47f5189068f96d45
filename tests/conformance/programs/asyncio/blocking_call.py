# SPDX-License-Identifier: MIT
import asyncio
import time


async def tick(ticks):
    while True:
        ticks.append(1)
        await asyncio.sleep(0.01)


async def main():
    ticks = []
    task = asyncio.create_task(tick(ticks))
    await asyncio.sleep(0)
    time.sleep(0.2)
    print(len(ticks))
    await asyncio.sleep(0.05)
    print(len(ticks) > 1)
    task.cancel()


asyncio.run(main())
