# SPDX-License-Identifier: MIT
"""bench_python_workloads.py CASE [uvloop]: nanoseconds for one operation of asyncio, on a line."""

import asyncio
import sys
import time


async def sleep_zero(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def call_soon(count):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    left = count

    def callback():
        nonlocal left
        left -= 1
        if left:
            loop.call_soon(callback)
        else:
            done.set_result(None)

    loop.call_soon(callback)
    await done


async def future(count):
    loop = asyncio.get_running_loop()
    for _ in range(count):
        waiter = loop.create_future()
        loop.call_soon(waiter.set_result, None)
        await waiter


async def create_task(count):
    async def nothing():
        pass
    for _ in range(count // 1000):
        await asyncio.gather(*[nothing() for _ in range(1000)])


CASES = {'sleep(0)': (sleep_zero, 100_000), 'call_soon': (call_soon, 100_000),
         'await future': (future, 50_000), 'create_task + gather': (create_task, 20_000)}


async def main():
    function, count = CASES[sys.argv[1]]
    await function(count // 10)
    begin = time.perf_counter()
    await function(count)
    print((time.perf_counter() - begin) / count * 1e9)


if 'uvloop' in sys.argv:
    import uvloop
    uvloop.install()
asyncio.run(main())
