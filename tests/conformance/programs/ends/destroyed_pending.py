# SPDX-License-Identifier: MIT
import asyncio


async def work(event):
    await event.wait()


async def main():
    asyncio.create_task(work(asyncio.Event()), name='waits for ever')
    await asyncio.sleep(0)


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
print('main ends')
