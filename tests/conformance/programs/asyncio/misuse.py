# SPDX-License-Identifier: MIT
import asyncio


async def nested():
    asyncio.run(asyncio.sleep(0))


async def main():
    loop = asyncio.get_running_loop()
    for wrong in (lambda: loop.run_until_complete(main()), loop.close, loop.run_forever,
                  lambda: asyncio.run(5), lambda: loop.call_later(None, print),
                  lambda: loop.call_soon(print, nonsense=1), lambda: loop.create_task(print),
                  lambda: loop.add_reader(-1, print), lambda: loop.add_reader('x', print),
                  lambda: asyncio.Future().result(), lambda: loop.add_signal_handler(9, print)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
    await nested()


for wrong in lambda: asyncio.run(main), asyncio.get_running_loop, lambda: asyncio.create_task(5):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
asyncio.run(main())
