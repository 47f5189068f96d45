# SPDX-License-Identifier: MIT
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    said = []
    loop.call_soon(said.append, 'soon 1')
    loop.call_later(0, said.append, 'later 0')
    loop.call_at(loop.time() - 1, said.append, 'in the past')
    loop.call_later(delay=0.1, callback=said.append)
    loop.call_soon(lambda: loop.call_soon(said.append, 'soon from soon'))
    loop.call_soon_threadsafe(said.append, 'threadsafe')
    handle = loop.call_later(0.1, said.append, 'cancelled')
    handle.cancel()
    future = loop.create_future()
    future.add_done_callback(lambda _: said.append('future'))
    future.set_result(None)
    loop.call_later(0.2, said.append, 'b')
    loop.call_later(0.15, said.append, 'a')
    loop.set_exception_handler(lambda loop, context: said.append(context['message'][:21]))
    await asyncio.sleep(0.4)
    print(*said, sep='\n')


asyncio.run(main())
