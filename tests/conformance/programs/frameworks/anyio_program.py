# SPDX-License-Identifier: MIT
# needs: anyio
import anyio
from anyio import create_memory_object_stream, create_task_group, move_on_after, run, to_thread


async def produce(send):
    async with send:
        for number in range(3):
            await send.send(number)


async def serve(stream):
    async with stream:
        await stream.send((await stream.receive())[::-1])


async def main():
    send, receive = create_memory_object_stream(1)
    async with create_task_group() as group:
        group.start_soon(produce, send)
        async with receive:
            print([item async for item in receive])
    with move_on_after(0.02) as scope:
        await anyio.sleep(5)
    print(scope.cancel_called, await to_thread.run_sync(sum, [1, 2, 3]))
    async with await anyio.create_tcp_listener(local_host='127.0.0.1') as listener:
        port = listener.extra(anyio.abc.SocketAttribute.local_port)
        async with create_task_group() as group:
            group.start_soon(listener.serve, serve)
            async with await anyio.connect_tcp('127.0.0.1', port) as stream:
                await stream.send(b'hello')
                print(await stream.receive())
            group.cancel_scope.cancel()
    print((await anyio.run_process(['echo', 'process'])).stdout)
    try:
        async with create_task_group() as group:
            group.start_soon(anyio.sleep, 5)
            raise ValueError('in the group')
    except ValueError as error:
        print(error)


run(main, backend='asyncio')
