# SPDX-License-Identifier: MIT
"""What a step makes readable is read in the round after: programs that count rounds depend on it."""

import asyncio
import socket


async def rounds_until_read(reader, writer):
    loop = asyncio.get_running_loop()
    read = []
    loop.add_reader(reader, lambda: read.append(reader.recv(10)))
    writer.send(b'x')
    rounds = 0
    while not read:
        rounds += 1
        await asyncio.sleep(0)
    loop.remove_reader(reader)
    return rounds


async def main():
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    print([await rounds_until_read(reader, writer) for _ in range(50)])
    reader.close()
    writer.close()


asyncio.run(main())
