# SPDX-License-Identifier: MIT
# stdin: p number\nup\nwhere\ncontinue\n
import asyncio


async def work(number):
    breakpoint()
    return number


async def main():
    print(await asyncio.create_task(work(5)))


asyncio.run(main())
