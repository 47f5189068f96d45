# SPDX-License-Identifier: MIT
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future)
    future.add_done_callback(print)
    loop.call_soon(future.set_exception, ValueError('set'))
    try:
        await future
    except ValueError as error:
        print('caught', error)
    for wrong in (lambda: future.set_result(1), lambda: future.set_exception(StopIteration()),
                  lambda: loop.create_future().exception(), lambda: asyncio.wrap_future(5)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
    done = loop.create_future()
    done.cancel('reason')
    print(done, future.exception())
    try:
        await done
    except asyncio.CancelledError as error:
        print(error.args)
    loop.create_future().set_exception(LookupError('never retrieved'))


asyncio.run(main())
