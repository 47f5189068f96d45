# SPDX-License-Identifier: MIT
# signal: TERM after 'ready'
import asyncio
import signal


def handler(number, frame):
    raise RuntimeError(f'signal {number}')


async def main():
    try:
        print('ready', flush=True)
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print('cancelled')
        raise


signal.signal(signal.SIGTERM, handler)
try:
    asyncio.run(main())
except RuntimeError as error:
    print('from run():', error)
