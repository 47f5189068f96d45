# SPDX-License-Identifier: MIT
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    for delay in float('-inf'), -5, 0, 1e-9, 0.01, 10 ** -3, True - 1:
        print(delay, await asyncio.sleep(delay, 'slept'))
    handle = loop.call_later(1e9, print)
    print(handle.when() - loop.time() > 9e8, handle.cancelled())
    for delay in 'x', None, [1]:
        try:
            await asyncio.sleep(delay)
        except TypeError as error:
            print(error)


asyncio.run(main())
