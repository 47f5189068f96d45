# SPDX-License-Identifier: MIT
# env: PYTHONASYNCIODEBUG=1
import asyncio
import logging
import time

logging.basicConfig(level=logging.DEBUG, format='%(levelname)s %(name)s %(message)s')


async def forgotten():
    pass


async def main():
    forgotten()
    asyncio.get_running_loop().slow_callback_duration = 0.05
    time.sleep(0.1)
    await asyncio.sleep(0)


async def fails():
    raise ValueError('in a task')


asyncio.run(main())
print(asyncio.run(asyncio.sleep(0, 'plain'), debug=False))
asyncio.run(fails())
