# SPDX-License-Identifier: MIT
# signal: INT after 'ready'
import asyncio


async def main():
    try:
        print('ready', flush=True)
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print('cancelled')
        raise
    finally:
        await asyncio.sleep(0.01)
        print('cleaned up')


asyncio.run(main())
