# SPDX-License-Identifier: MIT
import asyncio
import concurrent.futures
import threading
import time


def work(number):
    if number == 2:
        raise ValueError(number)
    time.sleep(0.01 * number)
    return number, threading.current_thread() is threading.main_thread()


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(*(asyncio.to_thread(work, number) for number in range(4)),
                               return_exceptions=True))
    with concurrent.futures.ThreadPoolExecutor(1, 'mine') as pool:
        print(await loop.run_in_executor(pool, lambda: threading.current_thread().name))
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        print(await loop.run_in_executor(pool, pow, 2, 10))
    future = concurrent.futures.Future()
    loop.call_later(0.01, future.set_result, 'wrapped')
    print(await asyncio.wrap_future(future))
    try:
        await asyncio.wait_for(asyncio.to_thread(time.sleep, 0.3), 0.01)
    except TimeoutError:
        print('timeout')
    await loop.shutdown_default_executor()
    try:
        await asyncio.to_thread(print)
    except RuntimeError as error:
        print(error)


asyncio.run(main())
