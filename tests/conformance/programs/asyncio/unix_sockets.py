# SPDX-License-Identifier: MIT
import asyncio
import os
import tempfile


async def serve(reader, writer):
    writer.write(b'hello ' + await reader.readline())
    writer.close()


async def main():
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, 'socket')
        async with await asyncio.start_unix_server(serve, path) as server:
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(b'world\n')
            print(await reader.read(), writer.get_extra_info('peername') == path)
            writer.close()
        print(os.path.exists(path))


asyncio.run(main())
