# SPDX-License-Identifier: MIT
import asyncio


def handler(loop, context):
    print(sorted(context), context['message'], repr(context.get('exception')))
    if context['message'] == 'again':
        raise LookupError('in the handler')


async def fail():
    raise ValueError('dropped')


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    loop.set_exception_handler(handler)
    loop.call_soon(lambda: [][1])
    task = asyncio.create_task(fail())
    await asyncio.sleep(0.01)
    del task
    loop.call_exception_handler({'message': 'mine'})
    loop.call_exception_handler({'message': 'again'})
    loop.default_exception_handler({'message': 'default', 'extra': [1]})
    print(loop.get_exception_handler() is handler)


asyncio.run(main())
