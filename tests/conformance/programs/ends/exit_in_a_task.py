# SPDX-License-Identifier: MIT
import asyncio
import sys


async def work():
    try:
        await asyncio.sleep(0)
        sys.exit(4)
    finally:
        print('work ends')


async def main():
    try:
        await asyncio.gather(work(), asyncio.sleep(5))
    finally:
        print('main ends')


asyncio.run(main())
