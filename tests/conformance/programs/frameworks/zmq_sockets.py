# SPDX-License-Identifier: MIT
# needs: zmq
import asyncio

import zmq
import zmq.asyncio


async def main():
    with zmq.asyncio.Context() as context:
        server, client = context.socket(zmq.REP), context.socket(zmq.REQ)
        port = server.bind_to_random_port('tcp://127.0.0.1')
        client.connect(f'tcp://127.0.0.1:{port}')
        for text in b'one', b'two':
            await client.send(text)
            await server.send((await server.recv())[::-1])
            print(await client.recv())
        for socket in server, client:
            socket.close(linger=0)


asyncio.run(main())
