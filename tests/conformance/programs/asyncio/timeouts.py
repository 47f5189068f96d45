# SPDX-License-Identifier: MIT
import asyncio


async def slow():
    try:
        await asyncio.sleep(5)
    finally:
        print('slow ends')


async def main():
    try:
        await asyncio.wait_for(slow(), 0.02)
    except TimeoutError as error:
        print(repr(error), repr(error.__cause__))
    try:
        async with asyncio.timeout(0.02) as scope:
            await slow()
    except TimeoutError:
        print('timed out', scope.expired())
    async with asyncio.timeout(None) as scope:
        scope.reschedule(asyncio.get_running_loop().time() + 5)
        print(repr(scope)[:9], scope.expired())
    print(await asyncio.wait_for(asyncio.sleep(0, 'in time'), 5))
    done, pending = await asyncio.wait([asyncio.create_task(slow())], timeout=0.01)
    print(len(done), len(pending))
    async with asyncio.timeout(0.01):
        await slow()


asyncio.run(main())
