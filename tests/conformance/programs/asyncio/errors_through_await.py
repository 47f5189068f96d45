# SPDX-License-Identifier: MIT
import asyncio


async def deepest():
    await asyncio.sleep(0)
    raise ValueError('deep')


async def middle():
    try:
        await deepest()
    except ValueError as error:
        raise RuntimeError('middle') from error


async def main():
    task = asyncio.create_task(middle())
    await asyncio.gather(task, asyncio.sleep(0))


asyncio.run(main())
