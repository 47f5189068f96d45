# SPDX-License-Identifier: MIT
import asyncio


async def work(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
        if error:
            raise error
        print(name, 'done')
    except asyncio.CancelledError:
        print(name, 'cancelled')
        raise


async def main():
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work('one', 0.01), name='first')
        group.create_task(work('two', 0))
    print(task)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work('three', 0, ValueError(3)))
            group.create_task(work('four', 5))
            await asyncio.sleep(5)
    except* ValueError as group:
        print(group.exceptions)
    async with asyncio.TaskGroup() as group:
        group.create_task(work('five', 0, KeyError('not caught')))


asyncio.run(main())
