# SPDX-License-Identifier: MIT
# signal: HUP after 'ready'
import asyncio


async def main():
    try:
        print('ready', flush=True)
        await asyncio.sleep(10)
    finally:
        print('not printed')


asyncio.run(main())
