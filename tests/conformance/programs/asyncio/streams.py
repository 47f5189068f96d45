# SPDX-License-Identifier: MIT
import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.write_eof()
    writer.close()
    await writer.wait_closed()
    print('served')


async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(host, port)
        print(writer.get_extra_info('peername') == (host, port), writer.can_write_eof())
        writer.writelines([b'one\n', b'two\nthree'])
        print(await reader.readline(), await reader.readexactly(2))
        print(await reader.readuntil(b'O'))
        writer.write_eof()
        print(await reader.read(), reader.at_eof())
        writer.close()
        await writer.wait_closed()
    try:
        await reader.readexactly(1)
    except asyncio.IncompleteReadError as error:
        print(error)
    print(server.is_serving(), writer.is_closing())


asyncio.run(main())
