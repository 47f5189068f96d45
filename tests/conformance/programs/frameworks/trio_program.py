# SPDX-License-Identifier: MIT
# needs: trio
import trio


async def child(name, delay):
    await trio.sleep(delay)
    print(name)


async def echo(stream):
    async for data in stream:
        await stream.send_all(data.upper())


async def main():
    async with trio.open_nursery() as nursery:
        for name, delay in ('b', 0.5), ('a', 0.01):
            nursery.start_soon(child, name, delay)
    async with trio.open_nursery() as nursery:
        listeners = await nursery.start(trio.serve_tcp, echo, 0)
        port = listeners[0].socket.getsockname()[1]
        stream = await trio.open_tcp_stream('127.0.0.1', port)
        await stream.send_all(b'hello')
        print(await stream.receive_some())
        await stream.aclose()
        nursery.cancel_scope.cancel()
    print(await trio.to_thread.run_sync(lambda: 'from a thread'))
    print(await trio.run_process(['echo', 'process'], capture_stdout=True))
    with trio.move_on_after(0.01) as scope:
        await trio.sleep_forever()
    print(scope.cancelled_caught)
    raise KeyError('the end')


trio.run(main)
