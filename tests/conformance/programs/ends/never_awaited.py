# SPDX-License-Identifier: MIT
# differs: asyncio's frames below a callback are missing
import asyncio


async def work():
    print('not printed')


async def main():
    work()
    held = work()
    print('main ends')


asyncio.run(main())
left = work()
