# SPDX-License-Identifier: MIT
import asyncio


async def work():
    await asyncio.sleep(0.2)
    print('work done')
    return 'result'


async def main():
    inner = asyncio.create_task(work())
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 0.01))
    try:
        await outer
    except TimeoutError:
        print('timeout', inner.done())
    print(await inner)
    task = asyncio.current_task()
    task.cancel()
    task.uncancel()
    print(task.cancelling())
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        print('cancelled all the same')


asyncio.run(main())
