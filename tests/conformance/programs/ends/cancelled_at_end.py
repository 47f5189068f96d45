# SPDX-License-Identifier: MIT
import asyncio


async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print('cancelled')
        raise ValueError('while it is cancelled')


async def main():
    task = asyncio.create_task(work(), name='work')
    await asyncio.sleep(0)
    raise LookupError('main fails')


asyncio.run(main())
