# SPDX-License-Identifier: MIT
import asyncio


async def work():
    print('not printed')


async def main():
    work()
    held = work()
    print('main ends')


asyncio.run(main())
left = work()
