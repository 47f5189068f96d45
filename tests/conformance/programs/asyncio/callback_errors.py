# SPDX-License-Identifier: MIT
import asyncio


def fail(*arguments):
    raise ValueError(arguments)


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(fail, 1, 'two')
    loop.call_later(0.01, fail)
    future = loop.create_future()
    future.add_done_callback(fail)
    future.set_result(None)
    await asyncio.sleep(0.03)
    print('goes on')


asyncio.run(main())
