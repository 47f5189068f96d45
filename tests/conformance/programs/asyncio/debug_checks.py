# SPDX-License-Identifier: MIT
# env: PYTHONASYNCIODEBUG=1
import asyncio
import threading


async def main():
    loop = asyncio.get_running_loop()
    problems = []

    def elsewhere():
        try:
            loop.call_soon(print)
        except RuntimeError as error:
            problems.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    print(problems)
    for wrong in (main, 'text'):
        try:
            loop.call_soon(wrong)
        except TypeError as error:
            print(str(error).partition(' at ')[0])
    handle = loop.call_later(10, print, 'x')
    print(repr(handle)[:12], handle.cancelled())
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)


asyncio.run(main())
