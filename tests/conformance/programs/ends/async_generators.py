# SPDX-License-Identifier: MIT
import asyncio


async def numbers(name):
    try:
        for number in range(10):
            yield number
    finally:
        await asyncio.sleep(0)
        print('closed', name)


async def main():
    async for number in numbers('broken out'):
        break
    left = numbers('left')
    await left.__anext__()
    print('main ends')
    return left


left = asyncio.run(main())
print('program ends')
