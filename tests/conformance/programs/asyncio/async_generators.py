# SPDX-License-Identifier: MIT
import asyncio
import contextlib


async def numbers(name):
    try:
        for number in range(3):
            yield number
            await asyncio.sleep(0)
    finally:
        print(name, 'closed')


@contextlib.asynccontextmanager
async def resource(name):
    print('open', name)
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print('close', name)


async def main():
    print([number async for number in numbers('whole')])
    async with contextlib.aclosing(numbers('cut')) as some:
        async for number in some:
            break
    async with contextlib.AsyncExitStack() as stack:
        for name in 'ab':
            await stack.enter_async_context(resource(name))
        stack.push_async_callback(asyncio.sleep, 0)
    generator = numbers('sent')
    print(await generator.asend(None), await anext(generator))
    try:
        await generator.athrow(ValueError('thrown'))
    except ValueError as error:
        print(error)
    print(await anext(generator, 'exhausted'))


asyncio.run(main())
