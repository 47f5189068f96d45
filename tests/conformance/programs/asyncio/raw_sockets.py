# SPDX-License-Identifier: MIT
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(('127.0.0.1', 0))
    listener.setblocking(False)
    client = socket.socket()
    client.setblocking(False)
    accepted, _ = await asyncio.gather(loop.sock_accept(listener),
                                       loop.sock_connect(client, listener.getsockname()))
    server = accepted[0]
    await loop.sock_sendall(client, b'x' * 100_000 + b'end')
    buffer = bytearray(1000)
    total = 0
    while not bytes(buffer).startswith(b'end') and total < 100_003:
        total += await loop.sock_recv_into(server, buffer)
    print(total)
    with open(__file__, 'rb') as file:
        print(await loop.sock_sendfile(client, file) == file.tell())
    print((await loop.sock_recv(server, 7)))
    for each in client, server, listener:
        each.close()


asyncio.run(main())
