# SPDX-License-Identifier: MIT
import asyncio


async def fail(number):
    raise ValueError(number)


async def main():
    kept = asyncio.create_task(fail(2), name='kept')
    asyncio.create_task(fail(1), name='dropped')
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print('main ends')
    return kept


kept = asyncio.run(main())
print('program ends')
