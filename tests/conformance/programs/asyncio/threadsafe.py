# SPDX-License-Identifier: MIT
import asyncio
import threading


async def work(value):
    await asyncio.sleep(0.01)
    if value < 0:
        raise ValueError(value)
    return value * 2


def elsewhere(loop, done):
    print(asyncio.run_coroutine_threadsafe(work(4), loop).result(5))
    try:
        asyncio.run_coroutine_threadsafe(work(-1), loop).result(5)
    except ValueError as error:
        print('error', error)
    future = asyncio.run_coroutine_threadsafe(asyncio.sleep(100), loop)
    print(future.cancel())
    loop.call_soon_threadsafe(done.set)


async def main():
    done = asyncio.Event()
    thread = threading.Thread(target=elsewhere, args=(asyncio.get_running_loop(), done))
    thread.start()
    await done.wait()
    thread.join()
    await asyncio.sleep(0.01)
    print(len(asyncio.all_tasks()))


asyncio.run(main())
