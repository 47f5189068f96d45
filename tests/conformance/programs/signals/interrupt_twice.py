# SPDX-License-Identifier: MIT
# signal: INT after 'ready 1'
# signal: INT after 'ready 2'
import asyncio


async def main():
    try:
        print('ready 1', flush=True)
        await asyncio.sleep(10)
    finally:
        print('ready 2', flush=True)
        await asyncio.sleep(10)


try:
    asyncio.run(main())
except KeyboardInterrupt as error:
    print(repr(error), repr(error.__context__))
