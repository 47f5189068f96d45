# SPDX-License-Identifier: MIT
import asyncio
import hashlib

SIZE = 5_000_000


async def serve(reader, writer):
    digest = hashlib.sha256()
    while data := await reader.read(65536):
        digest.update(data)
    writer.write(digest.hexdigest().encode())
    await writer.drain()
    writer.close()


async def send(port, byte):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    for _ in range(5):
        writer.write(byte * (SIZE // 5))
        await writer.drain()
    writer.write_eof()
    digest = await reader.read()
    writer.close()
    return digest.decode()[:12]


async def main():
    async with await asyncio.start_server(serve, '127.0.0.1', 0) as server:
        port = server.sockets[0].getsockname()[1]
        print(await asyncio.gather(*(send(port, byte) for byte in (b'a', b'b', b'c'))))


asyncio.run(main())
