# SPDX-License-Identifier: MIT
# signal: TERM after 'ready 1'
# signal: HUP after 'ready 2'
import asyncio
import signal


async def main():
    loop = asyncio.get_running_loop()
    events = asyncio.Queue()
    for number in signal.SIGTERM, signal.SIGHUP:
        loop.add_signal_handler(number, events.put_nowait, number.name)
    print('ready 1', flush=True)
    print(await events.get())
    print('ready 2', flush=True)
    print(await events.get())
    print(loop.remove_signal_handler(signal.SIGTERM), loop.remove_signal_handler(signal.SIGTERM))
    print(signal.getsignal(signal.SIGTERM))


asyncio.run(main())
