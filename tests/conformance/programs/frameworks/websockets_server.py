# SPDX-License-Identifier: MIT
# needs: websockets
import asyncio

import websockets


async def echo(socket):
    async for message in socket:
        await socket.send(message[::-1])
    print('server: closed', socket.close_code)


async def main():
    async with websockets.serve(echo, '127.0.0.1', 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with websockets.connect(f'ws://127.0.0.1:{port}') as socket:
            await socket.send('text')
            await socket.send(b'bytes')
            print(await socket.recv(), await socket.recv())
            pong = await socket.ping()
            print(await pong >= 0)
        print('client: closed', socket.close_code)
        await asyncio.sleep(0.02)
        try:
            await websockets.connect(f'ws://127.0.0.1:{port}/', subprotocols=['none'], open_timeout=5)
        except websockets.InvalidHandshake as error:
            print(error)


asyncio.run(main())
